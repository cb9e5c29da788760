"""A library laid out to be compared with itself."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from snippets.curation.statements import Statement, statements
from snippets.search.neighbours import Vectors
from snippets.snippet import Snippet

Embed = Callable[[Sequence[str]], Mapping[str, Vectors]]
Pair = tuple[str, str]

MOST_EMBEDDED = 2_000
"""Sentences whose meaning is computed in one go: those with most words in common come first."""


@dataclass(slots=True)
class Shelf:
    """Snippets by id, which of them are alike, and what their statements are about.

    `alike` has pairs of ids in order, with the likeness of their nearest passages.
    """

    snippets: Mapping[str, Snippet]
    alike: Mapping[Pair, float]
    embed: Embed
    statements: dict[str, tuple[Statement, ...]] = field(init=False)
    _weights: dict[str, float] = field(init=False)
    _unknown: float = field(init=False)

    def __post_init__(self) -> None:
        self.statements = {key: statements(one) for key, one in self.snippets.items()}
        every = [one for of_one in self.statements.values() for one in of_one]
        counts, size = Counter(word for one in every for word in one.words), max(2, len(every))
        self._weights = {word: math.log(size / count) + 0.1 for word, count in counts.items()}
        self._unknown = math.log(size) + 0.1

    def weight(self, words: frozenset[str]) -> float:
        """How much these words say: rare ones say more (inverse document frequency)."""
        known = self._weights
        return sum(known.get(word, self._unknown) for word in words)

    def overlap(self, ours: frozenset[str], theirs: frozenset[str]) -> float:
        """The weight of the words in common, as a share of all (weighted Jaccard)."""
        shared = ours & theirs
        if not shared:
            return 0.0
        common = self.weight(shared)
        return common / (self.weight(ours) + self.weight(theirs) - common)

    def share(self, ours: frozenset[str], theirs: frozenset[str]) -> float:
        """The share of our words, by weight, that they have."""
        return self.weight(ours & theirs) / self.weight(ours) if ours else 0.0

    def comparable(self) -> list[Pair]:
        """Pairs of which both can be found for one message: one language, no two teams."""
        return [
            (one, other)
            for one, other in self.alike
            if one in self.snippets
            and other in self.snippets
            and _meet(self.snippets[one], self.snippets[other])
        ]


def _meet(one: Snippet, other: Snippet) -> bool:
    """Whether two snippets can be found for one message."""
    if _language(one) != _language(other):
        return False
    pairs = ((one.team, other.team), (one.owner, other.owner))
    return all(not ours or not theirs or ours == theirs for ours, theirs in pairs)


def _language(snippet: Snippet) -> str:
    return snippet.locale.partition("-")[0].lower()
