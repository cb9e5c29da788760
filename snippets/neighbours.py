"""Rows of a library as vectors, and which of them are nearest to a query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import faiss
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Row:
    """What a vector stands for; `day` is the ordinal date of a past message."""

    snippet_id: str
    text: str
    is_example: bool = False
    day: int = 0


class Neighbours:
    """Exact nearest rows by dot product; rows come and go by snippet."""

    def __init__(self, dimension: int) -> None:
        self.rows: dict[int, Row] = {}
        self._of_snippet: dict[str, list[int]] = defaultdict(list)
        self._next = 0
        self._vectors = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))

    def __len__(self) -> int:
        return len(self.rows)

    def add(self, rows: Sequence[Row], vectors: NDArray[np.float32]) -> None:
        """Add rows with their vectors, shape (len(rows), dimension)."""
        if not rows:
            return
        numbers = range(self._next, self._next + len(rows))
        for number, row in zip(numbers, rows, strict=True):
            self.rows[number] = row
            self._of_snippet[row.snippet_id].append(number)
        self._next += len(rows)
        self._vectors.add_with_ids(vectors, np.array(numbers, np.int64))

    def remove(self, snippet_ids: Iterable[str]) -> None:
        """Forget all rows of these snippets."""
        gone = [row for one in snippet_ids for row in self._of_snippet.pop(one, [])]
        for number in gone:
            del self.rows[number]
        if gone:
            self._vectors.remove_ids(faiss.IDSelectorBatch(np.array(gone, np.int64)))

    def nearest(self, vector: NDArray[np.float32], count: int) -> list[tuple[Row, float]]:
        """At most `count` rows with their likeness, nearest first."""
        count = min(count, len(self.rows))
        if not count:
            return []
        scores, numbers = self._vectors.search(vector.reshape(1, -1), count)
        pairs = zip(numbers[0], scores[0], strict=True)
        return [(self.rows[int(number)], float(score)) for number, score in pairs]
