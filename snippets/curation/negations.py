"""Yes against no: "we ship to Norway" and "we do not ship to Norway"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from models.text import Span
from snippets.curation.finding import Evidence, HealthFinding, Sort, finding
from snippets.curation.shelf import MOST_EMBEDDED, Shelf
from snippets.curation.statements import Statement
from snippets.curation.words import are_contrasted, key_of, keys
from snippets.snippet import plain

LEAST_OVERLAP = 0.3
LEAST_SHARE = 0.72
"""The share of words, by weight, of the shorter of two statements that the longer one has."""
LEAST = 1.2
"""As in `contradictions`."""

_NOT = re.compile(
    r"(?<!that )(?<!which )(?<!who )(?<!whose )(?<!what )(?<!where )"
    r"(?<!did )(?<!have )(?<!has )(?<!had )(?<!was )(?<!were )"
    r"\b(?!(?:did|have|has|had|was|were)n['’]t)(?:not|never|no longer|cannot|unable to"
    r"|impossible to|\w+n['’]t|excluded from|excludes?|outside(?: of)? our|refuses? to)\b"
    r"|\b(?:is|are|there's|have|has|offer|offers|charge|charges|accept|take|give|make"
    r"|provide) no\b",
    re.I,
)
_CONDITION = re.compile(
    r"\b(?:if|unless|once|when|where|after|before|until|till|as long as|only|except|but|however"
    r"|while|during|without|instead|yet|may|might|always|sometimes)\b",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_REACH = 2
"""Words that say something after a "not" among which the one that it denies stands."""
_CLAUSE = re.compile(r"[;:,]\s|\b(?:and|but|so|because)\b")


def negations(shelf: Shelf) -> Iterator[HealthFinding]:
    """A finding for each two statements of which one denies what the other one says."""
    found = []
    for first, second in shelf.comparable():
        for one in shelf.statements[first]:
            for other in shelf.statements[second]:
                overlap = _overlap(shelf, one, other)
                if overlap:
                    found.append((overlap, one, other))
    found.sort(key=lambda one: -one[0])
    found = found[: MOST_EMBEDDED // 2]
    texts = {text for _, one, other in found for text in (one.masked, other.masked)}
    vectors = shelf.embed(sorted(texts)) if texts else {}
    shown = set()
    for overlap, one, other in found:
        score = overlap + float(vectors[one.masked] @ vectors[other.masked])
        pair = (one.snippet_id, other.snippet_id)
        if score >= LEAST and pair not in shown:
            shown.add(pair)
            yield _finding(shelf, one, other, score)


def _overlap(shelf: Shelf, one: Statement, other: Statement) -> float:
    """The overlap of two statements where exactly one denies; 0 where they are no rivals."""
    ours, theirs = denials(one.text), denials(other.text)
    if bool(ours) == bool(theirs) or len(one.words & other.words) < 2:
        return 0.0
    if _conditions(one.text) != _conditions(other.text):
        return 0.0
    denied = ours or theirs
    says = other if ours else one
    if not any(word in says.words for _, word in denied):
        return 0.0
    only, missing = one.words - other.words, other.words - one.words
    if are_contrasted(only, missing) or (one.names - other.words and other.names - one.words):
        return 0.0
    overlap = shelf.overlap(one.words, other.words)
    shorter = max(shelf.share(one.words, other.words), shelf.share(other.words, one.words))
    if shorter < LEAST_SHARE:
        return 0.0
    return max(overlap, shorter * 0.7) if overlap >= LEAST_OVERLAP else 0.0


@lru_cache(50_000)
def denials(text: str) -> tuple[tuple[Span, str], ...]:
    """Each "not" of a text with the keys of the words that it may deny."""
    found = []
    for match in _NOT.finditer(text):
        rest = text[match.end() :]
        stop = _CLAUSE.search(rest)
        words = map(key_of, _WORD.findall(rest[: stop.start()] if stop else rest))
        denied = list(filter(None, words))[:_REACH]
        found += [(Span(*match.span()), word) for word in denied]
    return tuple(found)


@lru_cache(50_000)
def _conditions(text: str) -> frozenset[str]:
    """The words of a text that tell when it holds."""
    return frozenset(found.lower() for found in _CONDITION.findall(plain(text)))


def _finding(shelf: Shelf, one: Statement, other: Statement, score: float) -> HealthFinding:
    return finding(
        Sort.CONTRADICTION,
        [shelf.snippets[one.snippet_id], shelf.snippets[other.snippet_id]],
        [_evidence(one, other), _evidence(other, one)],
        0.5 + (score - 1) / 2,
        "One text says yes, another one says no.",
        "Find out which of the two is true, and change the other.",
        about="no",
    )


def _evidence(one: Statement, other: Statement) -> Evidence:
    own = denials(one.text)
    spans = {span for span, _ in own} or _rivals(one, {word for _, word in denials(other.text)})
    marks = tuple(sorted(span.shifted(one.span.start) for span in spans))
    return Evidence(one.snippet_id, one.text, one.span, marks)


def _rivals(one: Statement, words: set[str]) -> set[Span]:
    """Where a statement has a word that the other one denies."""
    return {Span(*found.span()) for found in _WORD.finditer(one.text) if keys(found[0]) & words}
