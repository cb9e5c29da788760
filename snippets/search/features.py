"""From witnesses to the features that weights are learned for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from snippets.search.adapter import TEMPERATURE
from snippets.search.signals import COLUMNS, Signals, Table

SHARES = ("votes", "lately", "words", "fortnight", "season", "always")
"""Shares count by their size, and by their order of magnitude."""
RELATIVE = ("text", "title", "example", "keywords", "past", *SHARES)
"""What counts by how near it comes to the best of the candidates, too."""
SMALLEST = 1e-3

NAMES = (
    *COLUMNS,
    *(f"{name}, to the best" for name in RELATIVE),
    *(f"{name}, logarithm" for name in SHARES),
    "learned, logarithm of its chance",
)
WITNESS = {name: name.partition(",")[0] for name in NAMES}
"""Which witness a feature belongs to."""

FREE = frozenset({"article"})
AGAINST = frozenset({"idle"})
"""Features that may speak for or against a candidate, and those that only speak against it."""
TIMELY = frozenset(name for name in NAMES if WITNESS[name] in {*SHARES, "idle"})
"""Features that a desk's own past may weigh against each other: now against then."""

SURE = (
    "logit",
    "lead",
    "share",
    "text",
    "title",
    "example",
    "keywords",
    "learned",
    "past",
    "votes",
    "nearest",
)
"""What tells how sure the first of a ranking is: its logit, its lead over the second (at most
LEAD) and its share among all, both by how near any candidate comes, what its witnesses say,
and the greatest likeness of any candidate."""
LEAD = 4.0


def features(found: Signals) -> Table:
    """A row a candidate, a column of NAMES."""
    table = found.table
    if not len(table):
        return np.zeros((0, len(NAMES)))
    relative = _columns(table, RELATIVE)
    best = np.maximum(relative.max(axis=0), 1e-6)
    logarithms = np.log(_columns(table, SHARES) + SMALLEST)
    chance = _log_chance(found.column("learned") / TEMPERATURE, found.column("article"))
    return np.hstack([table, relative / best, logarithms, chance[:, None]])


def sureness(found: Signals, logits: Table) -> Table:
    """The features of SURE for candidates in the order of their logits, best first."""
    best = dict(zip(COLUMNS, found.table[0], strict=True))
    lead = min(logits[0] - logits[1], LEAD) if len(logits) > 1 else LEAD
    share = 1 / np.exp(logits - logits[0]).sum()
    nearest = _columns(found.table, ("text", "title", "example", "past")).max()
    own = [best[name] for name in SURE[3:-1]]
    return np.array([logits[0], lead * nearest, share * nearest, *own, nearest])


def _columns(table: Table, names: tuple[str, ...]) -> Table:
    return table[:, [COLUMNS.index(name) for name in names]]


def _log_chance(likeness: Table, kind: NDArray[np.float64]) -> Table:
    """The logarithm of each candidate's softmax chance among its own kind."""
    chance = np.zeros(len(likeness))
    for one in np.unique(kind):
        of_kind = kind == one
        shifted = likeness[of_kind] - likeness[of_kind].max()
        chance[of_kind] = np.maximum(shifted - np.log(np.exp(shifted).sum()), np.log(SMALLEST))
    return chance
