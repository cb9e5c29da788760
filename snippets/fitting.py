"""Logistic regression that begins from weights which are known to work."""

from __future__ import annotations

from collections.abc import Sequence, Set

import numpy as np
from numpy.typing import NDArray

from snippets.ranking import Linear
from snippets.signals import Table

STEPS = 100


def fit(
    names: Sequence[str],
    rows: Table,
    right: NDArray[np.bool_],
    weights: Table | None = None,
    prior: Linear | None = None,
    decay: float = 1.0,
    free: Set[str] = frozenset(),
    against: Set[str] = frozenset(),
) -> Linear:
    """The weights under which the labels are likeliest, drawn to those of `prior`.

    A witness speaks for what it names: no weight is below zero, but those of features that
    are `free`, and those that speak `against`, which are not above it.

    `rows` has shape (n, len(names)), `right` (n,). `decay` is the L2 pull on standardised
    features, against a loss that is summed over rows (their `weights`, 1 each).
    """
    from scipy.optimize import minimize

    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    moving = spread > 1e-6
    scaled = np.hstack([(rows - middle) / spread * moving, np.ones((len(rows), 1))])
    begin = np.zeros(scaled.shape[1])
    if prior is not None:
        begin[:-1] = prior.vector(names) * spread * moving
        begin[-1] = prior.intercept + float(prior.vector(names) @ middle)
    pull = np.full(len(begin), decay)
    pull[-1] = decay * 1e-3
    each = np.ones(len(rows)) if weights is None else weights
    sign = np.where(right, 1.0, -1.0)

    bounds = [_bounds(name, free, against) for name in names] + [(None, None)]

    def loss(point: Table) -> tuple[float, Table]:
        margin = sign * (scaled @ point)
        away = point - begin
        total = (each * np.logaddexp(0, -margin)).sum() + (pull * away**2).sum() / 2
        wrong = each * sign / (1 + np.exp(np.clip(margin, -30, 30)))
        return float(total), -(scaled.T @ wrong) + pull * away

    found = minimize(
        loss, begin, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": STEPS}
    ).x
    plain = np.where(moving, found[:-1] / spread, 0.0 if prior is None else prior.vector(names))
    intercept = float(found[-1] - plain @ middle)
    return Linear(intercept, dict(zip(names, plain.tolist(), strict=True)))


def _bounds(name: str, free: Set[str], against: Set[str]) -> tuple[float | None, float | None]:
    if name in free:
        return None, None
    return (None, 0.0) if name in against else (0.0, None)
