"""When messages came in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from snippets.gaps.trend import MOST_PERIODS, periods, trend

LAST = date(2026, 6, 30)


def days(*ago: int) -> list[date]:
    return [LAST - timedelta(days=one) for one in ago]


class TestTrend:
    @pytest.mark.parametrize(
        ("ago", "said"),
        [
            (range(0, 80, 4), "growing"),
            (range(95, 175, 4), "fading"),
            (range(0, 180, 9), "steady"),
            ([1, 2], "steady"),
            ([*range(0, 45, 9), 100], "steady"),
            ([1, 2, 3], "growing"),
            ([], "steady"),
        ],
    )
    def test_only_what_is_clear_is_called_so(self, ago: list[int], said: str) -> None:
        assert trend(days(*ago), date(2025, 1, 1), LAST) == said

    def test_of_a_short_time_the_halves_are_compared(self) -> None:
        assert trend(days(*[0] * 8), LAST - timedelta(days=10), LAST) == "growing"
        assert trend(days(*[9] * 8), LAST - timedelta(days=10), LAST) == "fading"


class TestPeriods:
    def test_a_long_time_has_months(self) -> None:
        found = periods(days(0, 1, 31), date(2026, 1, 5), LAST)
        assert [(one.start, one.count) for one in found[-3:]] == [
            (date(2026, 4, 1), 0), (date(2026, 5, 1), 1), (date(2026, 6, 1), 2),
        ]  # fmt: skip

    def test_a_short_time_has_weeks_from_monday_on(self) -> None:
        found = periods(days(0, 6), date(2026, 6, 20), LAST)
        assert [(one.start.isoformat(), one.count) for one in found] == [
            ("2026-06-15", 0), ("2026-06-22", 1), ("2026-06-29", 1),
        ]  # fmt: skip

    def test_there_are_not_too_many(self) -> None:
        assert len(periods(days(0), date(2020, 1, 1), LAST)) == MOST_PERIODS
