"""The model that is taught: the packaged encoder with low-rank changes in its upper layers.

Low-rank changes: Hu et al., LoRA (2021). The lower layers stay as they are, so that their
states are computed once a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import AutoModel, AutoTokenizer

from models.embedders import source_of
from models.opinion import BASE
from models.opinion.export import MOST_TOKENS

FROM_LAYER, RANK, SCALE, DROPOUT = 3, 16, 1.0, 0.1
BATCH, WIDTH = 64, 384
States = dict[str, NDArray[np.float16]]
"""What the lower layers make of each sentence, shape (tokens, WIDTH)."""


class LowRank(nn.Module):
    """A linear layer that stays as it is, and what is learned beside it."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.linear = linear
        self.a = nn.Parameter(torch.randn(RANK, linear.in_features) / linear.in_features**0.5)
        self.b = nn.Parameter(torch.zeros(linear.out_features, RANK))

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        learned = nn.functional.dropout(rows, DROPOUT, self.training) @ self.a.T @ self.b.T
        changed: torch.Tensor = self.linear(rows) + SCALE * learned
        return changed


class Reader(nn.Module):
    """Upper layers and a head with one logit a column; shape (sentences, columns)."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        source = source_of(BASE)
        self._tokenizer = AutoTokenizer.from_pretrained(source)
        self._encoder = [AutoModel.from_pretrained(source).eval()]
        for parameter in self._encoder[0].parameters():
            parameter.requires_grad = False
        self.layers = self._encoder[0].encoder.layer[FROM_LAYER:]
        self.head = nn.Linear(WIDTH, columns)
        self._states: States = {}

    def read(self, texts: Sequence[str]) -> None:
        """Let the lower layers read all sentences that will be asked for."""
        ordered = sorted(set(texts) - self._states.keys(), key=len)
        with torch.no_grad():
            for start in range(0, len(ordered), BATCH):
                self._states |= self._lower(ordered[start : start + BATCH])

    def adapt(self) -> None:
        """Put what is learned beside every linear layer; `read` everything before."""
        for module in list(self.layers.modules()):
            for name, child in list(module.named_children()):
                if isinstance(child, nn.Linear):
                    setattr(module, name, LowRank(child))

    def forward(self, texts: Sequence[str]) -> torch.Tensor:
        states = [torch.from_numpy(self._states[text].astype(np.float32)) for text in texts]
        rows = nn.utils.rnn.pad_sequence(states, batch_first=True)
        lengths = torch.tensor([len(one) for one in states])
        seen = (torch.arange(rows.shape[1]) < lengths[:, None]).float()
        hidden = (1 - seen)[:, None, None, :] * torch.finfo(torch.float32).min
        for layer in self.layers:
            rows = layer(rows, hidden)
            rows = rows[0] if isinstance(rows, tuple) else rows
        pooled = (rows * seen[..., None]).sum(1) / seen.sum(1, keepdim=True)
        logits: torch.Tensor = self.head(nn.functional.dropout(pooled, DROPOUT, self.training))
        return logits

    def learned(self) -> dict[str, NDArray[Any]]:
        """What `models.opinion.export` puts into the packaged encoder."""
        arrays = {
            name: array.astype(np.float16) for name, array in self._parameters_of(self.layers)
        }
        return arrays | {f"head.{name}": array for name, array in self._parameters_of(self.head)}

    def _lower(self, texts: Sequence[str]) -> States:
        given = self._tokenizer(
            texts, padding=True, truncation=True, max_length=MOST_TOKENS, return_tensors="pt"
        )
        states = self._encoder[0](**given, output_hidden_states=True).hidden_states[FROM_LAYER]
        lengths = given["attention_mask"].sum(1).tolist()
        halves = states.half().numpy()
        return {text: halves[at, : lengths[at]] for at, text in enumerate(texts)}

    @staticmethod
    def _parameters_of(module: nn.Module) -> Iterator[tuple[str, NDArray[Any]]]:
        for name, parameter in module.named_parameters():
            if parameter.requires_grad:
                first, _, rest = name.partition(".")
                number = f"{int(first) + FROM_LAYER}.{rest}" if rest else name
                yield number, parameter.detach().numpy()
