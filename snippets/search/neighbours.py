"""Rows of a library as vectors, and which of them are nearest to a query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

import faiss
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Vectors = NDArray[np.float32]

EXACT_UP_TO = 20_000
"""Rows that are compared one by one; above, only the lists next to the query are."""
LISTS = 1024
PROBED = 64
"""Lists looked at: 99.9 % of the ten nearest of 300,000 (docs/decisions/0007)."""
TRAINED_ON = 20 * LISTS
_EIGHT_BITS = faiss.ScalarQuantizer.QT_8bit
GROWTH = 4
"""Lists are made anew when there are so many times as many rows."""


@dataclass(slots=True)
class Rows:
    """What vectors stand for, a column a field, a place a row.

    `owner` is the number of a snippet, `mark` tells texts apart (0 where nobody asks),
    `day` is the ordinal date of a past message.
    """

    owner: Numbers
    mark: Numbers
    day: Numbers

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int, int]]) -> Rows:
        """From (owner, mark, day) triples."""
        table = np.array(list(rows), np.int64).reshape(-1, 3)
        return cls(table[:, 0], table[:, 1], table[:, 2])

    def __len__(self) -> int:
        return len(self.owner)

    def take(self, chosen: NDArray[np.generic]) -> Rows:
        """The chosen rows, by place or by mask."""
        return Rows(*(getattr(self, one.name)[chosen] for one in fields(self)))

    @classmethod
    def joined(cls, parts: Sequence[Rows]) -> Rows:
        """All rows of at least one part, in order."""
        names = (one.name for one in fields(cls))
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


class Near(NamedTuple):
    """Rows with their likeness, nearest first."""

    rows: Rows
    likeness: Vectors

    def only(self, chosen: NDArray[np.generic]) -> Near:
        """The chosen rows, by place or by mask."""
        return Near(self.rows.take(chosen), self.likeness[chosen])

    def first(self, count: int) -> Near:
        """At most so many, the nearest."""
        return Near(self.rows.take(np.arange(min(count, len(self.rows)))), self.likeness[:count])

    @property
    def newest(self) -> int:
        """The latest day of all rows."""
        return int(self.rows.day.max(initial=0))

    def on(self, day: int) -> Near:
        """The same as if all rows were of one day."""
        rows = Rows(self.rows.owner, self.rows.mark, np.full(len(self.rows), day))
        return Near(rows, self.likeness)

    def faded(self, yearly: float) -> Near:
        """Likeness times `yearly` for each year that a row is older than the newest."""
        years = (self.newest - self.rows.day) / 365
        return Near(self.rows, (self.likeness * yearly**years).astype(np.float32))

    def merged(self, other: Near) -> Near:
        """Both together, nearest first."""
        both = Near(
            Rows.joined((self.rows, other.rows)), np.concatenate([self.likeness, other.likeness])
        )
        return both.only(np.argsort(-both.likeness, kind="stable"))

    def nearest_marks(self, owner: int) -> list[tuple[float, int]]:
        """Likeness and mark of the rows of one owner, nearest first."""
        own = self.rows.owner == owner
        return list(zip(self.likeness[own].tolist(), self.rows.mark[own].tolist(), strict=True))


NOTHING = Near(Rows.of(()), np.zeros(0, np.float32))


class Neighbours:
    """Nearest rows by dot product, exact up to EXACT_UP_TO; rows come and go by owner."""

    def __init__(self, dimension: int) -> None:
        self.rows = Rows.of(())
        self._next = 0
        self._made_for = 0
        self._places: Numbers = np.zeros(0, np.int64)
        self._vectors: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))

    def __len__(self) -> int:
        return len(self.rows)

    def add(self, rows: Rows, vectors: Vectors) -> None:
        """Add rows with their vectors, shape (len(rows), dimension)."""
        if not len(rows):
            return
        numbers = np.arange(self._next, self._next + len(rows))
        self._next += len(rows)
        self.rows = Rows.joined((self.rows, rows))
        self._places = np.concatenate([self._places, numbers])
        self._vectors.add_with_ids(vectors, numbers)
        if len(self) > max(EXACT_UP_TO, GROWTH * self._made_for):
            self._make_lists()

    def remove(self, owners: Iterable[int]) -> None:
        """Forget all rows of these owners."""
        gone = np.isin(self.rows.owner, np.fromiter(owners, np.int64))
        if gone.any():
            self._vectors.remove_ids(faiss.IDSelectorBatch(self._places[gone]))
            self.rows, self._places = self.rows.take(~gone), self._places[~gone]

    def nearest(self, vector: Vectors, count: int) -> Near:
        """At most `count` rows, nearest first."""
        count = min(count, len(self))
        if not count:
            return NOTHING
        faiss.omp_set_num_threads(1)
        likeness, numbers = self._vectors.search(vector.reshape(1, -1), count)
        found = numbers[0][numbers[0] >= 0]
        places = np.searchsorted(self._places, found)
        return Near(self.rows.take(places), likeness[0][: len(found)])

    def each(self, count: int, batch: int = 512) -> Iterator[tuple[Rows, list[Near]]]:
        """All rows in batches, with at most `count` rows that are nearest to each."""
        faiss.omp_set_num_threads(1)
        numbers, vectors = _contents(self._vectors)
        places = np.searchsorted(self._places, numbers)
        for start in range(0, len(numbers), batch):
            rows = self.rows.take(places[start : start + batch])
            found = self._vectors.search(vectors[start : start + batch], min(count, len(self)))
            yield rows, [self._near(*one) for one in zip(*found, strict=True)]

    def _near(self, likeness: Vectors, numbers: Numbers) -> Near:
        found = numbers >= 0
        rows = self.rows.take(np.searchsorted(self._places, numbers[found]))
        return Near(rows, likeness[found])

    def save(self, folder: Path) -> None:
        """Write what `load` reads."""
        columns = {one.name: getattr(self.rows, one.name) for one in fields(Rows)}
        np.savez(folder / "rows.npz", places=self._places, **columns)
        faiss.write_index(self._vectors, str(folder / "vectors.faiss"))

    @classmethod
    def load(cls, folder: Path) -> Neighbours:
        """Read what `save` wrote. Raises OSError, RuntimeError or ValueError when damaged."""
        vectors: Any = faiss.read_index(str(folder / "vectors.faiss"))
        near = cls(vectors.d)
        with np.load(folder / "rows.npz") as columns:
            near.rows = Rows(*(columns[one.name] for one in fields(Rows)))
            near._places = columns["places"]
        if len(near.rows) != vectors.ntotal:
            raise ValueError(f"{folder} has {vectors.ntotal} vectors for {len(near.rows)} rows")
        near._next = int(near._places.max(initial=-1)) + 1
        near._vectors = vectors
        if near._has_lists:
            near._made_for, vectors.nprobe = len(near), PROBED
        return near

    @property
    def _has_lists(self) -> bool:
        return not isinstance(self._vectors, faiss.IndexIDMap2)

    def _make_lists(self) -> None:
        """Compare with those near by only (inverted lists: Jégou, Douze, Schmid 2011).

        Numbers have 8 bits there: half the time, a quarter of the memory, and as many of the
        nearest found. Done anew when there are GROWTH times as many rows as they were made for.
        """
        numbers, vectors = _contents(self._vectors)
        d = self._vectors.d
        lists = faiss.IndexIVFScalarQuantizer(
            faiss.IndexFlatIP(d), d, LISTS, _EIGHT_BITS, faiss.METRIC_INNER_PRODUCT, False
        )
        lists.cp.niter, lists.cp.seed, lists.cp.spherical = 8, 1, True
        lists.cp.min_points_per_centroid = 1
        sample = np.random.default_rng(1).permutation(len(vectors))[:TRAINED_ON]
        lists.train(vectors[np.sort(sample)])
        lists.add_with_ids(vectors, numbers)
        self._vectors, self._made_for = lists, len(self)
        self._vectors.nprobe = PROBED


def _contents(index: Any) -> tuple[Numbers, Vectors]:
    """The ids and the vectors of an index of either kind."""
    if isinstance(index, faiss.IndexIDMap2):
        flat: Any = faiss.downcast_index(index.index)
        vectors = faiss.rev_swig_ptr(flat.get_xb(), flat.ntotal * flat.d)
        return faiss.vector_to_array(index.id_map), vectors.reshape(-1, flat.d).copy()
    lists = index.invlists
    sizes = {one: lists.list_size(one) for one in range(index.nlist) if lists.list_size(one)}
    numbers = [faiss.rev_swig_ptr(lists.get_ids(one), size) for one, size in sizes.items()]
    codes = [
        faiss.rev_swig_ptr(lists.get_codes(one), size * lists.code_size)
        for one, size in sizes.items()
    ]
    vectors = index.sq.decode(np.concatenate(codes).reshape(-1, lists.code_size))
    return np.concatenate(numbers), vectors
