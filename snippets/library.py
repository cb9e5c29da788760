"""The one public door to the snippets of a workspace."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.protocols import Embedder
from snippets import search as ranking
from snippets.index import Evidence, Index, texts_of
from snippets.snippet import Known, Match, Matches, Snippet, Why
from snippets.store.database import Database
from snippets.store.entries import Entries, Learned
from snippets.store.uses import Uses
from snippets.store.vectors import VectorCache

DEFAULT_WORKSPACE = "default"
BATCH = 500
"""Snippets whose vectors are computed and kept in one go."""


class Progress(Protocol):
    """Is told how much of a long piece of work is done."""

    def __call__(self, done: int, total: int) -> None:
        """`done` of `total` snippets."""


class Library:
    """Add, edit, delete, search, learn; every change reaches search at once.

    Safe to use from several threads, and from several processes on one database: before
    each search the index takes in what others have changed.
    """

    def __init__(
        self, database: Database, embedder: Embedder, workspace: str = DEFAULT_WORKSPACE
    ) -> None:
        self.workspace = workspace
        self._embedder = embedder
        self._entries = Entries(database, workspace)
        self._uses = Uses(database, workspace)
        self._vectors = VectorCache(database, workspace, embedder.id, embedder.dimension)
        self._lock = threading.RLock()
        self._index = Index(embedder.dimension)
        self._revision = 0
        self._vocabulary: frozenset[str] | None = None

    def add(self, snippet: Snippet) -> None:
        """Keep a new snippet. Raises SnippetExists."""
        self._entries.add(snippet)
        self.refresh()

    def put(self, entries: Sequence[Snippet], progress: Progress | None = None) -> None:
        """Keep all of them or none; existing ones are replaced. Raises SnippetExists."""
        self._entries.write(entries)
        self.refresh(progress)

    def delete(self, ids: Iterable[str]) -> None:
        """Remove them with their examples, all or none. Raises SnippetNotFound."""
        self._entries.delete(list(ids))
        self.refresh()

    def get(self, snippet_id: str) -> Snippet:
        """Raises SnippetNotFound."""
        return self._entries.get(snippet_id)

    def all(self) -> list[Snippet]:
        """Every snippet, in the order of their ids."""
        return self._entries.all()

    def page(
        self, after: str = "", limit: int = 100, kind: str | None = None, tag: str | None = None
    ) -> list[Snippet]:
        """At most `limit` snippets whose id comes after `after`."""
        return self._entries.page(after, limit, kind, tag)

    def __len__(self) -> int:
        return self._entries.count()

    def learn(self, learned: Sequence[Learned], progress: Progress | None = None) -> int:
        """Keep past messages as examples of what answered them; how many were new."""
        new = self._entries.learn(learned)
        self.refresh(progress)
        return new

    def search(self, text: str, k: int = 5) -> Matches:
        """The `k` snippets that answer a text best."""
        return self.search_many([text], k)[0]

    def search_many(self, texts: Sequence[str], k: int = 5) -> list[Matches]:
        """The same for several texts, embedded together."""
        vectors = self._embedder.embed(texts)
        self.refresh()
        with self._lock:
            return [
                self._matches(text, vector, k) for text, vector in zip(texts, vectors, strict=True)
            ]

    def refresh(self, progress: Progress | None = None) -> None:
        """Take in what has changed in the store since the last time."""
        with self._lock:
            changes = self._entries.changes(self._revision)
            if changes.revision < self._revision:
                self._index, self._revision = Index(self._embedder.dimension), 0
                changes = self._entries.changes(0)
            self._index.remove(changes.gone)
            for start in range(0, len(changes.changed), BATCH):
                batch = changes.changed[start : start + BATCH]
                self._index.put(batch, self._embedded(batch))
                if progress:
                    progress(start + len(batch), len(changes.changed))
            if changes.changed or changes.gone:
                self._vocabulary = None
            self._revision = changes.revision

    @property
    def vocabulary(self) -> frozenset[str]:
        """Words that are never misspelt here: product names and the library's own terms."""
        self.refresh()
        with self._lock:
            if self._vocabulary is None:
                self._vocabulary = self._index.names()
            return self._vocabulary

    def record_draft(
        self, draft_id: str, outcome: str, confidence: float, snippet_ids: Sequence[str]
    ) -> None:
        """Note which snippets a draft was made from."""
        self._uses.drafted(draft_id, outcome, confidence, snippet_ids)

    def record_use(self, draft_id: str, action: str, kept: float | None = None) -> None:
        """Note what became of a draft. Raises DraftNotFound."""
        self._uses.became(draft_id, action, kept)

    def _embedded(self, batch: Sequence[Known]) -> list[NDArray[np.float32]]:
        texts = [[*texts_of(one.snippet), *(past.text for past in one.past)] for one in batch]
        wanted = list(dict.fromkeys(text for of_one in texts for text in of_one))
        known = self._vectors.get(wanted)
        new = [text for text in wanted if text not in known]
        if new:
            computed = self._embedder.embed(new)
            self._vectors.put(new, computed)
            known |= dict(zip(new, computed, strict=True))
        return [np.stack([known[text] for text in of_one]) for of_one in texts]

    def _matches(self, text: str, vector: NDArray[np.float32], k: int) -> Matches:
        found = self._index.search(text, vector)
        ranked = ranking.ranked(found, self._index.has_past)
        return Matches(
            confidence=self._confidence(ranked),
            items=tuple(
                Match(self._index.snippets[snippet_id], score, self._why(text, snippet_id, found))
                for snippet_id, score in ranked[:k]
            ),
        )

    def _confidence(self, ranked: list[tuple[str, float]]) -> float:
        if not ranked:
            return 0.0
        (best, score), *others = ranked
        kind = self._index.snippets[best].kind
        rivals = (other for one, other in others if self._index.snippets[one].kind == kind)
        return ranking.confidence(score, next(rivals, 0.0))

    def _why(self, text: str, snippet_id: str, found: dict[str, Evidence]) -> Why:
        evidence = found[snippet_id]
        near = evidence.nearest | evidence.voters
        nearest = sorted(near, key=lambda text: -near[text])
        return Why(
            semantic=round(max(evidence.text, evidence.example, 0.0), 4),
            keywords=self._index.shared_words(text, snippet_id),
            examples=tuple(nearest[:3]),
        )
