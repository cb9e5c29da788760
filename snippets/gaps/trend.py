"""When messages came in: by week or month, and whether there are more of them lately."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from snippets.gaps.gap import Period, Trend

WEEKLY_UP_TO = timedelta(days=120)
"""Of messages of a longer time the months are counted."""
MOST_PERIODS = 12
LATELY = timedelta(days=90)
CLEAR = 1.64
"""Standard deviations from what an even share would be; so many by chance in one of twenty."""


def periods(days: Sequence[date], first: date, last: date) -> tuple[Period, ...]:
    """The counts of the newest weeks or months up to `last`, oldest first, empty ones too.

    `first` and `last` are the days of the oldest and the newest of all messages.
    """
    start_of = _monday if last - first <= WEEKLY_UP_TO else _first_of_month
    counts = Counter(map(start_of, days))
    starts = [start_of(last)]
    while len(starts) < MOST_PERIODS and starts[-1] > start_of(first):
        starts.append(start_of(starts[-1] - timedelta(days=1)))
    return tuple(Period(start, counts[start]) for start in reversed(starts))


def trend(days: Sequence[date], first: date, last: date) -> Trend:
    """Whether clearly more, or fewer, came in the last days than in as many before.

    The two counts are compared as a share of both (Przyborowski and Wilenski, 1940), over 90
    days, or half of the time that there is.
    """
    span = min(LATELY, (last - first + timedelta(days=1)) / 2)
    now = sum(last - day < span for day in days)
    before = sum(span <= last - day < 2 * span for day in days)
    clear = CLEAR * math.sqrt(now + before)
    if abs(now - before) <= clear:
        return "steady"
    return "growing" if now > before else "fading"


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _first_of_month(day: date) -> date:
    return day.replace(day=1)
