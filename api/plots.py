"""Weekly figures as SVG: in the colour of the text around it, so it reads in light and dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from snippets.analytics.figures import Figures
from snippets.analytics.report import Report

WIDTH, HEIGHT = 560, 200
LEFT, RIGHT, TOP, BOTTOM = 48, 120, 16, 28
MOST_WEEK_NAMES = 8
DASHES = ("", "6 4", "2 3")
NAME_HEIGHT = 14
Value = float | None
Place = Callable[[int, float], tuple[float, float]]
"""Where a week's value stands in the picture, across and down."""


@dataclass(frozen=True, slots=True)
class Line:
    """A figure over the weeks; None where a week has too few."""

    name: str
    values: tuple[Value, ...]

    @property
    def known(self) -> list[tuple[int, float]]:
        """The values that there are, with the numbers of their weeks."""
        return [(at, value) for at, value in enumerate(self.values) if value is not None]


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture with its heading."""

    title: str
    svg: str


def plots(report: Report) -> list[Plot]:
    """The pictures of a report's weeks; one without any value is left out."""
    found = [
        ("Drafts a week", "", [_of_whole_weeks(report, "drafts", lambda one: float(one.drafts))]),
        ("Drafts that were sent", "%", [
            _line(report, "sent", lambda one: _percent(one.accepted.value)),
            _line(report, "as it was", lambda one: _percent(one.as_is.value)),
        ]),
        ("What the library answers", "%", [
            _line(report, "messages", lambda one: _percent(one.coverage.value)),
            _line(report, "asks open", lambda one: _percent(one.open_asks.value)),
        ]),
        ("What agents rewrite", "%", [
            _line(report, "rewritten", lambda one: _percent(one.edit_distance.value)),
        ]),
        ("Minutes from draft to sending", "", [_line(report, "median", _minutes)]),
        ("Findings of tone in 100 replies", "", [
            _line(report, "drafted", lambda one: _tone(one, sent=False)),
            _line(report, "sent", lambda one: _tone(one, sent=True)),
        ]),
        *((f"Ratings: {kind}", "", [_line(report, kind, _rated(kind))])
          for kind in report.total.ratings),
    ]  # fmt: skip
    weeks = [row.label for row in report.series]
    return [
        Plot(title, weekly(title, weeks, lines, unit))
        for title, unit, lines in found
        if any(line.known for line in lines)
    ]


def weekly(title: str, weeks: Sequence[str], lines: Sequence[Line], unit: str = "") -> str:
    """An SVG of up to three lines, a value a week each, the oldest first.

    Its text alternative has every value. The scale begins at 0, or below where values do.
    """
    values = [value for line in lines for _, value in line.known]
    low, high = min([0.0, *values]), max([1.0, *values])

    def place(at: int, value: float) -> tuple[float, float]:
        across = (WIDTH - LEFT - RIGHT) * (at / (len(weeks) - 1) if len(weeks) > 1 else 0.5)
        down = (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low)
        return LEFT + across, TOP + down

    body = "".join(
        _drawn(line, dashes, weeks, unit, place)
        for line, dashes in zip(lines, DASHES, strict=False)
    )
    told = escape(_alternative(title, weeks, lines, unit), quote=True)
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" role="img" aria-label="{told}" '
        'class="plot" font-size="12" font-family="system-ui, sans-serif">'
        f"{_scale(low, high, unit)}{_week_names(weeks, place)}{body}{_names(lines, place)}</svg>"
    )


def _drawn(line: Line, dashes: str, weeks: Sequence[str], unit: str, place: Place) -> str:
    """The line, broken where there is no value, and a dot for each value."""
    stretches = groupby(enumerate(line.known), key=lambda pair: pair[1][0] - pair[0])
    path = "".join(
        "M" + "L".join("{:.1f} {:.1f}".format(*place(*point)) for _, point in stretch)
        for _, stretch in stretches
    )
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    dots = "".join(_dot(line, at, value, weeks, unit, place) for at, value in line.known)
    return f'<path d="{path}" fill="none" stroke="currentColor" stroke-width="2"{dashed}/>{dots}'


def _dot(line: Line, at: int, value: float, weeks: Sequence[str], unit: str, place: Place) -> str:
    across, down = place(at, value)
    told = escape(f"{line.name}, {weeks[at]}: {_shown(value, unit)}")
    return (
        f'<circle cx="{across:.1f}" cy="{down:.1f}" r="3" fill="currentColor">'
        f"<title>{told}</title></circle>"
    )


def _names(lines: Sequence[Line], place: Place) -> str:
    """Each line's name at its end, the names below each other where lines end together."""
    ends = sorted((place(*line.known[-1])[1], line.name) for line in lines if line.known)
    names, lowest = [], 0.0
    for down, name in ends:
        lowest = max(down, lowest + NAME_HEIGHT)
        names.append(
            f'<text x="{WIDTH - RIGHT + 8}" y="{lowest + 4:.1f}" fill="currentColor">'
            f"{escape(name)}</text>"
        )
    return "".join(names)


def _scale(low: float, high: float, unit: str) -> str:
    marks = []
    for value in (low, (low + high) / 2, high):
        down = TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low)
        marks.append(
            f'<path d="M{LEFT} {down:.1f}H{WIDTH - RIGHT}" stroke="currentColor" '
            f'stroke-opacity=".2"/><text x="{LEFT - 6}" y="{down + 4:.1f}" text-anchor="end" '
            f'fill="currentColor">{_shown(value, unit)}</text>'
        )
    return "".join(marks)


def _week_names(weeks: Sequence[str], place: Place) -> str:
    every = -(-len(weeks) // MOST_WEEK_NAMES)
    return "".join(
        f'<text x="{place(at, 0)[0]:.1f}" y="{HEIGHT - 8}" text-anchor="middle" '
        f'fill="currentColor">{escape(week.partition("-")[2])}</text>'
        for at, week in enumerate(weeks)
        if at % every == 0
    )


def _alternative(title: str, weeks: Sequence[str], lines: Sequence[Line], unit: str) -> str:
    return f"{title}. " + " ".join(
        f"{line.name}: {', '.join(_values(line, weeks, unit))}." for line in lines
    )


def _values(line: Line, weeks: Sequence[str], unit: str) -> Iterator[str]:
    for week, value in zip(weeks, line.values, strict=True):
        yield f"{week} {'too few' if value is None else _shown(value, unit)}"


def _shown(value: float, unit: str) -> str:
    number = f"{value:,.0f}" if abs(value) >= 10 or value == int(value) else f"{value:.2g}"
    return f"{number} {unit}".strip()


def _line(report: Report, name: str, of: Callable[[Figures], Value]) -> Line:
    return Line(name, tuple(of(row.figures) for row in report.series))


def _of_whole_weeks(report: Report, name: str, of: Callable[[Figures], Value]) -> Line:
    """The same without the week that goes on: its count is not whole yet."""
    return Line(name, (*_line(report, name, of).values[:-1], None))


def _percent(share: Value) -> Value:
    return None if share is None else 100 * share


def _minutes(one: Figures) -> Value:
    return None if one.time_to_send.value is None else one.time_to_send.value / 60


def _tone(one: Figures, sent: bool) -> Value:
    found = next((found for found in one.findings if found.category == "tone"), None)
    return None if found is None else found.after if sent else found.before


def _rated(kind: str) -> Callable[[Figures], Value]:
    def value(one: Figures) -> Value:
        return one.ratings[kind].value if kind in one.ratings else None

    return value
