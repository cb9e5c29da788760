"""Any sentence-transformers model, by folder or name, with PyTorch.

For models that have not been exported, and the reference that the ONNX engine is
compared with. Importing PyTorch takes seconds, so that happens when the engine is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from models.errors import ModelMissing

if TYPE_CHECKING:
    from models.protocols import Vectors


class SentenceTransformersEmbedder:
    """Embeds with the library of the same name. Raises ModelMissing."""

    def __init__(self, name: str, source: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer

            self._model = SentenceTransformer(source, device="cpu")
        except ImportError as error:
            raise ModelMissing(
                'sentence-transformers is not installed; run `make setup`, or use an "onnx:…" model'
            ) from error
        except (OSError, ValueError) as error:
            raise ModelMissing(
                f"model {source!r} can't be loaded: {str(error).splitlines()[0]}"
            ) from error
        self.id = f"sentence-transformers:{name}"
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, shape (len(texts), dimension), float32."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        vectors: Vectors = self._model.encode(
            list(texts), normalize_embeddings=True, show_progress_bar=False
        )
        return vectors
