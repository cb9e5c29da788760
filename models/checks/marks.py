"""Marks of findings, so that one that was ignored is known again after edits elsewhere.

A mark is a hash of the rule, the words flagged and the words of their sentence. Numbers of
the sentence do not count, nor case and punctuation; the text cannot be read from a mark.
"""

from __future__ import annotations

import hashlib
import re

from models.text import Span, sentence_spans

_WORD = re.compile(r"[^\W\d_]+")
_FLAGGED = re.compile(r"\w+|[^\w\s]")


class Marks:
    """The marks of findings in one text."""

    def __init__(self, text: str, locale: str = "en") -> None:
        self._text = text
        self._sentences = sentence_spans(text, locale)

    def of(self, rule: str, span: Span) -> str:
        """The mark of a finding, 32 hexadecimal digits; "" where no words are flagged."""
        flagged = " ".join(_FLAGGED.findall(span.of(self._text).casefold()))
        if not flagged:
            return ""
        around = " ".join(one.of(self._text) for one in self._sentences if one.overlaps(span))
        words = " ".join(_WORD.findall(around.casefold()))
        return hashlib.sha256("\0".join((rule, flagged, words)).encode()).hexdigest()[:32]


def mark_of(rule: str, flagged: str, context: str, locale: str = "en") -> str:
    """The mark of words in the text around them, where they come first in it.

    Raises ValueError where the words do not come in it.
    """
    start = context.index(flagged)
    return Marks(context, locale).of(rule, Span(start, start + len(flagged)))
