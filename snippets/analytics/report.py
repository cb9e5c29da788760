"""The one door to the figures: `analytics`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from snippets.analytics.cells import Cells, Group, folded, keyed, weekly, whole
from snippets.analytics.facts import monday
from snippets.analytics.figures import Figures, figures
from snippets.analytics.tally import By, Tally
from snippets.analytics.words import changes
from snippets.errors import PeopleNotRanked
from snippets.library import Library
from snippets.store.analytics import Tallies
from snippets.store.database import now

DEFAULT_WEEKS = 8
MOST_WEEKS = 260
NO_TEAM = "no team"
NO_NAME = "no name"
SO_FAR = "so far"
WEEK = timedelta(days=7)
Tallied = Mapping[Group, Tally]


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one week, snippet, team or agent.

    `withheld` is true of a team in which one agent alone drafts: its figures would be theirs.
    """

    key: str
    label: str
    figures: Figures
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """Figures of the weeks from the Monday `since` to the week of the Monday `until`.

    `until` is the week that has not ended yet. `series` has every week, the oldest first, also
    those without a draft; `rows` are what was asked for, the most used first, weeks by time.
    `changes` says what the last whole week changed.
    """

    by: By
    since: date
    until: date
    total: Figures
    rows: tuple[Row, ...]
    series: tuple[Row, ...]
    changes: tuple[str, ...]


def analytics(
    library: Library,
    by: By = By.WEEK,
    weeks: int = DEFAULT_WEEKS,
    today: date | None = None,
    ranks_people: bool = False,
) -> Report:
    """The figures of so many weeks, the one that runs among them; `today` is UTC's.

    With `ranks_people` agents and teams of one agent may be looked at; else the first raises
    PeopleNotRanked, and the others are withheld.
    """
    if by is By.AGENT and not ranks_people:
        raise PeopleNotRanked(
            "figures by agent are off; an administrator switches them on: TACTFUL_RANK_PEOPLE=true"
        )
    until = monday(today or now().date())
    since = until - (weeks - 1) * WEEK
    tallies = library.tallies
    cells = tallies.cells(by, since, until)
    series = _series(folded(cells, weekly), since, until)
    return Report(
        by=by,
        since=since,
        until=until,
        total=figures(folded(cells, whole).get(None, Tally())),
        rows=series if by is By.WEEK else _rows(tallies, by, cells, since, until, ranks_people),
        series=series,
        changes=tuple(_changes(tallies, cells, until - WEEK)),
    )


def _series(by_week: Tallied, since: date, until: date) -> tuple[Row, ...]:
    days = [since + at * WEEK for at in range((until - since).days // 7 + 1)]
    labels = [*map(_week, days[:-1]), f"{_week(until)} {SO_FAR}"]
    return tuple(
        _row(day.isoformat(), label, by_week.get(day, Tally()))
        for day, label in zip(days, labels, strict=True)
    )


def _rows(
    tallies: Tallies, by: By, cells: Cells, since: date, until: date, ranks_people: bool
) -> tuple[Row, ...]:
    found = folded(cells, keyed)
    labels = _labels(tallies, by, found)
    hides = by is By.TEAM and not ranks_people
    agents: Mapping[Any, int] = tallies.agents(since, until) if hides else {}
    shown = [
        _row(str(key or ""), labels[key], tally, withheld=agents.get(key) == 1)
        for key, tally in found.items()
        if key in labels
    ]
    return tuple(sorted(shown, key=lambda row: (-row.figures.drafts, row.label, row.key)))


def _row(key: str, label: str, tally: Tally, withheld: bool = False) -> Row:
    return Row(key, label, Figures() if withheld else figures(tally), withheld)


def _labels(tallies: Tallies, by: By, found: Tallied) -> Mapping[Group, str]:
    """How each group is called; one that is not called anything is not shown."""
    if by is By.SNIPPET:
        titles = tallies.titles()
        return {key: titles[key] for key in found if isinstance(key, str) and key in titles}
    names = tallies.names() if by is By.AGENT else {}
    unnamed = NO_NAME if by is By.AGENT else NO_TEAM
    return {key: names.get(str(key), str(key)) if key else unnamed for key in found}


def _changes(tallies: Tallies, cells: Cells, week: date) -> list[str]:
    """What the week of this Monday changed; `cells` may have it and the one before, or not."""
    by_week = folded(cells, weekly)
    if week - WEEK < min((day for day, _ in cells.tallies), default=week):
        by_week = folded(tallies.cells(By.WEEK, week - WEEK, week), weekly)
    before, after = (by_week.get(day, Tally()) for day in (week - WEEK, week))
    outcomes, titles = tallies.outcomes(week - WEEK, week), tallies.titles()
    first, second = (folded(_only(outcomes, day), keyed) for day in (week - WEEK, week))
    moved = {one: (first[one], second[one]) for one in titles if one in first and one in second}
    return changes(week, before, after, moved, titles)


def _only(cells: Cells, week: date) -> Cells:
    """The sums of one week, without ratings."""
    return Cells({at: tally for at, tally in cells.tallies.items() if at[0] == week})


def _week(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"
