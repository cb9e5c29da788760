"""A table with a column for each field (`snippets.formats.table` reads it).

Tags stand in one cell with commas between, examples one a line; attachments, tests, and a list
that this can't express, are written as JSON.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from snippets.errors import FileInvalid
from snippets.formats import jsonl, table
from snippets.formats.entry import ALL, Entry, Item, Loss, entry
from snippets.snippet import Snippet, slug

COLUMNS = tuple(Snippet.__slots__)
_BETWEEN = {"tags": ",", "examples": "\n"}
_LISTS = (*_BETWEEN, "attachments")
_JSON = (*_LISTS, "tests")


def read(path: Path) -> Iterator[Item]:
    """The snippets of a table, row by row. Raises FileInvalid, naming the line."""
    columns: list[str] = []
    for row in table.rows(path, ALL):
        if isinstance(row, Loss):
            yield row
        elif not columns:
            columns = _columns(row[1], path)
            yield from (Loss(row[0], f"the column {name!r}") for name in columns if name not in ALL)
        else:
            yield _entry(columns, row[1], row[0])
    if not columns:
        _columns([], path)


def write(path: Path, entries: Sequence[Snippet]) -> list[Loss]:
    """Write a table in UTF-8; it appears whole or not at all, and nothing is lost."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for snippet in entries:
        fields = snippet.whole()
        rows.writerow([_cell(name, fields[name]) for name in COLUMNS])
    jsonl.replace(path, text.getvalue())
    return []


def _columns(columns: list[str], path: Path) -> list[str]:
    missing = [name for name in ("title", "body") if name not in columns]
    twice = [name for name in columns if name in ALL and columns.count(name) > 1]
    if missing or twice:
        wrong = f"is no column {missing[0]!r}" if missing else f"are two columns {twice[0]!r}"
        raise FileInvalid(f"{path}:1: there {wrong}; columns are {', '.join(COLUMNS)}")
    return columns


def _entry(columns: list[str], row: list[str], where: str) -> Entry:
    cells = {name: cell for name, cell in zip(columns, row, strict=True) if name in ALL}
    fields: dict[str, Any] = {name: cell for name, cell in cells.items() if cell.strip()}
    fields |= {name: _list(name, cells[name], where) for name in _LISTS if name in cells}
    if "tests" in fields:
        fields["tests"] = _parsed("tests", cells["tests"], where)
    fields.setdefault("id", slug(fields.get("title", "")))
    return replace(entry(where, fields), given=frozenset(cells) | {"id"})


def _list(name: str, cell: str, where: str) -> list[Any]:
    if name in _BETWEEN and not cell.lstrip().startswith("["):
        return [part.strip() for part in cell.split(_BETWEEN[name]) if part.strip()]
    values = _parsed(name, cell.strip() or "[]", where)
    if not isinstance(values, list):
        raise FileInvalid(f"{where}: {name!r} has to be a list")
    return values


def _parsed(name: str, cell: str, where: str) -> Any:
    try:
        return json.loads(cell)
    except (ValueError, RecursionError) as error:
        what = "list" if name in _LISTS else "object"
        raise FileInvalid(
            f"{where}: {name!r} has to be a JSON {what}, and can't be read"
        ) from error


def _cell(name: str, value: Any) -> str:
    if name not in _JSON:
        return value or ""
    if not value:
        return ""
    joined = _BETWEEN[name].join(value) if name in _BETWEEN else ""
    is_plain = joined and not joined.startswith("[") and _list(name, joined, "") == value
    return joined if is_plain else json.dumps(value, ensure_ascii=False)
