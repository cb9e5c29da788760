"""Asks of the customer that surely no sentence of the reply deals with."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.conversation.conversation import Conversation, Remark
from assistant.conversation.topic import topic
from models.text import Fix

MOST_SHOWN = 80


def unanswered_asks(conversation: Conversation) -> Iterator[Remark]:
    """A remark for each; the fix puts a slot for the answer before the closing."""
    if conversation.is_passing or conversation.reply.is_farewell:
        return
    for ask in conversation.asks:
        if ask.missed:
            subject = topic(ask.text)
            about = f"about {subject}" if subject else f"“{_shown(ask.text)}”"
            text = f"\n\nOn your question {about}: ⟦answer⟧"
            message = f"The customer also asks: “{_shown(ask.text)}”"
            reply = conversation.reply
            yield Remark(reply.last, message, (Fix(reply.ending, text),))


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= MOST_SHOWN else words[:MOST_SHOWN].rsplit(" ", 1)[0] + " …"
