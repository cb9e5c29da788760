"""Vectors that a desk has taught its snippets.

The text of a reply does not look like the question that it answers. An adapter moves each
snippet's vector to where its questions are: `u = (I + W) t + r`, with one matrix `W` for
all (so that a snippet which is new profits too) and an own offset `r` for each snippet
that has examples. It is fitted as a multinomial logistic regression over messages, both
parts drawn towards zero; the loss is convex, so that the same examples give the same fit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from snippets.search.neighbours import Vectors

TEMPERATURE = 0.1
TURN_DECAY = 0.02
"""How strongly W is drawn to zero (L2, beside a mean cross-entropy)."""
OFFSET_DECAY = 0.03
STEPS = 60
MOST_SNIPPETS = 4_000
"""Snippets told apart in one fit: those with most examples."""


@dataclass(frozen=True, slots=True)
class Adapter:
    """`turn` is W, shape (dimension, dimension); `offsets` has r by snippet id."""

    turn: Vectors
    offsets: Mapping[str, Vectors]

    def vectors(self, ids: Sequence[str], texts: Vectors) -> Vectors:
        """The vectors of these snippets, from the vectors of their texts, a row a snippet."""
        turned = texts + texts @ self.turn.T
        for row, snippet_id in enumerate(ids):
            if snippet_id in self.offsets:
                turned[row] += self.offsets[snippet_id]
        return turned.astype(np.float32)


def fit(
    messages: Vectors, answers: Sequence[Sequence[int]], texts: Vectors, weights: Vectors
) -> tuple[Vectors, Vectors]:
    """W and the rows of r from messages and the places (in `texts`) of what answered them.

    `messages` has shape (n, dimension), `texts` (snippets, dimension), `weights` (n,).
    """
    from scipy.optimize import minimize

    shapes = (texts.shape[1], texts.shape[1]), texts.shape
    border = shapes[0][0] ** 2
    wanted = np.zeros((len(messages), len(texts)), np.float32)
    for row, places in enumerate(answers):
        wanted[row, list(places)] = 1 / len(places)
    share = (weights / weights.sum()).astype(np.float32)[:, None]

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        both = point.astype(np.float32)
        turn, offsets = both[:border].reshape(shapes[0]), both[border:].reshape(shapes[1])
        likeness = messages @ (texts + texts @ turn.T + offsets).T / TEMPERATURE
        likeness -= likeness.max(axis=1, keepdims=True)
        chance = np.exp(likeness)
        total = chance.sum(axis=1, keepdims=True)
        entropy = -float((share * wanted * (likeness - np.log(total))).sum())
        pull = (share * (chance / total - wanted)).T @ messages / TEMPERATURE
        decay = TURN_DECAY * float((turn**2).sum()) + OFFSET_DECAY * float((offsets**2).sum())
        gradients = (pull.T @ texts + 2 * TURN_DECAY * turn, pull + 2 * OFFSET_DECAY * offsets)
        slope = np.concatenate([one.ravel() for one in gradients]).astype(np.float64)
        return entropy + decay, slope

    start = np.zeros(border + texts.size)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    best = found.x.astype(np.float32)
    return best[:border].reshape(shapes[0]), best[border:].reshape(shapes[1])
