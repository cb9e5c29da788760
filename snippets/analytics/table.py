"""A report as a table of plain cells, and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import get_args

from models.text import Category
from snippets.analytics.figures import Remarks
from snippets.analytics.ratings import KINDS
from snippets.analytics.report import Report, Row

Cell = str | int | float | None
CATEGORIES: tuple[str, ...] = get_args(Category)
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_NONE = Remarks("", 0, 0, 0)


def rows(report: Report) -> Iterator[dict[str, Cell]]:
    """A row a group with every figure; None stands for what is too little to tell.

    Shares and the edit distance are from 0 to 1, times in seconds, findings for 100 replies.
    """
    for row in report.rows:
        yield {report.by.value: row.key, "label": row.label, **_cells(row), **_findings(row)}


def as_csv(report: Report) -> str:
    """The table as CSV in UTF-8; no cell of it is a formula to a spreadsheet.

    A text that begins like a formula gets an apostrophe before it (OWASP, CSV Injection).
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    found = list(rows(report))
    empty = Row("", "", report.total)
    writer.writerow([report.by.value, "label", *_cells(empty), *_findings(empty)])
    writer.writerows([_harmless(cell) for cell in row.values()] for row in found)
    return text.getvalue()


def _cells(row: Row) -> dict[str, Cell]:
    told = row.figures
    cells: dict[str, Cell] = {
        "drafts": None if row.withheld else told.drafts,
        "outcomes": None if row.withheld else told.outcomes,
        "sent": None if row.withheld else told.used,
        "coverage": _even(told.coverage.value),
        "accepted": _even(told.accepted.value),
        "sent_as_is": _even(told.as_is.value),
        "edit_distance": _even(told.edit_distance.value),
        "seconds_to_send": told.time_to_send.value,
        "asks_open": _even(told.open_asks.value),
    }
    for kind in KINDS:
        mean = told.ratings.get(kind)
        cells[kind] = _even(mean.value) if mean else None
        cells[f"{kind}_ratings"] = mean.of if mean else 0
    return cells


def _findings(row: Row) -> dict[str, Cell]:
    of = {one.category: one for one in row.figures.findings}
    cells: dict[str, Cell] = {}
    for category in CATEGORIES:
        one = of.get(category, _NONE)
        cells[f"{category}_drafted"] = _even(one.before)
        cells[f"{category}_sent"] = _even(one.after)
    return cells


def _even(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_RISKY) else cell
