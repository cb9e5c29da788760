"""What is looked for: the whole message, each ask, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.words import keys
from assistant.message import Ask, Request, Understanding
from assistant.reading.refused import wanted
from models.text import sentence_spans

MOST_CHARACTERS = 1_500
"""How much of a text is searched for."""
LONG_CHARACTERS = 700
"""A message from this length on is about too much: an ask is read with what is around it."""
BEFORE, AFTER = 2, 1
"""So many sentences are around an ask."""
LEAST_TOPIC = 3
"""Content words that a message of a thread has, where it says what it is about."""


@dataclass(frozen=True, slots=True)
class Queries:
    """The texts; `around` has one an ask, or none where the whole message is around all."""

    whole: str
    asks: tuple[str, ...]
    around: tuple[str, ...] = ()

    @property
    def texts(self) -> list[str]:
        """All of them, in this order."""
        return [self.whole, *self.asks, *self.around]


def queries(request: Request, understanding: Understanding) -> Queries:
    """What to look for. What is refused is not, and a short message goes with its thread."""
    text, asks = understanding.text, understanding.asks
    whole = f"{request.message.subject}\n{text}".strip()
    if len(keys(whole)) < LEAST_TOPIC:
        whole = f"{_before(request)}\n{whole}".strip()
    is_long = len(text) >= LONG_CHARACTERS and len(asks) > 1
    return Queries(
        whole=_query(whole),
        asks=tuple(_query(ask.text) for ask in asks),
        around=tuple(map(_query, _around(text, asks))) if is_long else (),
    )


def _before(request: Request) -> str:
    """What the customer wrote last before this message."""
    theirs = (turn.text for turn in reversed(request.thread) if turn.role == "customer")
    return next(theirs, "")


def _around(text: str, asks: Sequence[Ask]) -> list[str]:
    """For each ask the sentences that it stands between; the ask alone where it is elsewhere."""
    spans = sentence_spans(text)
    found = []
    for ask in asks:
        start = text.find(ask.text)
        at = next((n for n, span in enumerate(spans) if span.start <= start < span.end), None)
        near = spans[max(0, at - BEFORE) : at + AFTER + 1] if at is not None else []
        found.append(text[near[0].start : near[-1].end] if near else ask.text)
    return found


def _query(text: str) -> str:
    return wanted(text[:MOST_CHARACTERS])
