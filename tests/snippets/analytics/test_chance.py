"""Intervals against published values, and how often chance is called a change."""

from __future__ import annotations

import random

import pytest

from snippets.analytics.chance import (
    means_differ,
    numbers_differ,
    shares_differ,
    strictness,
    wilson,
)

USUAL = 1.959964


def test_the_interval_is_newcombes() -> None:
    """81 of 263, the first example of Newcombe's paper on single proportions (1998)."""
    assert wilson(81, 263, USUAL) == pytest.approx((0.2553, 0.3662), abs=5e-5)


def test_the_interval_stays_within_all_and_nothing() -> None:
    low, high = wilson(0, 20, USUAL)
    assert low == pytest.approx(0, abs=1e-12)
    assert 0 < high < 0.2


@pytest.mark.parametrize(
    ("before", "after", "differ"),
    [
        ((56, 70), (48, 80), True),
        ((9, 10), (3, 10), True),
        ((6, 7), (2, 7), True),
        ((5, 56), (0, 29), False),
        ((10, 20), (12, 20), False),
    ],
)
def test_differences_are_newcombes(
    before: tuple[int, int], after: tuple[int, int], differ: bool
) -> None:
    """The first four are of the paper's table II, method 10: 0.0524, 0.1705, 0.0582, -0.0381."""
    assert shares_differ(before, after, USUAL) is differ
    assert shares_differ(after, before, USUAL) is differ


def test_more_figures_are_looked_at_more_strictly() -> None:
    assert strictness(1) == pytest.approx(USUAL, abs=1e-5)
    assert strictness(10) == pytest.approx(2.807, abs=1e-3)


def test_averages_and_numbers() -> None:
    assert means_differ((0.5, 0.04, 100), (0.6, 0.04, 100), USUAL)
    assert not means_differ((0.5, 0.04, 20), (0.6, 0.04, 20), USUAL)
    assert numbers_differ(300, 400, USUAL)
    assert not numbers_differ(20, 25, USUAL)
    assert not numbers_differ(100_000, 105_000, USUAL)
    assert not numbers_differ(0, 0, USUAL)


def test_chance_is_seldom_called_a_change() -> None:
    draw = random.Random(3)
    errors = strictness(1)

    def week() -> tuple[int, int]:
        return sum(draw.random() < 0.6 for _ in range(100)), 100

    alarms = sum(shares_differ(week(), week(), errors) for _ in range(400))
    assert alarms <= 400 * 0.08
