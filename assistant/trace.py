"""Tracing: which sentences of the composed draft a written sentence says again, if any.

A written sentence is supported by a source sentence, or by two that follow each other, if it
adds no fact (`models.checks.facts`), no mark (`models.checks.stance`: negation, refusal,
promise, condition, bound) and no act of ours, and if most of its words of content are theirs.
What has words of courtesy alone states nothing. A source is kept if all that it states stands
in the sentences that are traced to it, taken together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import yaml

from assistant.message import Origin, Sentence
from models.checks.facts import added_facts, lost_facts
from models.checks.factwords import OPENER
from models.checks.stance import stance
from models.lexicon import lemma
from models.text import SLOT

WORDS = Path(__file__).parent / "written.yaml"
SHARED = 0.7
"""The share of a sentence's words of content that its source has to have."""
REMEMBERED = 2_000

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_OUR_ACT = re.compile(
    r"\b(?:we|i)\b(?:['’](?:ll|ve|d|m|re))?"
    r"(?:\s+(?:will|shall|would|can|could|may|might|must|have|has|had|am|are|was|were|do|did|been"
    r"|be|being|just|now|also|already|gladly|happily|personally|of course|not)){0,5}"
    r"\s+([^\W\d_]+)",
    re.I,
)
_OUR_PROMISE = re.compile(r"\b(?:we|i)(?:['’](?:ll|d)| will| shall| would)\b", re.I)
_ASSENT = re.compile(
    r"\b(?:yes|yeah|yep|yup|no|nope|ok|okay|sure|certainly|absolutely|definitely|of course|done)\b"
    r"|(?<!if )\byou(?:['’](?:ll|re|ve|d)"
    r"| (?:can|may|might|could|will|are|were|have|had|get|got))\b",
    re.I,
)
"""What grants or answers, in small words alone ("You can have it")."""
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
        and not (_content(text) - _content(source)) & _words()["telling"]
    )


def keeps(source: str, texts: Sequence[str]) -> bool:
    """Whether these sentences together state all that their source states."""
    said = "\n".join(texts)
    lost = {name for name, _ in _marks(source)} - {name for name, _ in _marks(said)} - _PLAIN
    return (
        bool(texts)
        and not lost_facts(source, said)
        and not lost
        and _shared(source, said) >= SHARED
    )


def is_courtesy(text: str) -> bool:
    """Whether a sentence has no words but those of courtesy: no fact, slot, promise or answer."""
    return (
        bool(_said(text) & _words()["courtesy"])
        and not SLOT.search(text)
        and not _ASSENT.search(text)
        and not added_facts("", text)
        and not {name for name, _ in _marks(text)} - {"can", "will", "if"}
        and not _content(text) - _words()["courtesy"] - _words()["pains"]
        and _is_fitting(_said(text))
    )


def _is_fitting(words: frozenset[str]) -> bool:
    """Whether a trouble that is named is met with regret, not with joy."""
    told = _words()
    return not words & told["pains"] or (
        bool(words & told["consoling"]) and not words & told["joys"]
    )


def _shared(text: str, source: str) -> float:
    """The share of a sentence's words of content that the source has."""
    words = _content(text)
    return len(words & _content(source)) / len(words) if words else float(not _content(source))


@lru_cache(REMEMBERED)
def _content(text: str) -> frozenset[str]:
    """The words of content, in base form."""
    return frozenset(_base(word) for word in _spoken(text) if not _is_small(word))


def _said(text: str) -> frozenset[str]:
    """All words, small ones too, in base form."""
    return frozenset(map(_base, _spoken(text)))


def _spoken(text: str) -> list[str]:
    words = _WORD.findall(SLOT.sub(" ", text))
    return [word.replace("’", "'").casefold() for word in words]


def _is_small(word: str) -> bool:
    """Whether a word says nothing by itself: "the", "I'm", "you've"."""
    if word in _words()["telling"]:
        return False
    known = OPENER.fullmatch(word) or OPENER.fullmatch(word.partition("'")[0])
    return bool(known) or word in _words()["small"]


@cache
def _base(word: str) -> str:
    """Nouns and verbs of one root meet: "refunds", "refunded" and "refund"."""
    return lemma(lemma(word, "NOUN"), "VERB")


@lru_cache(REMEMBERED)
def _marks(text: str) -> frozenset[tuple[str, str]]:
    """Marks; a negation with what it denies. "You will" alone states no promise of ours."""
    found: Counter[tuple[str, str]] = stance(text)
    promised = _OUR_PROMISE.search(text)
    return frozenset(
        (name, _base(borne) if name == "not" else "")
        for name, borne in found
        if name != "will" or promised
    )


@lru_cache(REMEMBERED)
def _acts(text: str) -> frozenset[str]:
    """What we say that we do, have done or will do, as base forms."""
    return frozenset(_base(act.casefold()) for act in _OUR_ACT.findall(text))


@cache
def _words() -> dict[str, frozenset[str]]:
    """The lists of the file, with each word in base form, too."""
    lists: dict[str, list[str]] = yaml.safe_load(WORDS.read_text("utf-8"))
    return {name: frozenset([*words, *map(_base, words)]) for name, words in lists.items()}
