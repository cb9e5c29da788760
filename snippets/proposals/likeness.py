"""Whether a text says what another one, or the library, says already."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from snippets.proposals.paragraphs import Paragraph, shingles
from snippets.snippet import Snippet

KNOWN = 0.6
"""The share of a text's shingles in another one that says that it is nothing new."""
ALIKE = 0.5
"""The share of words (Jaccard) that two texts with the same message have in common."""


@dataclass(frozen=True, slots=True)
class Saying:
    """The words of a text, to be compared with those of others."""

    words: frozenset[str]
    shingles: frozenset[int]

    @classmethod
    def of(cls, text: str) -> Saying:
        """The words of a Markdown text."""
        words = Paragraph(text).words
        return cls(frozenset(words), shingles(words))

    def repeats(self, other: Saying) -> bool:
        """Whether the other one has most of it, or says it in much the same words."""
        if len(self.shingles & other.shingles) >= KNOWN * len(self.shingles):
            return True
        return len(self.words & other.words) >= ALIKE * len(self.words | other.words)


class Shelf:
    """What the library has already."""

    def __init__(self, library: Sequence[Snippet]) -> None:
        self._owners: dict[int, list[int]] = defaultdict(list)
        for at, snippet in enumerate(library):
            for shingle in shingles(Paragraph(snippet.body).words):
                self._owners[shingle].append(at)

    def has(self, paragraph: Paragraph) -> bool:
        """Whether one snippet has most of a paragraph."""
        own = shingles(paragraph.words)
        return max(shared(own, self._owners).values(), default=0) >= KNOWN * len(own)

    def is_edge(self, paragraph: Paragraph, first: bool) -> bool:
        """Whether a proposal may begin (or else end) with a paragraph.

        A step that the library has stays in a list, since a list with a hole helps nobody.
        """
        is_news = paragraph.is_item or not self.has(paragraph)
        return is_news and (first or not paragraph.is_lead_in)

    def news(self, wording: Sequence[Paragraph]) -> tuple[int, int]:
        """From where to where a wording is new: all of it if most is, else its longest part."""
        sizes: dict[tuple[int, int], int] = {}
        start = 0
        for known, group in groupby(wording, key=self.has):
            part = list(group)
            if not known:
                sizes[start, start + len(part)] = size(part)
            start += len(part)
        if 2 * sum(sizes.values()) > size(wording):
            return 0, len(wording)
        first, last = max(sizes, key=lambda one: sizes[one], default=(0, 0))
        while last > first and wording[last - 1].is_lead_in:
            last -= 1
        return first, last


def shared(own: Iterable[int], owners: Mapping[int, Iterable[int]]) -> Counter[int]:
    """How many of these shingles each owner has."""
    return Counter(owner for shingle in own for owner in owners.get(shingle, ()))


def size(wording: Iterable[Paragraph]) -> int:
    """The number of words."""
    return sum(len(one.words) for one in wording)
