"""One part of one size, in a process of its own, so that its memory is its own.

`python -m tests.benchmarks.growth.child build|serve TEXTS FOLDER POOL`: FOLDER has the
database, POOL is the saved pool of sentences. Prints the figures as one line of JSON.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from models.protocols import Embedder
from snippets.library import Library
from snippets.store.database import Database
from tests.benchmarks import memory
from tests.benchmarks.growth.exact import nearest
from tests.benchmarks.growth.mixture import MixingEmbedder
from tests.benchmarks.growth.sentences import load
from tests.benchmarks.growth.shop import Query, Shop

Figures = dict[str, float]

BATCH = 2_000
"""Snippets that are put, or learned about, at once."""
QUERIES = 200
DEPTH, DEEP = 5, 2_000
"""Snippets that are asked for; the nearest few have to be among all that the index looks at."""
CHANGES = 20
"""Snippets that come and go one at a time."""


def build(folder: Path, shop: Shop, embedder: Embedder) -> Figures:
    """Put everything, then learn everything."""
    library = _library(folder, embedder)
    put = sum(_seconds(partial(library.put, shop.entries(*part))) for part in _parts(shop))
    learn = sum(_seconds(partial(library.learn, shop.past(*part))) for part in _parts(shop))
    return {"put": put, "learn": learn, "build_peak": memory.peak()}


def serve(folder: Path, shop: Shop, embedder: Embedder) -> Figures:
    """Start on the database, answer, change."""
    queries = shop.queries(QUERIES)
    before, start = memory.resident(), time.perf_counter()
    library = _library(folder, embedder)
    library.search(queries[0].text)
    restart, held = time.perf_counter() - start, memory.resident() - before
    return {
        "restart": restart,
        "memory": held,
        **_searches(library, queries, nearest(shop, queries, embedder, DEPTH)),
        **_changes(library, shop),
    }


def _searches(
    library: Library, queries: Sequence[Query], exact: Sequence[Sequence[str]]
) -> Figures:
    spent = [_seconds(partial(library.search, query.text, DEPTH)) for query in queries]
    deep = [_found(library, query) for query in queries]
    kept = [len(set(near) & set(ids)) / DEPTH for near, ids in zip(exact, deep, strict=True)]
    pairs = list(zip(queries, deep, exact, strict=True))
    return {
        "search_p50": statistics.median(spent),
        "search_p95": sorted(spent)[int(0.95 * (len(spent) - 1))],
        "kept": statistics.mean(kept),
        "found": statistics.mean(query.snippet_id in ids[:DEPTH] for query, ids, _ in pairs),
        "exactly_found": statistics.mean(query.snippet_id in near for query, _, near in pairs),
    }


def _found(library: Library, query: Query) -> list[str]:
    return [match.snippet.id for match in library.search(query.text, DEEP)]


def _changes(library: Library, shop: Shop) -> Figures:
    """Median time of one snippet that comes or goes, until a search has seen it."""
    question = shop.queries(1)[0].text
    copies = [replace(one, id=f"new-{one.id}") for one in shop.entries(0, CHANGES)]

    def seen(change: Callable[[], None]) -> float:
        return _seconds(change) + _seconds(lambda: library.search(question, DEPTH))

    add = [seen(partial(library.add, one)) for one in copies]
    delete = [seen(partial(library.delete, [one.id])) for one in copies]
    return {"add": statistics.median(add), "delete": statistics.median(delete)}


def _library(folder: Path, embedder: Embedder) -> Library:
    return Library(Database(folder / "tactful.db"), embedder)


def _parts(shop: Shop) -> Iterator[tuple[int, int]]:
    for start in range(0, shop.snippets, BATCH):
        yield start, min(start + BATCH, shop.snippets)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(part: str, texts: int, folder: Path, saved: Path) -> None:
    """Do one part and print its figures: seconds, megabytes, shares."""
    pool = load(saved)
    figures = _PARTS[part](folder, Shop(pool.sentences, texts), MixingEmbedder(pool))
    print(json.dumps(figures))


_PARTS = {"build": build, "serve": serve}

if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
