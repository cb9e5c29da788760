"""Losses as a person reads them: one line for each kind, the most frequent first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from snippets.formats.entry import Loss

SHOWN = 3
"""How many places are named for a kind of loss."""


def lines(losses: Iterable[Loss]) -> Iterator[str]:
    """`  12 × styles (colours, sizes, fonts): FIRST; SECOND; THIRD; and 9 more`."""
    places: dict[str, list[str]] = defaultdict(list)
    for loss in losses:
        places[loss.what].append(loss.where)
    for what, where in sorted(places.items(), key=lambda row: (-len(row[1]), row[0])):
        more = f"; and {len(where) - SHOWN} more" if len(where) > SHOWN else ""
        yield f"{len(where):5} × {what}: {'; '.join(where[:SHOWN])}{more}"
