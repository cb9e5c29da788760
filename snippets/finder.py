"""Searches one library: the index, what was learned about it, and how both keep up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from models.protocols import Embedder
from snippets.embedding import BATCH, Embedding
from snippets.learning.adapt import Figures, adapt, rehearse, trial
from snippets.learning.lessons import Lesson, lessons_of
from snippets.progress import Progress
from snippets.scope import EVERYONE, Scope
from snippets.search.candidates import candidates
from snippets.search.index import Index
from snippets.search.neighbours import Vectors
from snippets.search.ranking import Ranked
from snippets.search.signals import Found
from snippets.search.snapshot import Snapshots, workplace
from snippets.search.state import State, shipped
from snippets.search.variants import Groups, first_of_groups, group_of, groups, preferred
from snippets.snippet import Kind, Match, Matches, Snippet, Why
from snippets.store.entries import Entries
from snippets.store.lessons import Lessons
from snippets.store.uses import Uses
from snippets.store.vectors import VectorCache

SAVED_FROM = 4_000
"""Vectors from which an index is kept on disk, too."""
SAVED_AFTER = 0.05
"""The share of vectors that has to have been put in to save it again."""
MOMENT_SECONDS = 0.25
"""So old may be what the library's words and its threshold are taken from."""
MOST_TEXTS = 3
"""Known messages that are shown for a match."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """How many matches are asked for, of which kind, for whom, in which language."""

    k: int
    kind: Kind | None
    scope: Scope
    locale: str | None


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A known message, the ids that were found for it without knowing it, and how surely."""

    lesson: Lesson
    ids: list[str]
    confidence: float


@dataclass(frozen=True, slots=True)
class Look:
    """The index in use, what has been learned about it, and the revision that it shows."""

    index: Index
    state: State
    revision: int


class Finder:
    """Finds what answers a text; before each search it takes in what others have changed.

    Safe to use from several threads.
    """

    def __init__(
        self,
        entries: Entries,
        vectors: VectorCache,
        lessons: Lessons,
        uses: Uses,
        embedder: Embedder,
        snapshots: Snapshots,
    ) -> None:
        self._entries = entries
        self._embedding = Embedding(embedder, vectors)
        self._lessons = lessons
        self._uses = uses
        self._snapshots = snapshots
        self._lock = threading.RLock()
        self._names: frozenset[str] | None = None
        self._variants: Groups | None = None
        self._state: State | None = None
        self._looked = -MOMENT_SECONDS
        self._begin(Index(embedder.dimension), -1)

    def search_many(
        self,
        texts: Sequence[str],
        k: int = 5,
        kind: Kind | None = None,
        scope: Scope = EVERYONE,
        locale: str | None = None,
    ) -> list[Matches]:
        """The `k` snippets that answer each text best, of one kind where one is named.

        Only those that the scope sees; of several language variants the one for the locale.
        """
        once = list(dict.fromkeys(texts))
        vectors = self._embedding.fresh(once)
        self.refresh()
        with self._lock:
            asked = Asked(k, kind, scope, locale)
            pairs = zip(once, vectors, strict=True)
            found = {text: self._matches(text, vector, asked) for text, vector in pairs}
        return [found[text] for text in texts]

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """What texts mean, a row a text."""
        return self._embedding.fresh(texts)

    def refresh(self, progress: Progress | None = None) -> None:
        """Take in what has changed in the store since the last time."""
        with self._lock:
            revision = self._entries.revision()
            self._looked = time.monotonic()
            if revision == self._revision:
                return
            if self._revision < 0 or revision < self._revision:
                self._restart()
            self._catch_up(progress)
            self._keep()

    def _glance(self) -> None:
        """The same, unless that was done a moment ago."""
        if time.monotonic() - self._looked > MOMENT_SECONDS:
            self.refresh()

    @property
    def names(self) -> frozenset[str]:
        """Words that are never misspelt here: product names and the library's own terms."""
        self._glance()
        with self._lock:
            if self._names is None:
                self._names = self._index.vocabulary.names()
            return self._names

    @property
    def threshold(self) -> float | None:
        """The confidence at which drafts are right often enough, where it was learned."""
        self.refresh()
        return self._state.threshold if self._state else None

    def heed_uses(self) -> None:
        """Take in what has become of drafts."""
        with self._lock:
            self._index.welcome = self._uses.welcome()

    def prepare(self, texts: Sequence[str], progress: Progress | None = None) -> None:
        """Compute and keep the vectors of texts that are about to be learned."""
        self._embedding.kept(texts, progress)

    def look(self, use: Callable[[Look], T]) -> T:
        """What `use` makes of the index as it was last refreshed; it may change nothing."""
        with self._lock:
            return use(Look(self._index, self._used(), self._revision))

    def peek(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """What texts mean, by text; nothing is kept."""
        return self._embedding.peek(texts)

    def cached(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """What those texts mean whose vectors are kept, by text."""
        return self._embedding.cached(texts)

    def rehearse(self, lessons: Sequence[Lesson]) -> Iterator[Rehearsed]:
        """What would be answered to known messages if they were not known."""
        self.refresh()
        with self._lock:
            used = self._used()
            for asked in rehearse(self._index, self._embedding.of_lessons(lessons), used.adapter):
                ranked = used.ranking.rank(asked.found)
                ids = [self._index.snippet(number).id for number in ranked.numbers.tolist()]
                yield Rehearsed(asked.lesson, ids, ranked.confidence)

    def trial(self) -> Figures:
        """How well the newest known messages are answered by what all others teach."""
        self.refresh()
        with self._lock:
            return trial(self._index, self.lessons())

    def alike(self, count: int) -> dict[tuple[str, str], float]:
        """Pairs of snippets, in the order of their ids, with how alike their nearest passages are.

        Of each passage only the `count` nearest ones are looked at.
        """
        self.refresh()
        pairs: dict[tuple[str, str], float] = {}
        with self._lock:
            for one, other, likeness in self._index.alike(count):
                pair = (one, other) if one < other else (other, one)
                pairs[pair] = max(likeness, pairs.get(pair, -1.0))
        return pairs

    def kept_vectors(
        self, texts: Sequence[str], progress: Progress | None = None
    ) -> dict[str, Vectors]:
        """What texts of the library mean; computed once and kept in the store."""
        return self._embedding.kept(texts, progress)

    def lessons(self) -> list[Lesson]:
        """All known messages, each with its vector, in the order of `lessons_of`."""
        return self._embedding.of_lessons(lessons_of(self._entries.taught()))

    def adapt(self, number: int, precision: float) -> dict[str, Any]:
        """Learn from all known messages, under the number of a lesson; what came of it."""
        self.refresh()
        with self._lock:
            adapted = adapt(self._index, self.lessons(), self._used(), precision)
            state = adapted.state.to_bytes() if adapted.state else None
            self._lessons.finish(number, adapted.report, state)
            self.refresh()
            return adapted.report

    def _used(self) -> State:
        """What is known about this desk, or about desks that have as much to go by."""
        if self._state is not None:
            return self._state
        index = self._index
        sort = "past" if index.has_long_past else "examples" if index.has_examples else "texts"
        return shipped()[sort]

    def _matches(self, text: str, vector: Vectors, asked: Asked) -> Matches:
        found = self._index.find(vector, text)
        table = candidates(self._index, found, vector, asked.scope, asked.kind)
        ranked = self._used().ranking.rank(table)
        if asked.locale:
            ranked = self._of_groups(ranked)
        items = self._items(text, found, ranked, asked)
        return Matches(confidence=ranked.confidence, items=tuple(items))

    def _of_groups(self, ranked: Ranked) -> Ranked:
        """The best of each group of language variants, ranked without the others."""
        places = first_of_groups(self._index.snippet(one) for one in ranked.numbers.tolist())
        if len(places) == len(ranked.numbers):
            return ranked
        return self._used().ranking.rank(ranked.found.at(np.array(places)))

    def _items(self, text: str, found: Found, ranked: Ranked, asked: Asked) -> list[Match]:
        k = asked.k
        numbers = ranked.numbers[:k].tolist()
        marks = [_marks(found, number) for number in numbers]
        known = self._entries.texts({mark for of_one in marks for mark in of_one})
        reasons = self._used().ranking.reasons(ranked.found, k)
        items = []
        for place, (number, score) in enumerate(zip(numbers, ranked.scores(k), strict=True)):
            snippet = self._variant(self._index.snippet(number), asked)
            why = Why(
                semantic=round(max(0.0, ranked.found.likeness(place)), 4),
                keywords=self._index.shared_words(text, snippet),
                examples=tuple(known[mark] for mark in marks[place] if mark in known),
                reasons=reasons[place],
            )
            items.append(Match(snippet, score, why))
        return items

    def _variant(self, found: Snippet, asked: Asked) -> Snippet:
        """What says the same in the language that is asked for, where there is such a thing."""
        if not asked.locale:
            return found
        if self._variants is None:
            self._variants = groups(self._index.snippets.values())
        same = self._variants.get(group_of(found), ())
        alike = [one for one in same if (one.kind, one.audience) == (found.kind, found.audience)]
        return preferred(found, [one for one in alike if asked.scope.sees(one)], asked.locale)

    def _begin(self, index: Index, revision: int) -> None:
        self._index, self._revision = index, revision
        self._changed = 0
        self._lesson, self._state, self._names = 0, None, None
        self._variants = None

    def _restart(self) -> None:
        """Begin with what was saved, or with nothing."""
        loaded = self._snapshots.load(self._entries.until)
        if loaded:
            self._begin(*loaded)
        else:
            big = self._entries.size() > SAVED_FROM
            self._begin(Index(self._embedding.dimension, workplace() if big else None), 0)

    def _catch_up(self, progress: Progress | None) -> None:
        changes = self._entries.changes(self._revision)
        self._index.remove(changes.gone)
        self._embedding.kept([one for known in changes.changed for one in tests_of(known.snippet)])
        changed = self._index.renew(changes.changed)
        for start in range(0, len(changed), BATCH):
            batch = changed[start : start + BATCH]
            vectors = self._embedding.of_snippets(batch)
            self._index.put(batch, vectors)
            self._changed += sum(map(len, vectors))
            if progress:
                progress(start + len(batch), len(changed))
        self._revision, self._names, self._variants = changes.revision, None, None
        self._index.welcome = self._uses.welcome()
        newest = self._lessons.newest()
        if newest != self._lesson:
            kept = self._lessons.state(newest)
            self._lesson, self._state = newest, State.from_bytes(kept) if kept else None
            self._index.use(self._state.adapter if self._state else None)

    def _keep(self) -> None:
        """Save an index that is big and has changed much; one in memory goes to disk."""
        size = len(self._index)
        if size <= SAVED_FROM or self._changed <= SAVED_AFTER * size:
            return
        if self._index.folder is None:
            self._restart()
            self._catch_up(None)
        self._snapshots.save(self._index, self._revision)
        self._changed = 0


def tests_of(snippet: Snippet) -> tuple[str, ...]:
    """The messages that a snippet is tested with."""
    return (*snippet.tests.finds, *snippet.tests.avoids)


def _marks(found: Found, number: int) -> list[int]:
    """The known messages of a snippet that are most like the text, given or past."""
    near = [*found.examples.nearest_marks(number), *found.past.nearest_marks(number)]
    return list(dict.fromkeys(mark for _, mark in sorted(near, reverse=True)))[:MOST_TEXTS]
