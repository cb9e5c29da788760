"""Sentences and lists of a snippet's text: which may go, and which say something."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from models.lexicon import word_classes
from models.text import Span, sentence_spans

LABEL_WORDS = 4
"""A line of fewer words without an end mark is a label, no sentence."""

_ITEM = re.compile(r"[^\S\n]*(?:[-*+•]|\d{1,2}[.)])\s+\S")
_POINTS_BACK = re.compile(
    r"\W*(?:it|its|this|that|these|those|they|them|there|then|both|otherwise|so|either|if so"
    r"|if not|(?:we|i|you) then)\b",
    re.I,
)
_POINTER = re.compile(
    r"\b(?:more|steps|stages|details|deadlines|described|explained|explains|listed|compared|read"
    r"|see|guidance|page|article|everything|rules|all about|side by side|in full|set out|covered"
    r"|covers)\b|\b(?:is|are) in [^()\n]{1,120}\(https?:",
    re.I,
)
_URL = re.compile(r"https?://[^\s<>()]+")
_END = re.compile(r"[.!?:…)\"”]\Z")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of running text; `follows` tells that it points back at the one before it."""

    span: Span
    text: str
    follows: bool

    @property
    def urls(self) -> frozenset[str]:
        """The addresses in it."""
        return frozenset(found.rstrip(".,;:") for found in _URL.findall(self.text))

    @property
    def is_pointer(self) -> bool:
        """Whether it does no more than say where to read on."""
        return bool(self.urls) and _POINTER.search(self.text) is not None


def passages(text: str) -> list[Passage]:
    """The sentences that may go on their own: those of lists, and the line before one, may not."""
    return list(_passages(text))


def statements(text: str) -> list[str]:
    """The sentences of a text, those of lists too; a line that leads up to a list is none."""
    said = (span.of(text) for span in sentence_spans(text))
    return [one for one in said if not one.endswith(":")]


@lru_cache(512)
def _passages(text: str) -> tuple[Passage, ...]:
    found: list[Passage] = []
    for span in sentence_spans(text):
        said = span.of(text)
        line = text[text.rfind("\n", 0, span.start) + 1 : span.end]
        if not _ITEM.match(line) and not said.endswith(":"):
            follows = bool(found) and _POINTS_BACK.match(said) is not None
            found.append(Passage(span, said, follows))
    return tuple(found)


def without(text: str, gone: Collection[Passage]) -> str:
    """The text without these sentences, but for one that a kept sentence points back at."""
    if not gone:
        return text
    found = passages(text)
    leaving = {one.span for one in gone}
    for one, after in reversed(list(pairwise(found))):
        if after.follows and after.span not in leaving:
            leaving.discard(one.span)
    for span in sorted(leaving, reverse=True):
        text = f"{text[: span.start].rstrip(' ')} {text[span.end :].lstrip(' ')}"
    lines = (line.strip() if line.strip() else "" for line in _unpadded(text))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _unpadded(text: str) -> list[str]:
    return [line if _ITEM.match(line) else line.strip() for line in text.split("\n")]


@lru_cache(2_048)
def says_something(text: str) -> bool:
    """Whether a text has a sentence, a list or an address: a bare label answers nothing."""
    if _URL.search(text) or len(_ITEM.findall(text)) > 1:
        return True
    return any(_is_sentence(line) for line in text.split("\n"))


def _is_sentence(line: str) -> bool:
    words = re.findall(r"[^\W_]+", line)
    if _END.search(line.rstrip()) and len(words) > 1:
        return True
    if len(words) < LABEL_WORDS or not any(word.islower() for word in words):
        return False
    shown = sum(word[0].isupper() for word in words) * 2 > len(words)
    return not shown and (not line.isascii() or any("VERB" in word_classes(w) for w in words))
