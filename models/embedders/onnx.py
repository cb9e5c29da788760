"""The serving engine: exported models in ONNX Runtime, without PyTorch."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from models.embedders.manifest import verify_file
from models.errors import ModelCorrupt, ModelMissing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from models.protocols import Vectors

BATCH = 32
"""Texts a run; larger batches gain nothing on two cores and cost memory."""


class OnnxGraph:
    """Runs an exported folder: `model.onnx`, `tokenizer.json`, `model.json`.

    Files are read and compared with their sha256 when the engine is made. Raises
    ModelMissing or ModelCorrupt. Safe to use from several threads.
    """

    def __init__(self, folder: Path, threads: int = 0) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        description = read_description(folder)
        remedy = f"delete {folder}, and the next start exports it anew"
        for file, sha256 in description["files"].items():
            verify_file(folder / file, sha256, remedy)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(folder / "model.onnx", options)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(description["max_tokens"])
        self._tokenizer.enable_padding(pad_id=self._tokenizer.token_to_id("[PAD]") or 0)
        self.width: int = description["dimension"]

    def rows(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """What the graph gives for each text, shape (len(texts), width), float32."""
        table = np.empty((len(texts), self.width), np.float32)
        for batch in _batches_by_length(texts):
            table[batch] = self._run([texts[row] for row in batch])
        return table

    def _run(self, texts: list[str]) -> NDArray[np.float32]:
        encoded = self._tokenizer.encode_batch(texts)
        feed = {
            "input_ids": np.array([e.ids for e in encoded], np.int64),
            "attention_mask": np.array([e.attention_mask for e in encoded], np.int64),
        }
        table: NDArray[np.float32] = self._session.run(None, feed)[0]
        return table


class OnnxEmbedder:
    """Embeds with an exported folder; see OnnxGraph for what may be raised."""

    def __init__(self, name: str, folder: Path, threads: int = 0) -> None:
        self._graph = OnnxGraph(folder, threads)
        self.id = f"onnx:{name}"
        self.dimension = self._graph.width

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, shape (len(texts), dimension), float32."""
        return self._graph.rows(texts)


def read_description(folder: Path) -> dict[str, Any]:
    """What `model.json` says of an exported model."""
    path = folder / "model.json"
    if not path.is_file():
        raise ModelMissing(f"{folder} holds no exported model; run `make setup`")
    try:
        description: dict[str, Any] = json.loads(path.read_text("utf-8"))
        _ = description["files"]["model.onnx"], description["dimension"], description["max_tokens"]
    except (ValueError, KeyError, TypeError) as error:
        raise ModelCorrupt(
            f"{path} is damaged; delete {folder}, and the next start exports it anew"
        ) from error
    return description


def _batches_by_length(texts: Sequence[str]) -> Iterator[list[int]]:
    """Row numbers in batches of like length: all are padded to the longest of their batch."""
    batch: list[int] = []
    for row in sorted(range(len(texts)), key=lambda row: len(texts[row])):
        if batch and (len(batch) == BATCH or len(texts[row]) > 2 * len(texts[batch[0]]) + 40):
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch
