"""Matches without an emoji in them: clients that count one as a single sign mark too much."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from models.text import Span

_PLAIN = re.compile("[^\U00010000-\U0010ffff\ufe0f\u200d]+")
"""A stretch of signs that are one UTF-16 unit each."""
_ALSO_LONG = re.compile("[\U00010000-\U0010ffff]")


def without_emoji(text: str, span: Span, values: Sequence[str]) -> tuple[Span, list[str]]:
    """The span, cut so that no emoji lies in it where that is possible, and the values cut alike.

    What a replacement keeps at its beginning or its end need not be covered; where nothing is
    replaced, the longest stretch without an emoji says enough.
    """
    if not _ALSO_LONG.search(text, span.start, span.end):
        return span, list(values)
    return _trimmed(text, span, values) if values else (_longest(text, span), [])


def _trimmed(text: str, span: Span, values: Sequence[str]) -> tuple[Span, list[str]]:
    """Without what all values leave as it is, up to the emoji at either end."""
    flagged = span.of(text)
    start = _past_last(_common([flagged, *values]))
    rest, values = flagged[start:], [value[start:] for value in values]
    kept = _common([rest[::-1], *(value[::-1] for value in values)])
    end = _past_last(kept)
    if len(rest) == end:
        return span, [flagged[:start] + value for value in values]
    cut = Span(span.start + start, span.end - end)
    return cut, [value[: len(value) - end] for value in values]


def _common(texts: Sequence[str]) -> str:
    """What all begin with."""
    alike = takewhile(lambda signs: len(set(signs)) == 1, zip(*texts, strict=False))
    return "".join(signs[0] for signs in alike)


def _past_last(words: str) -> int:
    """How far the last emoji goes, with the spaces after it; 0 where there is none."""
    found = [one.end() for one in _ALSO_LONG.finditer(words)]
    spaces = len(words[found[-1] :]) - len(words[found[-1] :].lstrip(" \ufe0f")) if found else 0
    return found[-1] + spaces if found else 0


def _longest(text: str, span: Span) -> Span:
    stretches = [Span(*one.span()) for one in _PLAIN.finditer(text, span.start, span.end)]
    longest = max(stretches, key=lambda one: len(one.of(text).strip()), default=span)
    inner = longest.of(text)
    start = longest.start + len(inner) - len(inner.lstrip())
    return Span(start, start + len(inner.strip())) if inner.strip() else span
