"""A text as rules see it: masked, with straight apostrophes, cut in sentences."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from models.checks.masks import mask, mask_code, straighten
from models.text import TEXTS_KEPT, Span, sentence_spans

_GREETING = re.compile(
    r"\s*(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^.,!?\n]{0,40}[,!.]?\s)?\s*",
    re.I,
)
_CLOSING = re.compile(
    r"\n[^\S\n]*(?:(?:kind|best|warm)(?: regards| wishes)?|regards|cheers|thanks|thank you"
    r"|sincerely|yours)\b[^.?\n]{0,30},?\s*(?:\n.{0,60}){0,4}\Z",
    re.I,
)
MOST_OF_A_MARK = 12
"""Characters that the mark of a list's item may have, its spaces included."""
MOST_OF_A_CLOSING = 400
"""Characters at the end of a reply in which its closing begins."""
_PICTURE = re.compile("[\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]")
_LIST_ITEM = re.compile(r"(?:[-*+•]|\d{1,2}[.)])\s+\Z")


def _lower(char: str) -> str:
    """In lower case, where that is one character still ("İ" is not)."""
    return char.lower() if len(char.lower()) == 1 else char


def _without_pictures(text: str, span: Span) -> Span:
    """The span from its first to its last character that is no emoji; as it was, if all are."""
    start, end = span.start, span.end
    while start < end and (_PICTURE.match(text[start]) or text[start].isspace()):
        start += 1
    while start < end and (_PICTURE.match(text[end - 1]) or text[end - 1].isspace()):
        end -= 1
    return Span(start, end) if start < end else span


class Passage:
    """A text as rules see it: masked, with straight apostrophes, cut in sentences."""

    def __init__(self, text: str, *, code_only: bool = False) -> None:
        self.text = text
        self.seen = straighten((mask_code if code_only else mask)(text))
        lower = self.seen.lower()
        self.lower = lower if len(lower) == len(text) else "".join(map(_lower, self.seen))

    @cached_property
    def sentences(self) -> list[Span]:
        """Where the sentences are, without the pictures before and after their words."""
        return [_without_pictures(self.text, span) for span in sentence_spans(self.text)]

    @cached_property
    def seen_sentences(self) -> list[tuple[Span, str, str]]:
        """Every sentence with its masked text, and that in lower case."""
        return [(span, span.of(self.seen), span.of(self.lower)) for span in self.sentences]

    @cached_property
    def seen_lines(self) -> list[tuple[Span, str, str]]:
        """Every line that has text, likewise."""
        lines = (Span(*match.span()) for match in re.finditer(r"\S[^\n]*", self.seen))
        return [(span, span.of(self.seen), span.of(self.lower)) for span in lines]

    @cached_property
    def body(self) -> Span:
        """The reply without greeting and closing lines."""
        greeting = _GREETING.match(self.seen)
        last = len(self.seen.rstrip())
        closing = _CLOSING.search(self.seen, max(0, last - MOST_OF_A_CLOSING), last)
        start = greeting.end() if greeting else 0
        end = closing.start() if closing and closing.start() > start else len(self.seen)
        return Span(start, len(self.seen[:end].rstrip()))

    @cached_property
    def listed(self) -> frozenset[Span]:
        """The sentences that are items of a list: one step among others."""
        return frozenset(span for span in self.sentences if self._follows_a_mark(span))

    def _follows_a_mark(self, span: Span) -> bool:
        near = max(0, span.start - MOST_OF_A_MARK)
        line = self.text.rfind("\n", near, span.start) + 1
        return _LIST_ITEM.search(self.text[max(near, line) : span.start]) is not None


@lru_cache(TEXTS_KEPT)
def passage(text: str, *, code_only: bool = False) -> Passage:
    """The passage of a text, remembered: rules, their rewrites and the second opinion share it."""
    return Passage(text, code_only=code_only)
