"""What changed from one week to the next, in words; of groups and snippets, never of people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from snippets.analytics.chance import means_differ, numbers_differ, shares_differ, strictness
from snippets.analytics.figures import Figures, Mean, Middle, Share, figures
from snippets.analytics.tally import Tally, median
from snippets.analytics.told import percent, scored, spent

MOST_SENTENCES = 6
LEAST_TOLD = 0.5
"""Below this share of drafts with a known outcome a sentence says so."""
SHARES: Mapping[str, Callable[[Figures], Share]] = {
    "the share of drafts that were sent, changed or not": lambda one: one.accepted,
    "the share of drafts that were sent without a change": lambda one: one.as_is,
    "the share of messages that the library answers": lambda one: one.coverage,
    "the share of asks left open": lambda one: one.open_asks,
}
RATINGS = {"csat": "satisfaction (CSAT)", "nps": "the Net Promoter Score", "ces": "ease (CES)"}
REWRITTEN = "the part of a draft that agents rewrite"
TIME = "the usual time from draft to sending"
LOOKED_AT = len(SHARES) + len(RATINGS) + 3
"""How many figures are looked at together: with the drafts, what is rewritten, and the time."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of two weeks, how it reads in each; `real` is a change beyond chance."""

    name: str
    before: str
    after: str
    rose: bool
    real: bool

    @property
    def changed(self) -> bool:
        """Whether it is more than chance, and to be seen in what is told."""
        return self.real and self.before != self.after


def changes(
    week: date,
    before: Tally,
    after: Tally,
    snippets: Mapping[str, tuple[Tally, Tally]],
    titles: Mapping[str, str],
) -> list[str]:
    """Three to six sentences on a week against the one before; only what is more than chance.

    `week` is the Monday of the later one; `snippets` have their two weeks, too.
    """
    first, second = figures(before), figures(after)
    if not first.drafts + second.drafts:
        return [f"Nothing was drafted in the week of {_day(week)}, or in the one before."]
    compared = list(_compared(before, after))
    told = [_number(week, first.drafts, second.drafts)]
    told += [_sentence(one) for one in compared if one.changed]
    told += _of_snippets(snippets, titles)
    told = told[: MOST_SENTENCES - 2]
    steady = [one.name for one in compared if not one.changed]
    if steady:
        told.append(f"No more than chance: {_listed(steady)}.")
    return [*told, _known(second)]


def _compared(before: Tally, after: Tally) -> Iterator[Compared]:
    """The figures of which both weeks have enough."""
    first, second = figures(before), figures(after)
    errors = strictness(LOOKED_AT)
    for name, share in SHARES.items():
        yield from _shares(name, share(first), share(second), errors)
    yield from _means(REWRITTEN, first.edit_distance, second.edit_distance, percent, errors)
    yield from _times(before.seconds, after.seconds, errors)
    for kind in first.ratings.keys() & second.ratings.keys():
        means = first.ratings[kind], second.ratings[kind]

        def shown(mean: Mean, kind: str = kind) -> str:
            return scored(kind, mean)

        yield from _means(RATINGS[kind], *means, shown, errors)


def _shares(name: str, before: Share, after: Share, errors: float) -> Iterator[Compared]:
    if before.value is not None and after.value is not None:
        real = shares_differ((before.count, before.of), (after.count, after.of), errors)
        rose = after.value > before.value
        yield Compared(name, percent(before), percent(after), rose, real)


def _means(
    name: str, before: Mean, after: Mean, shown: Callable[[Mean], str], errors: float
) -> Iterator[Compared]:
    if before.value is not None and after.value is not None:
        first = before.value, before.variance, before.of
        second = after.value, after.variance, after.of
        real = means_differ(first, second, errors)
        yield Compared(name, shown(before), shown(after), after.value > before.value, real)


def _times(before: Counter[int], after: Counter[int], errors: float) -> Iterator[Compared]:
    """Mood's median test: whether more of one week's times are above the middle of both."""
    first, second = (Middle(median(one), one.total()) for one in (before, after))
    if first.value is None or second.value is None:
        return
    middle = median(before + after) or 0
    longer = [sum(n for time, n in one.items() if time > middle) for one in (before, after)]
    real = shares_differ((longer[0], first.of), (longer[1], second.of), errors)
    rose = second.value > first.value
    yield Compared(TIME, spent(first), spent(second), rose, real)


def _of_snippets(
    snippets: Mapping[str, tuple[Tally, Tally]], titles: Mapping[str, str]
) -> Iterator[str]:
    """The one snippet whose drafts were sent much more often, and the one much less."""
    moved = sorted(_moved(snippets), key=lambda pair: (pair[0], pair[1].name))
    for by, one in moved if len(moved) < 3 else (moved[0], moved[-1]):
        often = "more" if by > 0 else "less"
        yield (
            f"Drafts from “{titles[one.name]}” ({one.name}) were sent {often} often: "
            f"{one.after}, {one.before} the week before."
        )


def _moved(snippets: Mapping[str, tuple[Tally, Tally]]) -> Iterator[tuple[float, Compared]]:
    """The snippets whose share of sent drafts changed, and by how much."""
    errors = strictness(len(snippets))
    for snippet_id, tallies in snippets.items():
        before, after = (figures(one).accepted for one in tallies)
        for one in _shares(snippet_id, before, after, errors):
            if one.changed:
                yield after.count / after.of - before.count / before.of, one


def _number(week: date, before: int, after: int) -> str:
    told = f"In the week of {_day(week)} there were {after:,} drafts, {before:,} the week before"
    real = numbers_differ(before, after, strictness(LOOKED_AT))
    return f"{told}." if real else f"{told}: no more than chance."


def _sentence(one: Compared) -> str:
    verb = "rose" if one.rose else "fell"
    return f"{one.name[0].upper()}{one.name[1:]} {verb} from {one.before} to {one.after}."


def _known(of: Figures) -> str:
    share = Share(of.outcomes, of.drafts)
    told = f"What became of it is known of {of.outcomes:,} of these {of.drafts:,} drafts"
    if of.drafts and share.count < LEAST_TOLD * share.of:
        return f"{told}; the figures say nothing about the others."
    return f"{told}."


def _listed(names: list[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
