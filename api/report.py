"""An evaluation as one HTML page that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

WIDTH, HEIGHT, MARGIN = 420, 300, 40
_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;
color:#1c2326;background:#fff}
table{border-collapse:collapse;margin:1rem 0}td,th{padding:.3rem .8rem;text-align:left;
border-bottom:1px solid #d8dcda}td.n{text-align:right;font-variant-numeric:tabular-nums}
svg{max-width:100%;height:auto}svg text{font-size:12px;fill:currentColor}
@media(prefers-color-scheme:dark){body{color:#e8ecea;background:#171b1c}}
"""


def page(report: dict[str, Any], title: str) -> str:
    """The report with its tables and plots, ready to be written to a file."""
    figures = {k: v for k, v in report.items() if isinstance(v, int | float) or v is None}
    covered = report["coverage"]
    figures[f"coverage at {covered['precision']:.0%} right"] = covered["share"]
    parts = [
        f"<h1>{escape(title)}</h1>",
        _table(["figure", "value"], [[k, v] for k, v in figures.items()]),
        "<h2>Is the confidence true?</h2><p>Each dot is a tenth of the confidence, as large as it "
        "has messages; on the line, what is claimed is true.</p>",
        _plot([(b["claimed"], b["true"], b["messages"]) for b in report["reliability"]]),
        "<h2>Over time</h2>",
        _rows(report["trend"]),
        "<h2>Worst misses</h2>",
        _rows(report["misses"]),
        "<h2>Most often confused</h2>",
        _rows(report["confusions"]),
    ]
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(parts)}</body></html>'


def _rows(entries: Sequence[dict[str, Any]]) -> str:
    if not entries:
        return "<p>None.</p>"
    return _table(list(entries[0]), [list(entry.values()) for entry in entries])


def _table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    cells = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: Any) -> str:
    if isinstance(value, int | float):
        return f'<td class="n">{value}</td>'
    text = ", ".join(value) if isinstance(value, list) else "-" if value is None else str(value)
    return f"<td>{escape(text)}</td>"


def _plot(points: Sequence[tuple[float, float, float]]) -> str:
    """A reliability diagram: claimed across, true upwards, both from 0 to 1."""
    most = max((size for *_, size in points), default=1)
    dots = "".join(
        f'<circle cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="{3 + 9 * (size / most) ** 0.5:.1f}" '
        f'fill="#17666b" fill-opacity=".7"><title>{size:.0f} messages: claimed {x:.2f}, '
        f"true {y:.2f}</title></circle>"
        for x, y, size in points
    )
    line = (
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="currentColor" stroke-dasharray="4"/>'
    )
    axes = f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" stroke="currentColor" fill="none"/>'
    marks = "".join(
        f'<text x="{_x(tick)}" y="{_y(0) + 16}" text-anchor="middle">{tick}</text>'
        f'<text x="{_x(0) - 6}" y="{_y(tick) + 4}" text-anchor="end">{tick}</text>'
        for tick in (0, 0.5, 1)
    )
    label = "Reliability diagram: claimed against true"
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" role="img" aria-label="{label}">'
        f"{axes}{line}{dots}{marks}"
        f'<text x="{_x(0.5)}" y="{HEIGHT - 4}" text-anchor="middle">claimed</text></svg>'
    )


def _x(value: float) -> float:
    return MARGIN + value * (WIDTH - 2 * MARGIN)


def _y(value: float) -> float:
    return HEIGHT - MARGIN - value * (HEIGHT - 2 * MARGIN)
