"""A plot of figures against size as an SVG that needs nothing but itself."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, MARGIN, GAP = 300, 220, 46, 24
COLOURS = ("#17666b", "#c0622d")

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Panel:
    """One plot: lines by name, with one unit; both axes go by powers of ten."""

    title: str
    lines: Mapping[str, Points]


def drawing(panels: Sequence[Panel], columns: int = 2) -> str:
    """The panels in rows."""
    rows = math.ceil(len(panels) / columns)
    width, height = columns * (WIDTH + GAP), rows * (HEIGHT + GAP)
    placed = "".join(
        f'<g transform="translate({at % columns * (WIDTH + GAP)} '
        f'{at // columns * (HEIGHT + GAP)})">{_panel(panel)}</g>'
        for at, panel in enumerate(panels)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" role="img" aria-label="{escape(_label(panels))}">'
        "<style>text{font:12px system-ui,sans-serif;fill:#5b6670}"
        ".title{font-weight:600}path{fill:none}</style>"
        f"{placed}</svg>\n"
    )


def _label(panels: Sequence[Panel]) -> str:
    return "Against the number of texts: " + ", ".join(panel.title for panel in panels)


def _panel(panel: Panel) -> str:
    points = [point for line in panel.lines.values() for point in line]
    across = _Scale([x for x, _ in points], MARGIN, WIDTH - 8)
    upwards = _Scale([y for _, y in points], HEIGHT - MARGIN, 30)
    return "".join(
        [
            f'<text class="title" x="{MARGIN}" y="14">{escape(panel.title)}{_names(panel)}</text>',
            *(_grid(across, upwards)),
            *(
                _line(points, across, upwards, COLOURS[at % len(COLOURS)])
                for at, points in enumerate(panel.lines.values())
            ),
        ]
    )


def _names(panel: Panel) -> str:
    """The lines' names in their colours, where there are several."""
    return "".join(
        f'<tspan dx="8" style="fill:{COLOURS[at % len(COLOURS)]}">{escape(name)}</tspan>'
        for at, name in enumerate(panel.lines if len(panel.lines) > 1 else ())
    )


class _Scale:
    """From values to places, by their logarithms; whole powers of ten at both ends."""

    def __init__(self, values: Sequence[float], first: float, last: float) -> None:
        exponents = [math.log10(value) for value in values if value > 0] or [0.0]
        self._low = math.floor(min(exponents))
        self._high = max(math.ceil(max(exponents)), self._low + 1)
        self._first, self._last = first, last

    def place(self, value: float) -> float:
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return self._first + share * (self._last - self._first)

    @property
    def ticks(self) -> list[float]:
        return [10.0**exponent for exponent in range(self._low, self._high + 1)]


def _grid(across: _Scale, upwards: _Scale) -> list[str]:
    left, right = MARGIN, WIDTH - 8
    bottom, top = HEIGHT - MARGIN, 30
    lines = [
        f'<path d="M{left} {upwards.place(tick):.1f}H{right}" stroke="#5b6670" '
        f'stroke-opacity=".25"/><text x="{left - 6}" y="{upwards.place(tick) + 4:.1f}" '
        f'text-anchor="end">{tick:g}</text>'
        for tick in upwards.ticks
    ]
    marks = [
        f'<path d="M{across.place(tick):.1f} {bottom}V{top}" stroke="#5b6670" '
        f'stroke-opacity=".25"/><text x="{across.place(tick):.1f}" y="{bottom + 16}" '
        f'text-anchor="middle">{tick:,.0f}</text>'
        for tick in across.ticks
    ]
    return [*lines, *marks]


def _line(points: Points, across: _Scale, upwards: _Scale, colour: str) -> str:
    places = [(across.place(x), upwards.place(y)) for x, y in points if y > 0]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places)
    return f'<path d="M{path}" stroke="{colour}" stroke-width="2"/>{dots}'
