"""Teaches the second opinion: `python -m tests.benchmarks.opinion.teach [DATA]`.

Writes models/opinion/weights.npz. A quarter of the sentences is held back; they weigh it after.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from models.opinion import WEIGHTS
from tests.benchmarks.opinion.model import SCALE, Reader
from tests.benchmarks.opinion.sentences import KINDS, Judged, forum, written
from tests.benchmarks.opinion.weigh import weigh

EPOCHS, BATCH, RATE, HEAD_RATE, WARMING = 4, 32, 1e-3, 2e-3, 0.1
SMOOTHING = 0.025
"""Verdicts are not quite certain."""
KIND_WEIGHT, REGISTER_WEIGHT = 0.3, 0.1
_KIND_OF = {word: at for at, words in enumerate(KINDS.values()) for word in words.split()}
_NONE = -1


def main(data: Path) -> None:
    """Teach, weigh, and save."""
    torch.manual_seed(0)
    random.seed(0)
    everything = [*forum(data), *written()]
    reader = Reader(2 + len(KINDS))
    reader.read([one.text for one in everything])
    reader.adapt()
    _learn(reader, [one for one in everything if not one.held_back])
    np.savez_compressed(WEIGHTS, scale=np.float32(SCALE), allow_pickle=False, **reader.learned())
    weigh(everything)


def _learn(reader: Reader, taught: Sequence[Judged]) -> None:
    low = [one for one in reader.layers.parameters() if one.requires_grad]
    steps = EPOCHS * len(taught) // BATCH
    rates = [{"params": low, "lr": RATE}, {"params": reader.head.parameters(), "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(rates, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda at: _rate(at / steps))
    reader.train()
    for batch in _batches(taught):
        loss = _loss(reader([one.text for one in batch]), batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(low, 1.0)
        optimizer.step()
        schedule.step()
    reader.eval()


def _rate(done: float) -> float:
    """Rises at first, then falls to nothing."""
    return min(1.0, (done + 1e-3) / WARMING) * max(0.0, 1 - done)


def _batches(taught: Sequence[Judged]) -> Iterator[list[Judged]]:
    """Of about equal length, in another order each time."""
    for _ in range(EPOCHS):
        mixed = random.sample(taught, len(taught))
        chunks = [sorted(mixed[at : at + 640], key=_length) for at in range(0, len(mixed), 640)]
        batches = [one[at : at + BATCH] for one in chunks for at in range(0, len(one), BATCH)]
        yield from random.sample(batches, len(batches))


def _length(one: Judged) -> int:
    return len(one.text)


def _loss(logits: torch.Tensor, batch: Sequence[Judged]) -> torch.Tensor:
    weight = torch.tensor([one.weight for one in batch])
    bad = torch.tensor([abs(one.bad - SMOOTHING) for one in batch])
    from_forum = torch.tensor([float(one.part is not None) for one in batch])
    kinds = torch.tensor([_KIND_OF.get(one.category, _NONE) if one.bad else _NONE for one in batch])
    verdict = functional.binary_cross_entropy_with_logits(logits[:, 0], bad, reduction="none")
    register = functional.binary_cross_entropy_with_logits(logits[:, 1], from_forum)
    known = kinds != _NONE
    kind = functional.cross_entropy(logits[known, 2:], kinds[known]) if known.any() else 0.0
    return (verdict * weight).mean() + REGISTER_WEIGHT * register + KIND_WEIGHT * kind


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
