"""From the sums of a group to its figures. docs/analytics.md defines each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from snippets.analytics.tally import Rated, Tally, median

LEAST = 20
"""Of fewer than so many no share or average is told: one more would move it by five points."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; the `value` is None where these are too few."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """From 0 to 1."""
        return self.count / self.of if self.of >= LEAST else None


@dataclass(frozen=True, slots=True)
class Mean:
    """An average over so many, from their sum and the sum of their squares."""

    total: float
    squares: float
    of: int

    @property
    def value(self) -> float | None:
        """The average, None where there are too few."""
        return self.total / self.of if self.of >= LEAST else None

    @property
    def variance(self) -> float:
        """Of what is averaged; `of` is above 1."""
        return max(0.0, (self.squares - self.total**2 / self.of) / (self.of - 1))


@dataclass(frozen=True, slots=True)
class Middle:
    """A median of seconds over so many; None where these are too few."""

    seconds: int | None
    of: int

    @property
    def value(self) -> int | None:
        """In seconds, rounded down as by `tally.even`."""
        return self.seconds if self.of >= LEAST else None


@dataclass(frozen=True, slots=True)
class Remarks:
    """Findings of one category in the same replies, as drafted and as sent."""

    category: str
    drafted: int
    sent: int
    of: int

    @property
    def before(self) -> float | None:
        """In 100 drafts, None where there are too few."""
        return 100 * self.drafted / self.of if self.of >= LEAST else None

    @property
    def after(self) -> float | None:
        """In 100 sent replies, None where there are too few."""
        return 100 * self.sent / self.of if self.of >= LEAST else None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one group."""

    drafts: int = 0
    outcomes: int = 0
    used: int = 0
    coverage: Share = Share(0, 0)
    accepted: Share = Share(0, 0)
    as_is: Share = Share(0, 0)
    edit_distance: Mean = Mean(0.0, 0.0, 0)
    time_to_send: Middle = Middle(None, 0)
    open_asks: Share = Share(0, 0)
    findings: tuple[Remarks, ...] = ()
    ratings: Mapping[str, Mean] = field(default_factory=dict)


def figures(tally: Tally) -> Figures:
    """The figures of a group."""
    counts = tally.counts
    used = counts.sent + counts.edited
    return Figures(
        drafts=counts.drafts,
        outcomes=counts.outcomes,
        used=used,
        coverage=Share(counts.drafted, counts.drafts),
        accepted=Share(used, counts.outcomes),
        as_is=Share(counts.sent, counts.outcomes),
        edit_distance=Mean(counts.distance, counts.squares, counts.measured),
        time_to_send=Middle(median(tally.seconds), tally.seconds.total()),
        open_asks=Share(counts.open_asks, counts.asks),
        findings=_remarks(tally),
        ratings={kind: _mean(one) for kind, one in sorted(tally.ratings.items())},
    )


def _remarks(tally: Tally) -> tuple[Remarks, ...]:
    """By category, the most frequent first."""
    found, of = tally.findings, tally.counts.compared
    names = {category for category, _ in found}
    remarks = [Remarks(one, found[one, "drafted"], found[one, "sent"], of) for one in names]
    return tuple(sorted(remarks, key=lambda one: (-one.drafted - one.sent, one.category)))


def _mean(rated: Rated) -> Mean:
    return Mean(rated.total, rated.squares, rated.count)
