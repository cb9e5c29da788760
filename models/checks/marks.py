"""Marks of findings, so that one that was ignored is known again after edits elsewhere.

A mark is a hash of the rule, the words flagged and the words of their sentence. Numbers of
the sentence do not count, nor case, punctuation and the kind of apostrophe; the text cannot be
read from a mark.
A sentence that has grown at its beginning or its end still begins or ends with the one that was
marked, and so has its mark among those of its parts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from models.checks.masks import straighten
from models.text import Span, sentence_spans

_WORD = re.compile(r"[^\W\d_]+")
_FLAGGED = re.compile(r"\w+|[^\w\s]")
FEWEST_WORDS = 5
"""Of a part of a sentence: fewer say too little."""
MOST_WORDS = 120
"""Of a sentence, if its parts are to be looked at."""
REMEMBERED = 5_000
"""Findings in sentences whose marks are remembered: a keystroke changes few of them."""


@dataclass(frozen=True, slots=True)
class _Flagged:
    """What is flagged, and the words of its sentence: before it, in it, and after it."""

    rule: str
    text: str
    before: tuple[str, ...]
    inside: tuple[str, ...]
    after: tuple[str, ...]
    rest: tuple[str, ...] = ()
    """What follows it in its sentence, punctuation included."""

    @property
    def mark(self) -> str:
        """The mark where the sentence reads like this."""
        words = " ".join((*self.before, *self.inside, *self.after))
        return hashlib.sha256("\0".join((self.rule, self.text, words)).encode()).hexdigest()[:32]

    def parts(self) -> Iterator[_Flagged]:
        """The same in a sentence that lacks words at its end, or at its beginning."""
        words = len(self.before) + len(self.inside) + len(self.after)
        if words > MOST_WORDS:
            return
        yield from self._shorter()
        yield from self._longer()
        most = words - FEWEST_WORDS
        for left in range(1, min(len(self.after), most) + 1):
            yield replace(self, after=self.after[:-left])
        for left in range(1, min(len(self.before), most) + 1):
            yield replace(self, before=self.before[left:])

    def _shorter(self) -> Iterator[_Flagged]:
        """The same where the sentence ends within what is flagged: that may have grown, too."""
        tokens = self.text.split(" ")
        for count in range(len(tokens) - 1, 0, -1):
            text = " ".join(tokens[:count])
            inside = tuple(_WORD.findall(text))
            if len(self.before) + len(inside) < FEWEST_WORDS:
                return
            yield replace(self, text=text, inside=inside, after=())

    def _longer(self) -> Iterator[_Flagged]:
        """The same where the sentence ended with what was flagged, which was more than now."""
        for count in range(1, len(self.rest)):
            more = " ".join(self.rest[:count])
            inside = (*self.inside, *_WORD.findall(more))
            yield replace(self, text=f"{self.text} {more}", inside=inside, after=())


class Marks:
    """The marks of findings in one text."""

    def __init__(self, text: str, locale: str = "en") -> None:
        self._text = text
        self._sentences = sentence_spans(text, locale)

    def of(self, rule: str, span: Span) -> str:
        """The mark of a finding, 32 hexadecimal digits; "" where no words are flagged."""
        flagged = self._flagged(rule, span)
        return flagged.mark if flagged.text else ""

    def all_of(self, rule: str, span: Span) -> frozenset[str]:
        """The mark of a finding, and those that it had if its sentence has grown since."""
        flagged = self._flagged(rule, span)
        return _all_of(flagged) if flagged.text else frozenset()

    def _flagged(self, rule: str, span: Span) -> _Flagged:
        text = " ".join(_FLAGGED.findall(straighten(span.of(self._text)).casefold()))
        around = [
            word for one in self._sentences if one.overlaps(span) for word in self._words(one)
        ]
        return _Flagged(
            rule,
            text,
            tuple(word for at, word in around if at.end <= span.start),
            tuple(word for at, word in around if at.overlaps(span)),
            tuple(word for at, word in around if at.start >= span.end),
            self._rest(span),
        )

    def _rest(self, span: Span) -> tuple[str, ...]:
        """What follows within the sentence that a span ends in."""
        end = next((one.end for one in self._sentences if one.start < span.end <= one.end), 0)
        return tuple(_FLAGGED.findall(straighten(self._text[span.end : end]).casefold()))

    def _words(self, sentence: Span) -> Iterator[tuple[Span, str]]:
        for found in _WORD.finditer(self._text, sentence.start, sentence.end):
            for word in _WORD.findall(found[0].casefold()):
                yield Span(*found.span()), word


@lru_cache(REMEMBERED)
def _all_of(flagged: _Flagged) -> frozenset[str]:
    return frozenset([flagged.mark, *(part.mark for part in flagged.parts())])


def mark_of(rule: str, flagged: str, context: str, locale: str = "en") -> str:
    """The mark of words in the text around them, where they come first in it.

    Raises ValueError where the words do not come in it.
    """
    start = context.index(flagged)
    return Marks(context, locale).of(rule, Span(start, start + len(flagged)))
