"""Spans, findings and fixes, and where sentences begin and end.

All offsets are Unicode code points, end exclusive, as in Python's own slices.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate, chain

from sentencex import segment

SLOT = re.compile(r"⟦([^⟦⟧\n]*)⟧")
"""A slot: a fact that only the agent has. A text with a slot is not ready to send."""
TEXTS_KEPT = 128
"""Texts of which it is remembered how they look to the checkers, who all look at the same ones."""

MOST_OF_A_SENTENCE = 1_000
"""Characters; what goes on for longer without an end is cut at a space."""

_DOUBLED = re.compile(r"(?<=[!?]{2})\s+")
_WRAPPED = re.compile(
    r"^(?![ \t]*(?:[>#|`~]|[-*+•] |\d{1,2}[.)] ))(?=.{40})[^\n]*[^\W\d_],?"
    r"(?P<gap>[ \t]*\r?\n)(?=[^\W\d_])",
    re.MULTILINE,
)
_LIST_MARKER = re.compile(r"\s*(?:[-*+•]|\d{1,2}[.)])\s+|\s*#{1,6}\s+|\s*>\s?")


class Severity(StrEnum):
    """How much a finding matters: an error is not ready to send."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


class Category(StrEnum):
    """What a finding is about."""

    PLACEHOLDER = "placeholder"
    TONE = "tone"
    CLARITY = "clarity"
    GRAMMAR = "grammar"
    SPELLING = "spelling"
    COVERAGE = "coverage"
    FACTS = "facts"
    INCLUSION = "inclusion"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The text that the span covers."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        """The same span, `by` code points further on."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Fix:
    """Put `text` where `span` is."""

    span: Span
    text: str

    @property
    def has_slot(self) -> bool:
        """Whether the agent has to fill something in before this can be sent."""
        return SLOT.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark by a checker; the best fix comes first.

    Where it has none, `missing` may say what a rewrite would need.
    """

    rule: str
    category: Category
    severity: Severity
    span: Span
    text: str
    message: str
    why: str = ""
    fixes: tuple[Fix, ...] = ()
    missing: str = ""

    def shifted(self, by: int) -> Finding:
        """The same finding for a text that begins `by` code points earlier."""
        fixes = tuple(Fix(fix.span.shifted(by), fix.text) for fix in self.fixes)
        return replace(self, span=self.span.shifted(by), fixes=fixes)


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """The text with all fixes applied; of overlapping ones the first in the text wins."""
    parts: list[str] = []
    at = 0
    for fix in sorted(fixes, key=lambda fix: fix.span):
        if fix.span.start >= at:
            parts += (text[at : fix.span.start], fix.text)
            at = fix.span.end
    return "".join((*parts, text[at:]))


def unwrapped(text: str) -> str:
    """The text with spaces for line breaks within sentences; as long as it was.

    Such a break stands after a long line that no mark ends, before a word in lower case: mail
    programs make them.
    """

    def flat(line: re.Match[str]) -> str:
        words = line[0].removesuffix(line["gap"])
        return words + " " * len(line["gap"]) if text[line.end()].islower() else line[0]

    return _WRAPPED.sub(flat, text)


def sentence_spans(text: str, locale: str = "en") -> list[Span]:
    """Spans of the sentences, without white space and list marks; a line break ends one."""
    return list(_sentence_spans(text, locale.partition("-")[0]))


@lru_cache(TEXTS_KEPT)
def _sentence_spans(text: str, language: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        marker = _LIST_MARKER.match(line)
        at = start + (marker.end() if marker else 0)
        pieces = segment(language, text[at : start + len(line)].rstrip())
        parts = chain.from_iterable(map(_DOUBLED.split, pieces))
        for piece in filter(str.strip, chain.from_iterable(map(_cut, parts))):
            at = text.index(piece.strip(), at)
            spans.append(Span(at, at + len(piece.strip())))
            at = spans[-1].end
        start += len(line)
    return tuple(spans)


def _cut(piece: str) -> Iterator[str]:
    """A piece in parts of bearable length: every look at a sentence takes bounded time then."""
    while len(piece) > MOST_OF_A_SENTENCE:
        at = piece.rfind(" ", 1, MOST_OF_A_SENTENCE) + 1 or MOST_OF_A_SENTENCE
        yield piece[:at]
        piece = piece[at:]
    yield piece


def sentences(text: str, locale: str = "en") -> list[str]:
    """The sentences of a text, without surrounding white space."""
    return [span.of(text) for span in sentence_spans(text, locale)]


class Utf16:
    """Turns code-point offsets into UTF-16 offsets, for JavaScript and Java callers."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *accumulate(2 if ord(char) > 0xFFFF else 1 for char in text)]

    def offset(self, code_points: int) -> int:
        """UTF-16 units before this code point."""
        return self._starts[code_points]

    def code_points(self, units: int) -> int:
        """Code points before this UTF-16 unit."""
        return bisect_left(self._starts, units)


def by_position(findings: Sequence[Finding]) -> list[Finding]:
    """In reading order; at one place the gravest first."""
    return sorted(findings, key=lambda f: (f.span.start, f.severity.rank, f.span.end, f.rule))
