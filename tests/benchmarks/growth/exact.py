"""Exact search by meaning alone, without an index: what others are held against."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import numpy as np

from models.protocols import Embedder
from tests.benchmarks.growth.shop import Query, Shop

CHUNK = 5_000
"""Snippets whose vectors are in memory at once."""


def nearest(
    shop: Shop, queries: Sequence[Query], embedder: Embedder, count: int
) -> list[list[str]]:
    """For each query the ids of the snippets that have the nearest texts, best first."""
    wanted = embedder.embed([query.text for query in queries])
    best: list[dict[str, float]] = [{} for _ in queries]
    rest = shop.texts()
    while chunk := list(islice(rest, CHUNK)):
        ids = [snippet_id for snippet_id, _ in chunk]
        vectors = embedder.embed([text for _, texts in chunk for text in texts])
        scores = (wanted @ vectors.T).reshape(len(queries), len(chunk), -1).max(axis=2)
        places = np.argsort(-scores, axis=1)[:, :count]
        for at, row in enumerate(places):
            best[at] |= {ids[place]: float(scores[at, place]) for place in row}
    return [sorted(one, key=lambda snippet_id: -one[snippet_id])[:count] for one in best]
