"""Word and letter counts hashed into a vector: no weights, no understanding.

A fake that ships: quick and repeatable, for tests and for trying the service out on a
machine without models. Texts that share words are near each other, and that is all.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from models.protocols import Vectors

_WORD = re.compile(r"\w+")


class HashingEmbedder:
    """The hashing trick over words and their first four letters."""

    def __init__(self, dimension: int = 256) -> None:
        self.id = f"hashing:{dimension}"
        self.dimension = dimension

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, shape (len(texts), dimension), float32."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for feature in _features(text):
                vectors[row, zlib.crc32(feature.encode()) % self.dimension] += 1
        vectors[~vectors.any(axis=1), 0] = 1
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def _features(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.lower()):
        yield word
        yield word[:4] + "…"
