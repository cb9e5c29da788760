"""Sums of the smallest groups, and their folding into weeks, rows and the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from snippets.analytics.tally import Rated, Tally

Keys = tuple[str | None, ...]
"""What a draft is told apart by: its team, its agent, all of its snippets, or nothing."""
Group = str | date | None
Groups = Callable[[date, Keys], Iterable[Group]]
"""The groups that the drafts of a week (its Monday) with such keys belong to."""


@dataclass(frozen=True, slots=True)
class RatedDraft:
    """A sent draft of a conversation that was rated."""

    week: date
    keys: Keys
    conversation_id: str
    kind: str
    value: float


@dataclass(frozen=True, slots=True)
class Cells:
    """The sums of drafts of the same week and keys, and the ratings one by one."""

    tallies: Mapping[tuple[date, Keys], Tally]
    rated: Sequence[RatedDraft] = ()


def weekly(week: date, _: Keys) -> Iterable[Group]:
    """Its week."""
    return (week,)


def keyed(_: date, keys: Keys) -> Iterable[Group]:
    """Each of its keys."""
    return keys


def whole(_: date, __: Keys) -> Iterable[Group]:
    """One group for all."""
    return (None,)


def folded(cells: Cells, groups: Groups) -> dict[Group, Tally]:
    """The sums of each group; a rated conversation counts once in it, however many replies."""
    found: defaultdict[Group, Tally] = defaultdict(Tally)
    for (week, keys), tally in cells.tallies.items():
        for group in groups(week, keys):
            found[group].take(tally)
    seen: set[tuple[Group, str, str]] = set()
    for one in cells.rated:
        for group in groups(one.week, one.keys):
            mark = group, one.conversation_id, one.kind
            if mark not in seen:
                seen.add(mark)
                ratings = found[group].ratings
                ratings[one.kind] = ratings.get(one.kind, Rated()).plus(one.value)
    return dict(found)
