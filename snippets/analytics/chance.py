"""Whether two figures differ by more than chance would bring.

Shares: the score interval (E. B. Wilson, "Probable Inference, the Law of Succession, and
Statistical Inference", Journal of the American Statistical Association 22, 1927), and for the
difference of two shares the interval made from both (R. G. Newcombe, "Interval Estimation for
the Difference Between Independent Proportions", Statistics in Medicine 17, 1998, method 10).
Averages: the difference over its standard error. Numbers of drafts: the difference of their
square roots, whose variance is a quarter whatever the number (M. S. Bartlett, "The Square Root
Transformation in Analysis of Variance", Supplement to the Journal of the Royal Statistical
Society 3, 1936). Several are looked at together, so each is held to its part of the 5 %
(Bonferroni).
"""

from __future__ import annotations

from math import hypot, sqrt
from statistics import NormalDist

FALSE_ALARMS = 0.05
"""Of all that is looked at together, the chance that any is called a change and is none."""
LEAST_GROWTH = 0.1
"""The number of messages goes up and down for reasons of its own; less is not worth a word."""


def strictness(looked_at: int) -> float:
    """How many standard errors a change has to have where so many figures are looked at."""
    return NormalDist().inv_cdf(1 - FALSE_ALARMS / (2 * max(1, looked_at)))


def wilson(count: int, of: int, errors: float) -> tuple[float, float]:
    """The interval of a share; `errors` is its half width in standard errors. `of` is above 0."""
    share, square = count / of, errors * errors
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = errors / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return middle - half, middle + half


def shares_differ(before: tuple[int, int], after: tuple[int, int], errors: float) -> bool:
    """Whether two shares, as (count, of), are more than chance apart. Both `of` are above 0."""
    (low, high), (lower, higher) = wilson(*before, errors), wilson(*after, errors)
    first, second = before[0] / before[1], after[0] / after[1]
    change = second - first
    down, up = hypot(second - lower, high - first), hypot(higher - second, first - low)
    return change - down > 0 or change + up < 0


def means_differ(
    before: tuple[float, float, int], after: tuple[float, float, int], errors: float
) -> bool:
    """Whether two averages, as (mean, variance, of), are more than chance apart."""
    error = sqrt(before[1] / before[2] + after[1] / after[2])
    return abs(after[0] - before[0]) > errors * error


def numbers_differ(before: int, after: int, errors: float) -> bool:
    """Whether two counts are more than chance apart, and far enough to be worth a word."""
    far = abs(after - before) >= LEAST_GROWTH * max(before, after, 1)
    return far and abs(sqrt(after) - sqrt(before)) > errors * sqrt(0.5)
