"""Officialese towards somebody who writes "hiya"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.conversation.conversation import Conversation, Remark
from assistant.conversation.manner import EMOJI, manner
from assistant.conversation.people import academic_title, customer_of
from models.text import Fix, Span

_CASUAL = re.compile(
    r"^\s*(?:hiya|heya|heyy*|yo|sup|hi guys|hey guys)\b|\b(?:lol|omg|gonna|wanna|gotta|dunno|plz"
    r"|pls|thx|cuz|idk|tbh|dude|yeah|nope|haha|ur)\b",
    re.I,
)


def too_stiff(conversation: Conversation) -> Iterator[Remark]:
    """A remark for the first stiff phrase."""
    text = conversation.read.text
    casual = _CASUAL.search(text) or EMOJI.search(text)
    found = manner().stiff.search(conversation.reply.seen)
    if not casual or not found or academic_title(conversation) is not None:
        return
    span = Span(*found.span())
    first = customer_of(conversation).first
    opens = found[0].lower().startswith("dear") and found.start() == 0
    fixes = (Fix(span, f"Hi {first}" if first else "Hi there"),) if opens else ()
    yield Remark(span, "This customer writes casually; this may sound distant.", fixes)
