"""An embedder that knows sentences, and mixes their vectors for a text of several.

A text's lines are sentences of the pool. One sentence has its real vector; several have the
mean of theirs with a little noise that depends on the text alone, normalised.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.protocols import Vectors
from tests.benchmarks.growth.sentences import Pool

NOISE = 0.1
"""Length of the noise beside the mean of the sentences, which is a bit under 1."""


class MixingEmbedder:
    """Costs microseconds a text, so that what is timed is the library."""

    def __init__(self, pool: Pool) -> None:
        self._rows = {sentence: row for row, sentence in enumerate(pool.sentences)}
        self._vectors = pool.vectors
        self.dimension = pool.vectors.shape[1]
        self.id = f"mixture:{len(pool.sentences)}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text. Raises KeyError for a line that is not in the pool."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for at, text in enumerate(texts):
            vectors[at] = self._mixed(text)
        return vectors

    def _mixed(self, text: str) -> NDArray[np.float32]:
        rows = [self._rows[line] for line in text.split("\n")]
        mean = self._vectors[rows].mean(axis=0)
        if len(rows) > 1:
            noise = np.random.default_rng(zlib.crc32(text.encode())).standard_normal(len(mean))
            mean = mean + NOISE * noise / np.linalg.norm(noise)
        unit: NDArray[np.float32] = (mean / np.linalg.norm(mean)).astype(np.float32)
        return unit
