"""What a message says: its asks, mood, urgency, formality, language and the writer's name."""

from __future__ import annotations

from collections.abc import Collection

import py3langid

from assistant.message import Formality, Message, Understanding
from assistant.reading.asks import find_asks, is_reply
from assistant.reading.cues import cues
from assistant.reading.danger import danger_of
from assistant.reading.entities import entities
from assistant.reading.mail import Mail, read_mail
from assistant.reading.moods import is_grief, mood_of
from assistant.reading.names import find_name
from assistant.reading.urgency import urgency_of

READ_CHARACTERS = 20_000
"""Cues and asks are looked for in this much of a message."""
MOST_CHAT_WORDS = 30
"""A message of one paragraph and no more words may be chat."""
LANGUAGE_LEAD = 8.0
"""How much more likely (in log odds) than English another language has to be."""


def understand(message: Message, names: Collection[str] = frozenset()) -> Understanding:
    """Read a message. Never fails: what can't be told is neutral or absent.

    `names` are words of product names.
    """
    mail = read_mail(message.text)
    read = mail.body[:READ_CHARACTERS]
    whole = f"{message.subject}\n{read}\n{' '.join(mail.signature)}"
    asks = tuple(find_asks(read, message.subject))
    titled = "" if is_reply(message.subject) else message.subject
    mood, intensity = mood_of(f"{titled}\n{read}", not any(ask.wants_answer for ask in asks))
    danger = danger_of(f"{message.subject}\n{read}")
    name, salutation = find_name(message, Mail(read, mail.signature))
    return Understanding(
        text=mail.body,
        asks=asks,
        mood=mood,
        intensity=intensity,
        urgency=urgency_of(whole),
        formality=_formality(
            f"{message.sender_name}\n{whole}", _is_careless(read, message.subject)
        ),
        locale=message.locale or _language(f"{message.subject}\n{read}"),
        customer_name=name,
        salutation=salutation,
        danger=danger.kind if danger else "",
        entities=entities(f"{message.subject}\n{read}", names),
        needs_person=bool(danger and danger.needs_agent) or is_grief(whole),
    )


def _formality(text: str, is_careless: bool) -> Formality:
    lower = text.lower()
    counts = {
        formality: sum(len(cue.match.findall(lower)) for cue in of_formality)
        for formality, of_formality in cues().formality.items()
    }
    counts["casual"] += is_careless
    if counts["formal"] == counts["casual"]:
        return "neutral"
    return "formal" if counts["formal"] > counts["casual"] else "casual"


def _is_careless(text: str, subject: str) -> bool:
    """Whether it is written as one chats: no capital at the beginning, or nothing at the end."""
    is_chat = not subject and len(text.split()) <= MOST_CHAT_WORDS and "\n" not in text
    last = text[-1:]
    unfinished = is_chat and last.isalpha() and last.isascii() and not text.isupper()
    return text[:1].islower() or unfinished


def _language(text: str) -> str:
    """The ISO 639-1 code; English where too little tells otherwise."""
    if sum(char.isalpha() for char in text) < 6:
        return "en"
    scores = dict(py3langid.rank(text[:2_000]))
    best = max(scores, key=lambda language: scores[language])
    if scores[best] - scores["en"] < LANGUAGE_LEAD or len(best) > 2:
        return "en"
    return str(best)
