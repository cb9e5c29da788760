"""What a system has to do to be measured, and which ones there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from tests.benchmarks.rivals.corpus import Corpus, Document

DEPTH = 100
"""Documents that are asked for: a snippet may have many, and one kind is passed over."""


@dataclass(frozen=True, slots=True)
class Found:
    """Snippet ids with their scores, best first.

    `confidence` is how sure the system is of its first one; where it has no such figure (None),
    the first score stands in.
    """

    ranking: list[tuple[str, float]]
    confidence: float | None = None


class System(Protocol):
    """Making one loads its engine; nothing is measured before that."""

    def build(self, corpus: Corpus) -> None:
        """Make everything searchable."""

    def search(self, query: str) -> Found:
        """What answers a message."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a system is, how the tables name it, and what it is given."""

    title: str
    place: str
    is_rival: bool = True
    """A rival runs in `.venv-bench`, and chooses whether it takes past messages."""

    def create(self) -> System:
        """The system, its packages imported and its model loaded."""
        module, _, name = self.place.partition(":")
        system: System = getattr(import_module(f"{__package__}.{module}"), name)()
        return system


SYSTEMS = {
    "tactful": Entry("Tactful", "tactful:Tactful", is_rival=False),
    "bm25": Entry("BM25 (bm25s, PyStemmer)", "bm25:Bm25"),
    "vectors": Entry("sentence-transformers, FAISS", "vectors:Vectors"),
    "txtai": Entry("txtai, hybrid", "txtai:Txtai"),
    "haystack": Entry("Haystack, hybrid", "haystack:Haystack"),
}


def by_snippet(
    documents: Sequence[Document], hits: Iterable[tuple[int, float]]
) -> list[tuple[str, float]]:
    """A snippet's best document is its score; `hits` are places in `documents`."""
    best: dict[str, float] = {}
    for at, score in hits:
        snippet_id = documents[at].snippet_id
        best[snippet_id] = max(float(score), best.get(snippet_id, float("-inf")))
    return sorted(best.items(), key=lambda item: -item[1])
