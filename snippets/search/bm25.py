"""Texts that are not in an index of keywords, scored as if they were.

BM25 as tantivy has it: k1 = 1.2, b = 0.75, the scores of fields added (Robertson, Zaragoza
2009). How common a stem is, and how long a field, the index says.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from snippets.search.keywords import Commonness, Keywords
from snippets.search.neighbours import NOTHING, Near, Rows

K1, B = 1.2, 0.75


class Unindexed:
    """Texts of several fields beside an index; a row a text."""

    def __init__(self, keywords: Keywords, rows: Rows, texts: Sequence[Mapping[str, str]]) -> None:
        self._keywords = keywords
        self._rows = rows
        self._counts = [
            {name: Counter(keywords.words_of(text)) for name, text in fields.items()}
            for fields in texts
        ]
        self._commonness = cache(keywords.commonness)
        self._own = {stem for one in self._counts for counts in one.values() for stem in counts}

    def best(self, text: str) -> Near:
        """The rows that share words with a text, with their scores, best first."""
        wanted = self._own & {*self._keywords.asked(text), *self._unknown(text)}
        scores = np.array([self._score(one, wanted) for one in self._counts], np.float32)
        order = np.argsort(-scores, kind="stable")[: np.count_nonzero(scores)]
        return Near(self._rows.take(order), scores[order]) if len(order) else NOTHING

    def _unknown(self, text: str) -> set[str]:
        """The stems of a text that stand here and nowhere in the index."""
        stems = self._own & self._keywords.stems(text)
        return stems - set(self._keywords.rare(stems))

    def _score(self, fields: Mapping[str, Counter[str]], wanted: set[str]) -> float:
        return sum(
            self._of_stem(name, stem, counts)
            for name, counts in fields.items()
            for stem in wanted & counts.keys()
        )

    def _of_stem(self, name: str, stem: str, counts: Counter[str]) -> float:
        length = counts.total()
        known = self._commonness(name, stem) or self._rare_in(name, length)
        idf = math.log(1 + (known.of - known.rows + 0.5) / (known.rows + 0.5))
        often = counts[stem]
        return idf * (K1 + 1) * often / (often + K1 * (1 - B + B * length / known.length))

    def _rare_in(self, name: str, length: int) -> Commonness:
        """What holds for a stem that no row of the index has in this field."""
        for stem in sorted(self._own):
            if known := self._commonness(name, stem):
                return Commonness(1, known.of, known.length)
        return Commonness(1, max(1, len(self._counts)), max(1, length))
