"""Learns the weights that are shipped: `python -m tests.benchmarks.weights [DATA]`.

Writes snippets/search/weights.json from sets that may be learned from (CLINC150, BANKING77,
the Thunderbird forum) and from our own starter library. Their texts leave no trace in it:
it has a weight a witness, for libraries that have texts only, examples too, examples that
an adapter was fitted to, or a past. Some libraries are asked once more with texts that say
nothing, since there are such.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np

from api.settings import Settings
from api.wiring import Services
from models.protocols import Embedder
from snippets import formats
from snippets.learning.adapt import adapter, rehearse
from snippets.learning.evaluate import read_examples
from snippets.learning.fitting import Pull, Right, fit, fit_lists
from snippets.learning.history import learned, read_history
from snippets.learning.lessons import Asked, Lesson, ask, lessons_of, order_lists, surety_rows
from snippets.search.adapter import Adapter
from snippets.search.features import AGAINST, FREE, NAMES, SURE
from snippets.search.index import Index
from snippets.search.passages import texts_of
from snippets.search.ranking import Ranking
from snippets.search.signals import Table
from snippets.search.state import ranking_out
from snippets.snippet import Known, Past, Snippet
from snippets.starter import starter
from snippets.store.examples import Taught

TARGET = Path("snippets/search/weights.json")
MOST = 700
EACH = 5_000
WELCOME = 2.0
"""No open set tells what became of drafts: a snippet that is always thrown away loses 1.4."""
OPEN = ("clinc150", "banking77near")
SILENT = 0.25
"""How much a library whose texts say nothing counts, against one whose texts speak."""
Set = tuple[list[Asked], float]
Learn = Callable[[Index, Sequence[Lesson]], Adapter | None]


def main(data: Path) -> None:
    """Learn and write all rankings."""
    embedder = Services(Settings()).embedder
    sorts = {
        "texts": _texts(embedder, data),
        "examples": _examples(embedder, data),
        "taught": _examples(embedder, data, adapter),
        "past": _past(embedder, data),
    }
    rankings = {name: ranking_out(_ranking(sets)) for name, sets in sorts.items()}
    TARGET.write_text(json.dumps(rankings, indent=1) + "\n")


def _ranking(sets: Sequence[Set]) -> Ranking:
    """Each set has as much to say as its weight."""
    lists = [(order_lists(asked), says) for asked, says in sets]
    even = [says * EACH / len(of_set) for of_set, says in lists for _ in of_set]
    pull = Pull(decay=10, free=FREE, against=AGAINST)
    order = fit_lists(NAMES, [one for of_set, _ in lists for one in of_set], even, pull)
    order = replace(order, weights={**order.weights, "welcome": WELCOME})
    sure = [(*surety_rows(asked, order), says) for asked, says in sets]
    return Ranking(order, fit(SURE, *_even(sure), pull=Pull(decay=10)))


def _even(sets: Sequence[tuple[Table, Right, float]]) -> tuple[Table, Right, Table]:
    """Rows and labels of all sets, with weights that add up to a share of EACH for every set."""
    return (
        np.vstack([rows for rows, _, _ in sets]),
        np.concatenate([right for _, right, _ in sets]),
        np.concatenate([np.full(len(rows), says * EACH / len(rows)) for rows, _, says in sets]),
    )


def _nothing(index: Index, lessons: Sequence[Lesson]) -> None:
    """What a library knows that was never taught."""


def _texts(embedder: Embedder, data: Path) -> list[Set]:
    asked: list[Set] = []
    for name in (*OPEN, "thunderbird"):
        index = _index(embedder, [replace(one, examples=()) for one in _library(data, name)])
        asked.append((_ask(embedder, index, _messages(data, name)), 1.0))
    shop = _index(embedder, [replace(one, examples=()) for one in starter()])
    return [*asked, (_ask(embedder, shop, [*_given(starter()), *_strangers(data)]), 1.0)]


def _examples(embedder: Embedder, data: Path, learn: Learn = _nothing) -> list[Set]:
    asked: list[Set] = []
    for name in OPEN:
        library = _library(data, name)
        asked.append((_asked(embedder, data, name, library, learn), 1.0))
        asked.append((_asked(embedder, data, name, _silent(library), learn), SILENT))
    shop = _index(embedder, starter())
    given = _embedded(embedder, _given(starter()))
    learned = learn(shop, given)
    known = list(rehearse(shop, given, learned))
    shop.use(learned)
    return [*asked, ([*known, *_ask(embedder, shop, _strangers(data))], 1.0)]


def _asked(
    embedder: Embedder, data: Path, name: str, entries: Sequence[Snippet], learn: Learn
) -> list[Asked]:
    index = _index(embedder, entries)
    index.use(learn(index, _embedded(embedder, _given(entries))))
    return _ask(embedder, index, _messages(data, name))


def _past(embedder: Embedder, data: Path) -> list[Set]:
    entries = _library(data, "thunderbird")
    history = read_history(data / "thunderbird" / "history-early.jsonl.gz")
    past: dict[str, list[Past]] = defaultdict(list)
    known = []
    for one in learned(history, entries):
        day = (one.created_at or datetime.min).toordinal()
        past[one.snippet_id].append(Past(one.text, day))
        known.append(Taught(one.snippet_id, one.text, day, given=False))
    index = _index(embedder, entries, past)
    return [(_ask(embedder, index, lessons_of(known)[-2 * MOST :]), 1.0)]


def _index(
    embedder: Embedder, entries: Sequence[Snippet], past: dict[str, list[Past]] | None = None
) -> Index:
    index = Index(embedder.dimension)
    known = [Known(one, tuple((past or {}).get(one.id, ()))) for one in entries]
    index.put(known, [embedder.embed(texts_of(one).all) for one in known])
    return index


def _ask(embedder: Embedder, index: Index, lessons: Sequence[Lesson]) -> list[Asked]:
    return ask(index, _embedded(embedder, lessons))


def _embedded(embedder: Embedder, lessons: Sequence[Lesson]) -> list[Lesson]:
    vectors = embedder.embed([one.text for one in lessons])
    return [replace(one, vector=row) for one, row in zip(lessons, vectors, strict=True)]


def _library(data: Path, name: str) -> list[Snippet]:
    return formats.read("jsonl", data / name / "library.jsonl")


def _silent(entries: Sequence[Snippet]) -> list[Snippet]:
    """The same snippets, known by their examples alone."""
    return [replace(one, title=f"Reply {n}", body=f"See {n}.") for n, one in enumerate(entries)]


def _messages(data: Path, name: str) -> list[Lesson]:
    paths = sorted((data / name).glob("examples*.jsonl"))
    cases = [one for path in paths for one in read_examples(path)]
    chosen = np.random.default_rng(1).permutation(len(cases))[:MOST]
    return [Lesson(cases[at].text, 0, given=True, owners=set(cases[at].expected)) for at in chosen]


def _given(entries: Sequence[Snippet]) -> list[Lesson]:
    return [Lesson(text, 0, True, {one.id}) for one in entries for text in one.examples]


def _strangers(data: Path) -> list[Lesson]:
    both = [*_messages(data, "clinc150")[:150], *_messages(data, "thunderbird")[:150]]
    return [replace(one, owners=set()) for one in both]


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
