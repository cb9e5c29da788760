"""Exports the second opinion to ONNX, once: `python -m models.opinion.export TARGET`.

This is the one module here that loads PyTorch. What was learned is added to the packaged
encoder: a linear layer with weights W gets W + scale * b @ a (Hu et al., LoRA, 2021). The
exported graph gives a row of logits a text: see `models.opinion.scale`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from models.embedders import source_of
from models.embedders.export import to_onnx, written_whole
from models.opinion import BASE, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[np.float32]]

MOST_TOKENS = 64


def export(target: Path, weights: Path = WEIGHTS) -> None:
    """Write `model.onnx`, `tokenizer.json` and `model.json` to the folder `target`."""
    written_whole(target, lambda folder: _write(weights, folder))


def _write(weights: Path, folder: Path) -> dict[str, Any]:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(source_of(BASE))
    tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    graph = merged(weights)
    with TemporaryDirectory() as apart:
        exact = Path(apart) / "model.onnx"
        to_onnx(graph, tokenizer, exact, "logits")
        _quantise(exact, folder / "model.onnx")
    return {
        "source": BASE,
        "dimension": int(graph.head.out_features),
        "max_tokens": MOST_TOKENS,
    }


def _quantise(exact: Path, target: Path) -> None:
    """The graph with matrices of 8-bit integers: half the time, and no worse (decision 9).

    Seven bits of them are used, so that processors without VNNI count to the same sums.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        exact,
        target,
        op_types_to_quantize=["MatMul"],
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
    )


def merged(weights: Path = WEIGHTS) -> Any:
    """The encoder with what was learned, mean pooling and head, as a PyTorch module."""
    import torch
    from transformers import AutoModel

    with np.load(weights) as arrays:
        learned = {name: arrays[name] for name in arrays.files}
    encoder = AutoModel.from_pretrained(source_of(BASE)).eval()
    _add(encoder.encoder.layer, learned)

    class Graph(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder
            self.head = _head(learned)

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            rows = self.encoder(input_ids, attention_mask).last_hidden_state
            seen = attention_mask[..., None].to(rows.dtype)
            return self.head((rows * seen).sum(1) / seen.sum(1))

    return Graph().eval()


def _add(layers: Any, learned: Arrays) -> None:
    import torch

    scale = float(learned["scale"])
    for name in (one.removesuffix(".a") for one in learned if one.endswith(".a")):
        a, b = (learned[f"{name}.{part}"].astype(np.float32) for part in "ab")
        with torch.no_grad():
            layers.get_submodule(name).weight += torch.from_numpy(scale * b @ a)


def _head(learned: Arrays) -> Any:
    import torch

    weight, bias = (torch.from_numpy(learned[f"head.{part}"]) for part in ("weight", "bias"))
    head = torch.nn.Linear(weight.shape[1], weight.shape[0])
    head.load_state_dict({"weight": weight, "bias": bias})
    return head


if __name__ == "__main__":
    export(Path(sys.argv[1]))
