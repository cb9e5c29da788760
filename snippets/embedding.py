"""What texts of a library mean: computed once, and kept in the store by the hash of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from models.protocols import Embedder
from snippets.learning.lessons import Lesson
from snippets.progress import Progress
from snippets.search.neighbours import Vectors
from snippets.search.passages import texts_of
from snippets.snippet import Known
from snippets.store.vectors import VectorCache

BATCH = 256
"""Snippets or texts whose vectors are computed and kept in one go."""


class Embedding:
    """The vectors of one library, by one model."""

    def __init__(self, embedder: Embedder, cache: VectorCache) -> None:
        self._embedder = embedder
        self._cache = cache
        self.dimension = embedder.dimension

    def fresh(self, texts: Sequence[str]) -> Vectors:
        """What texts mean, a row a text; nothing is kept."""
        return self._embedder.embed(texts)

    def cached(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """The vectors that are kept, by text; nothing is computed."""
        return self._cache.get(list(dict.fromkeys(texts)))

    def peek(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """The vector of each text, kept or computed; nothing new is kept."""
        wanted = list(dict.fromkeys(texts))
        known = self._cache.get(wanted)
        new = [text for text in wanted if text not in known]
        if new:
            known |= dict(zip(new, self._embedder.embed(new), strict=True))
        return known

    def kept(self, texts: Sequence[str], progress: Progress | None = None) -> dict[str, Vectors]:
        """The vector of each text; new ones are kept as they come, so that work can go on."""
        wanted = list(dict.fromkeys(texts))
        known = self._cache.get(wanted)
        new = [text for text in wanted if text not in known]
        for start in range(0, len(new), BATCH):
            batch = new[start : start + BATCH]
            computed = self._embedder.embed(batch)
            self._cache.put(batch, computed)
            known |= dict(zip(batch, computed, strict=True))
            if progress:
                progress(start + len(batch), len(new))
        return known

    def of_snippets(self, batch: Sequence[Known]) -> list[Vectors]:
        """The vectors of all texts of each snippet, a row a text."""
        texts = [texts_of(one).all for one in batch]
        known = self.kept([text for of_one in texts for text in of_one])
        return [np.stack([known[text] for text in of_one]) for of_one in texts]

    def of_lessons(self, lessons: Sequence[Lesson]) -> list[Lesson]:
        """The same lessons with their vectors."""
        vectors = self.kept([one.text for one in lessons])
        return [replace(one, vector=vectors[one.text]) for one in lessons]
