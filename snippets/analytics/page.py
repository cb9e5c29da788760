"""A report for a terminal: what changed in words, then tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from snippets.analytics.figures import Figures, Mean
from snippets.analytics.ratings import KINDS
from snippets.analytics.report import Report, Row
from snippets.analytics.told import percent, rate, scored, spent

MOST_LABEL = 40
WITHHELD = "one agent alone: not shown"
_HEAD = ("drafts", "answered", "told", "sent", "as is", "rewritten", "time", "asks open")
_UNRATED = Mean(0.0, 0.0, 0)


def page(report: Report) -> str:
    """The whole report, lines parted by newlines."""
    kinds = [kind for kind in KINDS if kind in report.total.ratings]
    head = [report.by.value, *_HEAD, *kinds]
    body = [_line(row, kinds) for row in (*report.rows, Row("", "all", report.total))]
    parts = ["\n".join(report.changes), "\n".join(_columns([head, *body]))]
    if report.total.findings:
        parts.append("\n".join(_columns(list(_findings(report.total)))))
    return "\n\n".join(parts)


def _line(row: Row, kinds: Sequence[str]) -> list[str]:
    label = row.label if len(row.label) <= MOST_LABEL else f"{row.label[: MOST_LABEL - 1]}…"
    if row.withheld:
        return [label, WITHHELD]
    told = row.figures
    ratings = [scored(kind, told.ratings.get(kind, _UNRATED)) for kind in kinds]
    return [
        label,
        f"{told.drafts:,}",
        percent(told.coverage),
        f"{told.outcomes:,}",
        percent(told.accepted),
        percent(told.as_is),
        percent(told.edit_distance),
        spent(told.time_to_send),
        percent(told.open_asks),
        *ratings,
    ]


def _findings(total: Figures) -> Iterator[list[str]]:
    yield ["findings in 100 replies", "drafted", "sent"]
    for one in total.findings:
        yield [one.category, rate(one.before), rate(one.after)]


def _columns(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first column to the left, all others to the right."""
    whole = [line for line in lines if len(line) == len(lines[0])]
    widths = [max(map(len, cells)) for cells in zip(*whole, strict=True)]
    widths[0] = max(len(line[0]) for line in lines)
    for first, *others in lines:
        if len(others) < len(widths) - 1:
            yield f"{first:{widths[0]}}  {others[0]}"
        else:
            cells = zip(others, widths[1:], strict=True)
            yield "  ".join([f"{first:{widths[0]}}", *(f"{cell:>{w}}" for cell, w in cells)])
