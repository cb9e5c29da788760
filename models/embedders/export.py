"""Exports a sentence-transformers model to ONNX, once: `python -m models.embedders.export`.

This is the one module here that loads PyTorch. The exported graph takes `input_ids` and
`attention_mask` (int64, shape (texts, tokens)) and gives unit vectors, pooling included,
so that the serving path needs nothing but ONNX Runtime and a tokenizer. Other exports
build on `written_whole` and `to_onnx`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any


def export(source: str, target: Path) -> None:
    """Write `model.onnx`, `tokenizer.json` and `model.json` to the folder `target`.

    `source` is a folder or a hub name.
    """
    written_whole(target, lambda folder: _write(source, folder))


def written_whole(target: Path, write: Callable[[Path], dict[str, Any]]) -> None:
    """Have the files of an exported model written; the folder appears whole or not at all.

    `write` gets an empty folder, and answers what `model.json` says: `dimension` (the width
    of a row), `max_tokens` and more; the sha256 of each file is added.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".export-") as name:
        folder = Path(name) / "model"
        folder.mkdir()
        description = write(folder)
        description["files"] = {
            file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()
        }
        (folder / "model.json").write_text(json.dumps(description, indent=2), "utf-8")
        shutil.rmtree(target, ignore_errors=True)
        os.replace(folder, target)


def _write(source: str, folder: Path) -> dict[str, Any]:
    import torch
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(source, device="cpu").eval()
    model.tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))

    class Graph(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            vectors = self.model(features)["sentence_embedding"]
            return torch.nn.functional.normalize(vectors, dim=-1)

    to_onnx(Graph(), model.tokenizer, folder / "model.onnx", "vectors")
    dimension = model.get_embedding_dimension()
    return {"source": source, "dimension": dimension, "max_tokens": model.max_seq_length}


def to_onnx(graph: Any, tokenizer: Any, file: Path, output: str) -> None:
    """Write a module that takes `input_ids` and `attention_mask`, and gives a row a text."""
    import torch

    names = ["input_ids", "attention_mask"]
    encoded = tokenizer(["one text", "and a longer one"], padding=True, return_tensors="pt")
    axes = {0: torch.export.Dim("texts"), 1: torch.export.Dim("tokens", max=512)}
    torch.onnx.export(
        graph.eval(),
        tuple(encoded[name] for name in names),
        file,
        input_names=names,
        output_names=[output],
        dynamic_shapes=dict.fromkeys(names, axes),
        dynamo=True,
        external_data=False,
        verbose=False,
    )


if __name__ == "__main__":
    export(sys.argv[1], Path(sys.argv[2]))
