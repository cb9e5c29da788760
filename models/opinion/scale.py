"""From the model's logits to a verdict on a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

SCALE = Path(__file__).parent / "scale.yaml"
"""What `tests/benchmarks/opinion/weigh.py` has found."""
UNKNOWN_KIND = "badly"
"""The kind of a sentence of which it is not plain what is wrong with it."""
LIKELY = 0.4
"""The probability that a kind needs to be named."""


def columns(rows: NDArray[np.floating]) -> NDArray[np.floating]:
    """The verdict's logit, the register's probability, and their product; shape (…, 3)."""
    told, spoken = rows[..., 0], 1 / (1 + np.exp(-rows[..., 1] / 2))
    return np.stack([told, spoken, told * spoken], axis=-1)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How much a sentence should be reworded, as a logit, and what is wrong with it if so."""

    logit: float
    kind: str


@dataclass(frozen=True, slots=True)
class Scale:
    """What the columns of the model mean, and where its borders are.

    A row has the logits "should be reworded" (t) and "spoken like a forum's volunteers", then
    one of each kind. With s the probability of the second, at half its logit, the final logit
    is w0 + w1 t + w2 s + w3 t s (`columns`). From `sure` on a sentence is called; below
    `doubtful` what a rule suggests is taken for a false alarm.
    """

    kinds: tuple[str, ...]
    weighing: tuple[float, ...]
    sure: float
    doubtful: float

    @classmethod
    def read(cls, path: Path = SCALE) -> Scale:
        """The scale that was weighed for the graph that is served."""
        fields = yaml.safe_load(path.read_text("utf-8"))
        fields |= {name: tuple(fields[name]) for name in ("kinds", "weighing")}
        return cls(**fields)

    def verdict(self, row: NDArray[np.float32]) -> Verdict:
        """What a row of logits, shape (2 + kinds,), says."""
        logit = float(np.dot(self.weighing, (1.0, *columns(row))))
        return Verdict(logit, self._kind(row[2:]))

    def _kind(self, logits: NDArray[np.float32]) -> str:
        odds = np.exp(logits - logits.max())
        likeliest = int(odds.argmax())
        return self.kinds[likeliest] if odds[likeliest] / odds.sum() >= LIKELY else UNKNOWN_KIND
