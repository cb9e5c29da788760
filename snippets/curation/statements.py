"""The statements of a snippet: its sentences, with what they are about and what they state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.text import Span, sentence_spans
from snippets.curation.values import Value, values
from snippets.curation.words import key_of, keys
from snippets.snippet import Snippet, plain

_NAME = re.compile(r"(?<=[\w,;:)]\s)[A-Z][\w&-]*|\b[A-Z]{2,}\b|\b[a-z]+[A-Z]\w*")
_LINK = re.compile(r"\]\(([^)\s]+)\)|(?<!\]\()\b(https?://[^\s<>\"”)\]]*[^\s<>\"”.,;:!?)\]}'’*])")
_HEADING = re.compile(r"^[^\S\n]*#{1,6}[^\S\n]", re.MULTILINE)
_STEP = re.compile(r"\s*\d+[.)]\s")
_POINTER = re.compile(r"\]\(")
_NO_NAMES = frozenset({"I", "OK", "PDF", "FAQ", "ID", "PM", "AM"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a snippet's body.

    `span` is its place in the body, `words` what it is about, `names` the names among them,
    `values` what it states, with spans in the body.
    """

    snippet_id: str
    span: Span
    text: str
    words: frozenset[str]
    names: frozenset[str]
    values: tuple[Value, ...]
    is_step: bool = False

    @property
    def plain(self) -> str:
        """The sentence without Markdown, on one line."""
        return " ".join(plain(self.text).split())

    @property
    def masked(self) -> str:
        """The sentence with its values left out, so that only what they are of is compared."""
        text, at, parts = self.text, 0, list[str]()
        for one in self.values:
            start, end = one.span.start - self.span.start, one.span.end - self.span.start
            parts += (text[at:start], "…")
            at = end
        return " ".join(plain("".join((*parts, text[at:]))).split())


def statements(snippet: Snippet) -> tuple[Statement, ...]:
    """The sentences that state something, in order: no questions, headings and pointers."""
    return _statements(snippet.id, snippet.body)


@lru_cache(20_000)
def _statements(snippet_id: str, body: str) -> tuple[Statement, ...]:
    lines = {found.start() for found in _HEADING.finditer(body)}
    found = []
    for span in sentence_spans(body):
        text = span.of(body)
        start = body.rfind("\n", 0, span.start) + 1
        if start in lines or text.rstrip("*_ ").endswith("?") or _POINTER.search(text):
            continue
        is_step = bool(_STEP.match(body[start : span.start]))
        found.append(_statement(snippet_id, span, text, is_step))
    return tuple(one for one in found if one.words)


def _statement(snippet_id: str, span: Span, text: str, is_step: bool) -> Statement:
    read = values(text)
    shifted = tuple(
        Value(one.sort, one.unit, one.span.shifted(span.start), one.low, one.high, one.text)
        for one in read
    )
    words = plain(text)
    for one in read:
        if one.sort in ("email", "url", "phone", "street", "date", "clock", "weekday"):
            words = words.replace(one.span.of(text), " ")
    return Statement(
        snippet_id,
        span,
        text,
        keys(words),
        names(words),
        shifted,
        is_step,
    )


def names(text: str) -> frozenset[str]:
    """The keys of names: capitals within sentences, and words all in capitals."""
    found = {one for one in _NAME.findall(text) if one not in _NO_NAMES}
    return frozenset(filter(None, map(key_of, found)))


def links(body: str) -> list[str]:
    """The addresses that a Markdown text links to or names."""
    return list(dict.fromkeys(one or two for one, two in _LINK.findall(body)))


def by_id(snippets: Sequence[Snippet]) -> dict[str, Snippet]:
    """Snippets by their ids."""
    return {one.id: one for one in snippets}
