"""What a message says: its asks, mood, urgency, formality, language and the writer's name."""

from __future__ import annotations

import py3langid

from assistant.message import Formality, Message, Understanding, Urgency
from assistant.reading.asks import find_asks, is_reply
from assistant.reading.cues import cues
from assistant.reading.mail import Mail, read_mail
from assistant.reading.moods import mood_of
from assistant.reading.names import find_name

READ_CHARACTERS = 20_000
"""Cues and asks are looked for in this much of a message."""
MOST_CHAT_WORDS = 30
"""A message of one paragraph and no more words may be chat."""
LANGUAGE_LEAD = 8.0
"""How much more likely (in log odds) than English another language has to be."""


def understand(message: Message) -> Understanding:
    """Read a message. Never fails: what can't be told is neutral or absent."""
    mail = read_mail(message.text)
    read = mail.body[:READ_CHARACTERS]
    whole = f"{message.subject}\n{read}\n{' '.join(mail.signature)}"
    asks = tuple(find_asks(read, message.subject))
    titled = "" if is_reply(message.subject) else message.subject
    mood, intensity = mood_of(f"{titled}\n{read}", not any(ask.wants_answer for ask in asks))
    name, salutation = find_name(message, Mail(read, mail.signature))
    return Understanding(
        text=mail.body,
        asks=asks,
        mood=mood,
        intensity=intensity,
        urgency=_urgency(whole),
        formality=_formality(
            f"{message.sender_name}\n{whole}", _is_careless(read, message.subject)
        ),
        locale=message.locale or _language(f"{message.subject}\n{read}"),
        customer_name=name,
        salutation=salutation,
    )


def _urgency(text: str) -> Urgency:
    lower = text.lower()
    for urgency, of_urgency in cues().urgency.items():
        if any(cue.match.search(lower) for cue in of_urgency):
            return urgency
    return "normal"


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
