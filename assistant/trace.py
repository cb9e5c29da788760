"""Tracing: which sentences of the composed draft a written sentence says again, if any.

A written sentence is supported by a source sentence, or by two that follow each other, if it
adds no fact (`models.checks.facts`), no mark (`models.checks.stance`: negation, refusal,
promise, condition, bound) and no act of ours, if most of its words of content are theirs, and if
it leaves together what belongs together there (`assistant.phrasing.ties`). Clauses of courtesy
alone state nothing. A source is kept if all that it states stands in the sentences that are
traced to it, taken together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.message import Origin, Sentence
from assistant.phrasing.courtesies import is_courtesy
from assistant.phrasing.ties import keeps_hedges, keeps_ties
from assistant.phrasing.words import REMEMBERED, base, content, spoken, words
from models.checks.facts import added_facts, lost_facts
from models.checks.stance import stance
from models.text import SLOT

SHARED = 0.7
"""The share of a sentence's words of content that its source has to have."""

_OUR_ACT = re.compile(
    r"\b(?:we|i)\b(?:['’](?:ll|ve|d|m|re))?"
    r"(?:\s+(?:will|shall|would|can|could|may|might|must|have|has|had|am|are|was|were|do|did|been"
    r"|be|being|just|now|also|already|gladly|happily|personally|of course|not)){0,5}"
    r"\s+([^\W\d_]+)",
    re.I,
)
_OUR_PROMISE = re.compile(r"\b(?:we|i)(?:['’](?:ll|d)| will| shall| would)\b", re.I)
_PLAIN = frozenset({"will", "must"})
"""Marks that a kind phrasing may lose ("you have to open" → "please open")."""


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence that may be said again; `places` are its numbers in the composed draft."""

    text: str
    places: frozenset[int]
    origin: Origin
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Traced:
    """Where a written sentence comes from; no places where it is mere courtesy."""

    places: frozenset[int]
    origin: Origin
    sources: tuple[str, ...] = ()


COURTESY = Traced(frozenset(), "courtesy")


def evidence(composed: Sequence[Sentence]) -> list[Source]:
    """The sentences of a composed draft, each alone and each with the next of the same source."""
    alone = [
        Source(one.text, frozenset({at}), one.origin, one.sources)
        for at, one in enumerate(composed)
    ]
    pairs = [
        Source(f"{one.text} {other.text}", one.places | other.places, one.origin, one.sources)
        for one, other in pairwise(alone)
        if (one.origin, one.sources) == (other.origin, other.sources)
    ]
    return [*alone, *pairs]


def trace(text: str, sources: Iterable[Source]) -> Traced | None:
    """Where a written sentence comes from; None where nothing supports it."""
    near = sorted(sources, key=lambda one: -_shared(text, one.text))
    for source in near:
        if supports(source.text, text):
            origin: Origin = "generated" if source.origin == "snippet" else source.origin
            return Traced(source.places, origin, source.sources)
    return COURTESY if is_courtesy(text) else None


def supports(source: str, text: str) -> bool:
    """Whether a sentence says nothing that its source does not say."""
    return (
        _shared(text, source) >= SHARED
        and set(SLOT.findall(text)) <= set(SLOT.findall(source))
        and not added_facts(source, text)
        and not _marks(text) - _marks(source)
        and not _acts(text) - _acts(source)
        and not (content(text) - content(source)) & (words("telling") | words("hedges"))
        and keeps_hedges(source, text)
        and keeps_ties(source, text)
    )


def keeps(source: str, texts: Sequence[str]) -> bool:
    """Whether these sentences together state all that their source states."""
    said = "\n".join(texts)
    lost = {name for name, _ in _marks(source)} - {name for name, _ in _marks(said)} - _PLAIN
    return (
        bool(texts)
        and not lost_facts(source, said)
        and not lost
        and not _hedges(source) - _hedges(said)
        and _shared(source, said) >= SHARED
    )


def _shared(text: str, source: str) -> float:
    """The share of a sentence's words of content that the source has."""
    told = content(text)
    return len(told & content(source)) / len(told) if told else float(not content(source))


def _hedges(text: str) -> frozenset[str]:
    return words("hedges").intersection(spoken(text))


@lru_cache(REMEMBERED)
def _marks(text: str) -> frozenset[tuple[str, str]]:
    """Marks; a negation with what it denies. "You will" alone states no promise of ours."""
    found: Counter[tuple[str, str]] = stance(text)
    promised = _OUR_PROMISE.search(text)
    return frozenset(
        (name, base(borne) if name == "not" else "")
        for name, borne in found
        if name != "will" or promised
    )


@lru_cache(REMEMBERED)
def _acts(text: str) -> frozenset[str]:
    """What we say that we do, have done or will do, as base forms."""
    return frozenset(base(act.casefold()) for act in _OUR_ACT.findall(text))
