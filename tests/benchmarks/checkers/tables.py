"""What was measured, as one Markdown table."""

from __future__ import annotations

from collections.abc import Mapping

from tests.benchmarks.checkers.run import Measured

SETS = (
    "found: real replies",
    'found: published "before"',
    "false alarms: real replies",
    "false alarms: published good",
)
"""The columns; what is found should be much, false alarms few."""


def head(sizes: Mapping[str, int]) -> str:
    """The first two lines; `sizes` tells how many sentences each set has."""
    columns = ["checker", *(f"{name} ({sizes.get(name, 0)})" for name in SETS), "ms a sentence"]
    return f"\n| {' | '.join(columns)} |\n| --- |{' ---: |' * (len(columns) - 1)}"


def row(one: Measured) -> str:
    """A checker's line; one without figures tells why."""
    title = f"{one.checker} ({_plain(one.problem)})" if one.problem else one.checker
    cells = [_share(one.shares.get(name)) for name in SETS]
    speed = "-" if one.problem else f"{one.milliseconds:.2f}"
    return f"| {' | '.join([title, *cells, speed])} |"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"


def _plain(words: str) -> str:
    """Words that do not break a table."""
    return " ".join(words.replace("|", "/").split())
