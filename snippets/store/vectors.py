"""Vectors that have been computed once, by the hash of their text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.dialects.sqlite import insert

from snippets.store.database import Database
from snippets.store.schema import vectors

_MOST_VARIABLES = 500


class VectorCache:
    """The vectors of one workspace and one model; a vector of wrong length is ignored."""

    def __init__(self, database: Database, workspace: str, model: str, dimension: int) -> None:
        self._database = database
        self._key = {"workspace_id": workspace, "model": model}
        self._mine = (vectors.c.workspace_id == workspace) & (vectors.c.model == model)
        self._dimension = dimension

    def get(self, texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors that are known, by text."""
        by_hash = {hash_of(text): text for text in texts}
        hashes = list(by_hash)
        found: dict[str, NDArray[np.float32]] = {}
        with self._database.read() as connection:
            for start in range(0, len(hashes), _MOST_VARIABLES):
                chosen = vectors.c.text_hash.in_(hashes[start : start + _MOST_VARIABLES])
                query = sa.select(vectors.c.text_hash, vectors.c.vector).where(self._mine & chosen)
                for text_hash, blob in connection.execute(query):
                    if len(blob) == 4 * self._dimension:
                        found[by_hash[text_hash]] = np.frombuffer(blob, np.float32)
        return found

    def put(self, texts: Sequence[str], rows: NDArray[np.float32]) -> None:
        """Keep one vector a text."""
        values = [
            self._key | {"text_hash": hash_of(text), "vector": row.tobytes()}
            for text, row in zip(texts, rows, strict=True)
        ]
        if not values:
            return
        statement = insert(vectors)
        statement = statement.on_conflict_do_update(
            index_elements=[*self._key, "text_hash"], set_={"vector": statement.excluded.vector}
        )
        with self._database.write() as connection:
            connection.execute(statement, values)


def hash_of(text: str) -> bytes:
    """What a text's vectors are kept under."""
    return hashlib.sha256(text.encode()).digest()[:16]
