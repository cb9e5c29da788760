"""Teaches the second opinion: `python -m tests.benchmarks.opinion.teach [DATA]`.

Writes models/opinion/weights.npz. A quarter of the sentences is held back to weigh the two
logits, and to say from where on the model is sure.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from torch.nn import functional

from tests.benchmarks.opinion.model import SCALE, Reader
from tests.benchmarks.opinion.sentences import Judged, forum, written

TARGET = Path(__file__).parents[3] / "models" / "opinion" / "weights.npz"
EPOCHS, BATCH, RATE, HEAD_RATE, WARMING = 4, 32, 1e-3, 2e-3, 0.1
SMOOTHING = 0.025
"""Verdicts are not quite certain."""
KIND_WEIGHT, REGISTER_WEIGHT = 0.3, 0.1
WRONG = 0.01
"""The share of good sentences, of forum and of our own, that may be called bad."""
KEPT = 0.9
"""The share of bad sentences that no rule's finding may be taken from."""
KINDS = {
    "blaming": "BLAME DISBELIEF SUSPICION CALLBACK REPEATED THREAT",
    "cold": "COLD DISMISSIVE DISMISS RUDE SENDAWAY BUCK COMMAND ORDERS SHOUT SHOUTING NONAPOLOGY"
    " SORRYBUT BUTS",
    "talking-down": "CONDESCENSION SARCASM LECTURE MINIMISE BELITTLING PRESUMING",
    "dead-end": "REFUSAL UNAVAIL POLICY UNSURE HELPLESS VAGUE VAGUETIME NEGATIVE NONEXT UNFORT"
    " PILEUP DOUBLENEG",
    "complaining": "COMPLAINT COMPLAINING",
    "unclear": "UNCLEAR CARELESS JARGON OFFICIALESE CLARITY PASSIVE",
}
"""What is told to the agent, by categories of verdicts."""
_KIND_OF = {word: at for at, words in enumerate(KINDS.values()) for word in words.split()}
_NONE = -1
Table = NDArray[np.float64]


def main(data: Path) -> None:
    """Teach, weigh, and save."""
    torch.manual_seed(0)
    random.seed(0)
    everything = [*forum(data), *written()]
    reader = Reader(2 + len(KINDS))
    reader.read([one.text for one in everything])
    reader.adapt()
    _learn(reader, [one for one in everything if not one.held_back])
    held = [one for one in everything if one.held_back and one.is_typical]
    logits = _logits(reader, [one.text for one in held])
    weighing, final = _weighed(logits, held)
    sure, doubtful = _borders(final, held)
    np.savez_compressed(
        TARGET,
        kinds=np.array(list(KINDS)),
        scale=np.float32(SCALE),
        weighing=weighing.astype(np.float32),
        sure=np.float32(sure),
        doubtful=np.float32(doubtful),
        allow_pickle=False,
        **reader.learned(),
    )


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


def _logits(reader: Reader, texts: Sequence[str]) -> Table:
    parts = [texts[at : at + 64] for at in range(0, len(texts), 64)]
    with torch.no_grad():
        return np.concatenate([reader(part).numpy() for part in parts]).astype(np.float64)


def columns(logits: Table) -> Table:
    """The verdict's logit, the register's probability, and their product."""
    verdict, register = logits[:, 0], 1 / (1 + np.exp(-logits[:, 1] / 2))
    return np.stack([verdict, register, verdict * register], axis=1)


def _weighed(logits: Table, held: Sequence[Judged]) -> tuple[Table, Table]:
    """Intercept and weights of the columns, and the final logits."""
    table, bad = columns(logits), [one.bad for one in held]
    model = LogisticRegression(C=10, max_iter=1000)
    model.fit(table, bad, sample_weight=[one.weight for one in held])
    return np.concatenate([model.intercept_, model.coef_[0]]), model.decision_function(table)


def _borders(final: Table, held: Sequence[Judged]) -> tuple[float, float]:
    """From where the model is sure, and below where it doubts what a rule says."""
    bad = np.array([one.bad for one in held])
    of_forum = np.array([one.part is not None for one in held])
    sure = max(np.quantile(final[~bad & here], 1 - WRONG) for here in (of_forum, ~of_forum))
    doubtful = np.quantile(final[bad], 1 - KEPT)
    for name, here in (("forum", of_forum), ("our own", ~of_forum)):
        called = here & (final > sure)
        found, right = called[here & bad].mean(), bad[called].mean()
        print(f"held back, {name}: found {found:.1%}, right {right:.1%}")
    return float(sure), float(doubtful)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
