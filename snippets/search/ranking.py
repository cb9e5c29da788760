"""From witnesses to matches: one order, one probability, and who spoke for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from snippets.search.features import NAMES, SURE, WITNESS, features, sureness
from snippets.search.neighbours import Numbers
from snippets.search.signals import COLUMNS, Signals, Table


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic model: an intercept, and a weight for each feature by name."""

    intercept: float
    weights: Mapping[str, float]

    def logits(self, names: Sequence[str], rows: Table) -> Table:
        """One logit a row; `rows` has a column a name."""
        return rows @ self.vector(names) + self.intercept

    def chance(self, names: Sequence[str], rows: Table) -> Table:
        """One probability a row."""
        return 1 / (1 + np.exp(-np.clip(self.logits(names, rows), -30, 30)))

    def vector(self, names: Sequence[str]) -> Table:
        """The weights in the order of `names`; one that is not known weighs nothing."""
        return np.array([self.weights.get(name, 0.0) for name in names])


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates in order, best first; `confidence` is the chance that the first answers."""

    found: Signals
    logits: Table
    confidence: float

    @property
    def numbers(self) -> Numbers:
        """The candidates' numbers."""
        return self.found.numbers

    def scores(self, count: int) -> list[float]:
        """The chances that the first `count` answer: the confidence, falling with the logits."""
        falling = np.exp(self.logits[:count] - self.logits[:1])
        return [float(one) for one in self.confidence * falling]


@dataclass(frozen=True, slots=True)
class Ranking:
    """What has been learned about witnesses: whom to believe, and how sure to be."""

    order: Linear
    surety: Linear

    def rank(self, found: Signals) -> Ranked:
        """The candidates in order."""
        if not len(found.numbers):
            return Ranked(found, np.zeros(0), 0.0)
        ordered, logits = in_order(found, self.order)
        sure = self.surety.chance(SURE, sureness(ordered, logits)[None, :])
        return Ranked(ordered, logits, float(sure[0]))

    def reasons(self, found: Signals, count: int, most: int = 3) -> list[tuple[str, ...]]:
        """For each of the first `count`, the witnesses that lift it most above the middle."""
        rows = features(found)
        if not len(rows):
            return []
        speech = (rows[:count] - np.median(rows, axis=0)) * self.order.vector(NAMES)
        by_witness = np.stack([speech[:, one == _OF].sum(axis=1) for one in COLUMNS], axis=1)
        return [_loudest(row, most) for row in by_witness]


def in_order(found: Signals, order: Linear) -> tuple[Signals, Table]:
    """Candidates and their logits, best first; of equals the one that is longest here."""
    logits = order.logits(NAMES, features(found))
    places = np.lexsort((found.numbers, -logits))
    return found.at(places), logits[places]


_OF = np.array([WITNESS[name] for name in NAMES])


def _loudest(said: Table, most: int) -> tuple[str, ...]:
    """The witnesses that said most, of those that name something of the match."""
    order = np.argsort(-said)
    names = (COLUMNS[place] for place in order.tolist() if said[place] > 0)
    return tuple(islice((name for name in names if name != "article"), most))
