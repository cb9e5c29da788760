"""The words of a library: which ones are its own, and so never misspelt."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from snippets.snippet import Snippet, plain

SHARED_BY = 3
"""A word that so many snippets use is no slip of the pen."""

_WORD = re.compile(r"[^\W_]{2,}")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w'-]+")


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return [word.lower() for word in _WORD.findall(text)]


@dataclass(slots=True)
class Vocabulary:
    """Counts by word: how many snippets use it, how many write it as a name."""

    written: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)

    def add(self, snippet: Snippet) -> None:
        """Count a snippet in."""
        written, named = _counts(snippet)
        self.written.update(written)
        self.named.update(named)

    def remove(self, snippet: Snippet) -> None:
        """Count a snippet out."""
        for counter, words in zip((self.written, self.named), _counts(snippet), strict=True):
            counter.subtract(words)
            for word in words:
                if counter[word] <= 0:
                    del counter[word]

    def names(self) -> frozenset[str]:
        """Words with a capital inside a sentence, and words of several snippets; lower case."""
        shared = (word for word, count in self.written.items() if count >= SHARED_BY)
        return frozenset((*self.named, *shared))


def _counts(snippet: Snippet) -> tuple[set[str], set[str]]:
    text = f"{snippet.title}\n{plain(snippet.body)}"
    names = {word for name in _NAME.findall(text) for word in words(name)}
    return set(words(text)), names
