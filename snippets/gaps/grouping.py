"""Groups of messages that mean the same.

A message belongs to the neighbours that are nearer to it than all messages are to each other:
vectors are taken relative to their mean, since what a whole desk is about tells its messages
apart no more (Mu and Viswanath, "All-but-the-Top", 2018). The message with the most neighbours
founds the first group, the one with the most neighbours left the next, as in the "fast
clustering" of Sentence-Transformers (Reimers and Gurevych, 2019); then each message goes to the
nearest centre, as in k-means.
"""

from __future__ import annotations

from dataclasses import dataclass

import faiss
import numpy as np
from numpy.typing import NDArray

from models.protocols import Vectors

NEAR = 0.5
"""The cosine, relative to the mean, of two messages that ask the same."""
LEAST = 4
"""Messages of a group."""
MOST_NEIGHBOURS = 400
"""Of a message that are looked at."""
SAME = 0.7
"""The cosine of two centres that are one."""
ROUNDS = 3

Rows = NDArray[np.int64]
Nearness = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers of messages, the nearest to their centre first, and how near each of them is."""

    rows: Rows
    nearness: Nearness


def relative(vectors: Vectors, usual: Vectors) -> Vectors:
    """Vectors relative to what is usual at a desk, the mean of its texts; of unit length."""
    return _unit(vectors - usual)


def groups(vectors: Vectors, near: float = NEAR) -> list[Group]:
    """The groups of `relative` vectors, the biggest first; what is near to nothing is in none.

    `vectors` has a row a message. The same vectors give the same groups.
    """
    if not len(vectors):
        return []
    centres = vectors[_founders(vectors, near)]
    for _ in range(ROUNDS):
        centres = _centres(vectors, centres, near)
    belongs, nearness = _assigned(vectors, centres, near)
    found = [_group(belongs == at, nearness) for at in range(len(centres))]
    big = [one for one in found if len(one.rows) >= LEAST]
    return sorted(big, key=lambda one: (-len(one.rows), one.rows[0]))


def _founders(vectors: Vectors, near: float) -> list[int]:
    """Messages around which there are at least so many that no earlier one has."""
    neighbours = _neighbours(vectors, near)
    free = np.ones(len(vectors), bool)
    founders = []
    for row in sorted(range(len(vectors)), key=lambda row: (-len(neighbours[row]), row)):
        own = neighbours[row][free[neighbours[row]]]
        if free[row] and len(own) >= LEAST:
            founders.append(row)
            free[own] = False
    return founders


def _neighbours(vectors: Vectors, near: float) -> list[Rows]:
    """Of each message those that are near, itself included."""
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    likeness, rows = index.search(vectors, min(MOST_NEIGHBOURS, len(vectors)))
    return [row[close] for row, close in zip(rows, likeness >= near, strict=True)]


def _centres(vectors: Vectors, centres: Vectors, near: float) -> Vectors:
    """The means of those who belong to each centre, without those that say the same twice."""
    belongs, _ = _assigned(vectors, centres, near)
    members = [vectors[belongs == at] for at in range(len(centres))]
    members = [one for one in members if len(one) >= LEAST]
    members.sort(key=len, reverse=True)
    means = _unit(np.array([one.mean(0) for one in members]).reshape(-1, vectors.shape[1]))
    alike = np.triu(means @ means.T >= SAME, 1).any(0)
    return means[~alike]


def _assigned(vectors: Vectors, centres: Vectors, near: float) -> tuple[Rows, Nearness]:
    """The number of each message's centre, -1 where none is near, and how near it is."""
    if not len(centres):
        return np.full(len(vectors), -1), np.zeros(len(vectors), np.float32)
    likeness = vectors @ centres.T
    best = likeness.argmax(1)
    nearness = likeness[np.arange(len(vectors)), best]
    return np.where(nearness >= near, best, -1), nearness


def _group(chosen: NDArray[np.bool_], nearness: NDArray[np.float32]) -> Group:
    rows = np.flatnonzero(chosen)
    rows = rows[np.lexsort((rows, -nearness[rows]))]
    return Group(rows, nearness[rows])


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.ascontiguousarray(vectors / np.maximum(lengths, 1e-9), np.float32)
