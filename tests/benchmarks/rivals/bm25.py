"""Plain BM25: bm25s with PyStemmer, as its README sets it up."""

from __future__ import annotations

import bm25s
import Stemmer

from tests.benchmarks.rivals.corpus import Corpus, Document
from tests.benchmarks.rivals.system import DEPTH, Found, by_snippet


class Bm25:
    """Stop words of English, Snowball's stemmer, the library's default weights."""

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("english")
        self._documents: list[Document] = []
        self._index = bm25s.BM25()

    def build(self, corpus: Corpus) -> None:
        """Tokenize and index every document."""
        self._documents = corpus.documents()
        texts = [document.text for document in self._documents]
        self._index.index(self._tokens(texts), show_progress=False)

    def search(self, query: str) -> Found:
        """Documents that share a word with the query."""
        count = min(DEPTH, len(self._documents))
        found = self._index.retrieve(self._tokens([query]), k=count, show_progress=False)
        hits = zip(found.documents[0], found.scores[0], strict=True)
        return Found(by_snippet(self._documents, ((at, score) for at, score in hits if score > 0)))

    def _tokens(self, texts: list[str]) -> bm25s.tokenization.Tokenized:
        return bm25s.tokenize(texts, stopwords="en", stemmer=self._stemmer, show_progress=False)
