"""Weights under which what is known to be right is likeliest, begun from weights that work."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from snippets.search.ranking import Linear
from snippets.search.signals import Table

Right = NDArray[np.bool_]
Lists = Sequence[tuple[Table, Right]]
"""The rows of several lists, and which of them are right."""
Loss = Callable[[Table], tuple[float, Table]]
"""From a score for each row to the loss and its gradient."""

STEPS = 100


@dataclass(frozen=True, slots=True)
class Pull:
    """What holds weights back.

    They are drawn to those of `prior` with the force `decay` (L2, on standardised features,
    against a loss that is summed over rows or lists). A witness speaks for what it names: no
    weight is below zero, but those of features that are `free`, and those that speak
    `against`, which are not above it.
    """

    prior: Linear | None = None
    decay: float = 1.0
    free: Set[str] = frozenset()
    against: Set[str] = frozenset()

    def bounds(self, name: str) -> tuple[float | None, float | None]:
        """The least and the greatest weight of a feature."""
        if name in self.free:
            return None, None
        return (None, 0.0) if name in self.against else (0.0, None)


FREELY = Pull()


def fit(
    names: Sequence[str],
    rows: Table,
    right: Right,
    weights: Table | None = None,
    pull: Pull = FREELY,
) -> Linear:
    """Logistic regression: the chance that a row is right.

    `rows` has shape (n, len(names)), `right` and `weights` (1 each) have shape (n,).
    """
    each = np.ones(len(rows)) if weights is None else weights
    sign = np.where(right, 1.0, -1.0)

    def loss(scores: Table) -> tuple[float, Table]:
        margin = sign * scores
        wrong = each * sign / (1 + np.exp(np.clip(margin, -30, 30)))
        return float((each * np.logaddexp(0, -margin)).sum()), -wrong

    return _minimum(names, rows, loss, pull)


def fit_lists(
    names: Sequence[str], lists: Lists, weights: Sequence[float] = (), pull: Pull = FREELY
) -> Linear:
    """Conditional logistic regression: the chance that a row is the right one of its list.

    (McFadden, Conditional logit analysis of qualitative choice behavior, 1974; the sum over
    right ones where a list has several.) Lists in which none or all are right say nothing.
    `weights` has one a list, 1 each. The intercept is zero: it is the same for a whole list.
    """
    each = weights or [1.0] * len(lists)
    telling = [
        (rows, right, weight)
        for (rows, right), weight in zip(lists, each, strict=True)
        if right.any() and not right.all()
    ]
    if not telling:
        return pull.prior or Linear(0.0, dict.fromkeys(names, 0.0))
    sizes = [len(right) for _, right, _ in telling]
    starts = np.cumsum([0, *sizes[:-1]])
    right = np.concatenate([right for _, right, _ in telling])
    weight = np.array([weight for *_, weight in telling])

    def shares(scores: Table) -> tuple[Table, Table]:
        """Each row's share of its list, and the logarithm of the sum over the list."""
        most = np.maximum.reduceat(scores, starts)
        powers = np.exp(scores - np.repeat(most, sizes))
        total = np.add.reduceat(powers, starts)
        return powers / np.repeat(total, sizes), np.log(total) + most

    def loss(scores: Table) -> tuple[float, Table]:
        chance, total = shares(scores)
        of_right, right_total = shares(np.where(right, scores, -1e9))
        gradient = np.repeat(weight, sizes) * (chance - of_right)
        return float((weight * (total - right_total)).sum()), gradient

    found = _minimum(names, np.vstack([rows for rows, *_ in telling]), loss, pull)
    return Linear(0.0, found.weights)


def _minimum(names: Sequence[str], rows: Table, loss: Loss, pull: Pull) -> Linear:
    """The weights of least loss; a feature that never changes keeps that of the prior."""
    from scipy.optimize import minimize

    prior = pull.prior or Linear(0.0, {})
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    moving = spread > 1e-6
    scaled = np.hstack([(rows - middle) / spread * moving, np.ones((len(rows), 1))])
    known = prior.vector(names)
    begin = np.append(known * spread * moving, prior.intercept + float(known @ middle))
    force = np.append(np.full(len(names), pull.decay), pull.decay * 1e-3)

    def total(point: Table) -> tuple[float, Table]:
        lost, by_score = loss(scaled @ point)
        away = point - begin
        return lost + float(force @ away**2) / 2, scaled.T @ by_score + force * away

    bounds = [*map(pull.bounds, names), (None, None)]
    found = minimize(
        total, begin, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": STEPS}
    ).x
    weights = np.where(moving, found[:-1] / spread, known)
    return Linear(
        float(found[-1] - weights @ middle), dict(zip(names, weights.tolist(), strict=True))
    )
