"""The engine without a model: shapes, check digits and the words around a detail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from models.private.addresses import addresses
from models.private.dates import dates
from models.private.details import Detail, covered, joined, searchable
from models.private.links import links
from models.private.names import completed, names, repeated
from models.private.numbers import numbers
from models.private.secrets import secrets
from models.private.words import Spared

Stage = Callable[[str, Spared], Iterator[Detail]]
STAGES: tuple[Stage, ...] = (links, secrets, dates, addresses, numbers, names)
"""In this order; each sees the text without what those before it found."""


class PatternFinder:
    """Finds details that their shape or the words around them give away."""

    id = "patterns"

    def find(self, texts: Sequence[str], known: frozenset[str] = frozenset()) -> list[list[Detail]]:
        """The details of each text, in reading order, none overlapping another."""
        spared = Spared(known)
        return [with_repeats(text, found(text, spared), spared) for text in texts]


def found(text: str, spared: Spared) -> list[Detail]:
    """What the stages find in one text."""
    details: list[Detail] = []
    seen = searchable(text)
    for stage in STAGES:
        new = joined(stage(seen, spared))
        seen = covered(seen, new)
        details += new
    return details


def with_repeats(text: str, details: Iterable[Detail], spared: Spared) -> list[Detail]:
    """The details, and the other places where names among them stand."""
    plain = searchable(text)
    names = joined(details)
    names = joined([*names, *completed(covered(plain, names), spared)])
    return joined([*names, *repeated(plain, covered(plain, names), names, spared)])
