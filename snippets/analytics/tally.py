"""What was counted of one group of drafts: sums that can be added, and nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from enum import StrEnum

STEPS = ((600, 10), (7_200, 60))
"""Below so many seconds a time is rounded down to so many; above all, to hours."""
HOUR = 3_600


class By(StrEnum):
    """What figures can be told apart by."""

    WEEK = "week"
    SNIPPET = "snippet"
    TEAM = "team"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Counts:
    """Sums over drafts and their outcomes.

    `drafts`, `drafted`, `asks` and `open_asks` leave alternatives out. `measured` is the number
    of sent replies whose edit distance is known, `distance` the sum of these distances and
    `squares` of their squares. `compared` is the number of replies that the checkers read
    both as drafted and as sent.
    """

    drafts: int = 0
    drafted: int = 0
    asks: int = 0
    open_asks: int = 0
    sent: int = 0
    edited: int = 0
    discarded: int = 0
    measured: int = 0
    distance: float = 0.0
    squares: float = 0.0
    compared: int = 0

    @property
    def outcomes(self) -> int:
        """Drafts of which somebody told what became."""
        return self.sent + self.edited + self.discarded

    def __add__(self, other: Counts) -> Counts:
        names = (one.name for one in fields(self))
        return Counts(*(getattr(self, name) + getattr(other, name) for name in names))


@dataclass(frozen=True, slots=True)
class Rated:
    """The ratings of one kind: how many conversations, the sum of their values and of squares."""

    count: int = 0
    total: float = 0.0
    squares: float = 0.0

    def plus(self, value: float) -> Rated:
        """The same with one more conversation."""
        return Rated(self.count + 1, self.total + value, self.squares + value * value)


@dataclass(slots=True)
class Tally:
    """All sums of one group.

    `seconds` counts sent replies by the time they took, rounded down as by `even`;
    `findings` counts by (category, phase); `ratings` are by kind.
    """

    counts: Counts = Counts()
    seconds: Counter[int] = field(default_factory=Counter)
    findings: Counter[tuple[str, str]] = field(default_factory=Counter)
    ratings: dict[str, Rated] = field(default_factory=dict)

    def take(self, other: Tally) -> None:
        """Add another's sums; ratings do not add up, for a conversation may be in both."""
        self.counts += other.counts
        self.seconds.update(other.seconds)
        self.findings.update(other.findings)


def even(seconds: float) -> int:
    """A time rounded down to tens of seconds, minutes or hours."""
    step = next((step for below, step in STEPS if seconds < below), HOUR)
    return max(0, int(seconds)) // step * step


def rewritten(action: str, kept: float | None) -> float | None:
    """The part of a sent draft that was rewritten, None where nobody knows.

    A draft that was sent, and of whose text nobody told, was sent as it was.
    """
    if kept is None:
        return 0.0 if action == "sent" else None
    return None if action == "discarded" else 1 - kept


def median(seconds: Counter[int]) -> int | None:
    """The middle one of the counted times, None without any; the lower one of two."""
    left = (seconds.total() + 1) // 2
    for value in sorted(seconds):
        left -= seconds[value]
        if left <= 0:
            return value
    return None
