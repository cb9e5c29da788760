"""Asking the customer again for what they have given already."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.conversation.conversation import Conversation, Remark
from assistant.reading.givens import Given, givens

_REQUEST = re.compile(
    r"\b(?:could|can|would|will) you\b|\bplease\b|\b(?:send|tell|give|share|let) (?:me|us)\b"
    r"|\b(?:i|we)(?:['’]ll)? need\b|\bprovide\b|\bwhat(?:['’]s| is| are)\b"
    r"|\bwhich\b|\bdo you have\b",
    re.I,
)
_OTHERWISE = re.compile(
    r"\b(?:confirm|new|another|other|different|alternative|correct|check|verify|double|again"
    r"|second|old|previous|instead|quote|quoting|mention|include|keep|enter|find|change|update"
    r"|if|once|when you|in the|your account (?:page|settings)|full|exact|rest"
    r"|replacement|reply to)\b",
    re.I,
)
"""The reply wants it confirmed, wants another one, or tells what to do with it."""


def asks_for_known(conversation: Conversation) -> Iterator[Remark]:
    """A remark for each thing asked for that stands in the conversation."""
    for said in conversation.reply.sentences:
        if not _REQUEST.search(said.text) or _OTHERWISE.search(said.text):
            continue
        for item in givens():
            value = _given(item, conversation) if item.asked.search(said.text) else ""
            if value:
                yield Remark(said.span, f"The customer has given the {item.thing}: “{value}”.")


def _given(item: Given, conversation: Conversation) -> str:
    """The one value that the customer gave, "" where there is none or more than one."""
    found = item.given.finditer(conversation.customer_words)
    values = {one["value"].strip().lower(): one["value"].strip() for one in found}
    return next(iter(values.values())) if len(values) == 1 else ""
