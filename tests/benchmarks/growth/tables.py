"""What was measured: a line of Markdown a size, and a plot of all."""

from __future__ import annotations

from collections.abc import Sequence

from tests.benchmarks.growth.plot import Panel, drawing
from tests.benchmarks.growth.shop import TEXTS

Figures = dict[str, float]
"""Seconds, megabytes and shares by name."""

_COLUMNS = (
    ("texts", "texts", 1, 0),
    ("snippets", "texts", 1 / TEXTS, 0),
    ("put s", "put", 1, 1),
    ("learn s", "learn", 1, 1),
    ("build peak MB", "build_peak", 1, 0),
    ("disk MB", "disk", 1, 0),
    ("restart s", "restart", 1, 2),
    ("memory MB", "memory", 1, 0),
    ("search p50 ms", "search_p50", 1000, 1),
    ("search p95 ms", "search_p95", 1000, 1),
    ("add ms", "add", 1000, 1),
    ("delete ms", "delete", 1000, 1),
    ("5 nearest kept", "kept", 1, 3),
    ("found among 5", "found", 1, 3),
    ("by exact search", "exactly_found", 1, 3),
)
"""Title, figure, factor and decimals."""


def head() -> str:
    """The first two lines."""
    titles = " | ".join(title for title, *_ in _COLUMNS)
    return f"| {titles} |\n|{' ---: |' * len(_COLUMNS)}"


def row(one: Figures) -> str:
    """One size."""
    cells = (f"{one[name] * factor:,.{decimals}f}" for _, name, factor, decimals in _COLUMNS)
    return f"| {' | '.join(cells)} |"


def plot(sizes: Sequence[Figures]) -> str:
    """Search, change, restart and memory against the number of texts."""

    def line(name: str, factor: float = 1) -> list[tuple[float, float]]:
        return [(one["texts"], one[name] * factor) for one in sizes]

    return drawing(
        [
            Panel(
                "search, ms",
                {"median": line("search_p50", 1000), "95th percentile": line("search_p95", 1000)},
            ),
            Panel(
                "one change, ms",
                {"add": line("add", 1000), "delete": line("delete", 1000)},
            ),
            Panel("restart and first answer, s", {"": line("restart")}),
            Panel("memory, MB", {"serving": line("memory"), "while building": line("build_peak")}),
        ]
    )
