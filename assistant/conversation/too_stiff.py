"""Officialese towards somebody who writes "hiya"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.conversation.conversation import LIVE, Conversation, Remark
from assistant.conversation.manner import EMOJI, manner
from assistant.conversation.people import academic_title, customer_of
from models.text import Fix, Severity, Span

_CASUAL = re.compile(
    r"^[ \t]*(?:hiya|heya|heyy*|yo|sup|hi guys|hey guys)\b|\b(?:lol|omg|gonna|wanna|gotta|dunno|plz"
    r"|pls|thx|cuz|idk|tbh|dude|yeah|nope|haha|ur)\b",
    re.I,
)
_DEAR = re.compile(r"\s*dear\s+\w", re.I)


def too_stiff(conversation: Conversation) -> Iterator[Remark]:
    """A remark for the first stiff phrase, or for the form of a letter in a chat."""
    found = manner().stiff.search(conversation.reply.seen)
    message = _reason(conversation)
    if not found or not message or academic_title(conversation) is not None:
        return
    span = Span(*found.span())
    first = customer_of(conversation).first
    opens = found[0].lower().startswith("dear") and found.start() == 0
    fixes = (Fix(span, f"Hi {first}" if first else "Hi there"),) if opens else ()
    severity = Severity.SUGGESTION if conversation.channel in LIVE else None
    yield Remark(span, message, fixes, severity)


def _reason(conversation: Conversation) -> str:
    """Why stiff words do not fit here, "" where they do."""
    if _writes_casually(conversation):
        return "This customer writes casually; this may sound distant."
    if conversation.channel in LIVE and _is_letter(conversation):
        return f"This is the form of a letter; in {conversation.channel} it may sound distant."
    return ""


def _writes_casually(conversation: Conversation) -> bool:
    text = conversation.read.text
    return bool(_CASUAL.search(text) or EMOJI.search(text))


def _is_letter(conversation: Conversation) -> bool:
    """Whether the reply opens and ends as a letter, and the customer's message does not."""
    reply, theirs = conversation.reply, conversation.read.text
    opens = _DEAR.match(reply.seen) is not None
    return opens and reply.has_closing and not _DEAR.match(theirs)
