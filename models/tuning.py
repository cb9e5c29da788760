"""Tunes a sentence-transformers model so that texts that belong together come nearer.

Each text of a batch is to be nearer to its own partner than to those of the others
(in-batch negatives: Henderson et al., Efficient Natural Language Response Suggestion, 2017).
This loads PyTorch and takes minutes; serving needs neither.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from models.errors import ModelError

BATCH = 32
RATE = 2e-5
WARMING = 0.1
"""The share of steps in which the learning rate rises; after it, it falls to zero."""
SHARPNESS = 20.0
"""What cosine likeness is multiplied by before the softmax."""
MOST_TOKENS = 128
"""Longer texts are cut while learning, which saves most of the time."""


class Pair(NamedTuple):
    """Two texts that belong together; pairs of one `label` are never held against each other."""

    text: str
    partner: str
    label: str


def tune(
    source: str,
    pairs: Sequence[Pair],
    target: Path,
    epochs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Write the model `source`, tuned on the pairs, to the folder `target`, whole or not at all.

    `source` is a folder or a name. Raises ModelError where `target` exists or nothing is paired.
    """
    if target.exists():
        raise ModelError(f"{target} exists already; name a new folder")
    if not pairs:
        raise ModelError("there are no pairs of texts to learn from")
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(source, device="cpu")
    longest = model.max_seq_length
    model.max_seq_length = min(longest or MOST_TOKENS, MOST_TOKENS)
    batches = list(_batches(pairs, epochs))
    for done in _learn(model, batches):
        if progress:
            progress(done, len(batches))
    model.max_seq_length = longest
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent, prefix=".tune-") as name:
        folder = Path(name) / "model"
        model.save(str(folder), create_model_card=False)
        os.replace(folder, target)


def _batches(pairs: Sequence[Pair], epochs: int) -> Iterator[list[Pair]]:
    """All pairs in a new order each time; the same for every run."""
    order, mixed = list(pairs), random.Random(0)
    for _ in range(epochs):
        mixed.shuffle(order)
        yield from (order[start : start + BATCH] for start in range(0, len(order), BATCH))


def _learn(model: Any, batches: Sequence[Sequence[Pair]]) -> Iterator[int]:
    """One step a batch; the number of steps done."""
    import torch

    torch.manual_seed(0)
    steps, rising = len(batches), max(1, int(WARMING * len(batches)))
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / rising, (steps - step) / max(1, steps - rising))
    )
    model.train()
    for done, batch in enumerate(batches, start=1):
        optimizer.zero_grad()
        _loss(model, batch).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        yield done
    model.eval()


def _loss(model: Any, batch: Sequence[Pair]) -> Any:
    import torch

    texts, partners = (_vectors(model, [pair[side] for pair in batch]) for side in (0, 1))
    scores = SHARPNESS * texts @ partners.T
    same = torch.tensor([[one.label == other.label for other in batch] for one in batch])
    scores = scores.masked_fill(same & ~torch.eye(len(batch), dtype=torch.bool), -torch.inf)
    own = torch.arange(len(batch))
    loss = torch.nn.functional.cross_entropy
    return (loss(scores, own) + loss(scores.T, own)) / 2


def _vectors(model: Any, texts: list[str]) -> Any:
    import torch

    vectors = model(model.preprocess(texts))["sentence_embedding"]
    return torch.nn.functional.normalize(vectors, dim=-1)
