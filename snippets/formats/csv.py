"""A table: a column for each field, in UTF-8, UTF-16 with its mark, or Windows-1252.

Which of comma, semicolon, tab and bar parts the cells is seen from the first row. Tags stand
in one cell with commas between, examples one a line; a list that this can't express is
written as JSON.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from snippets.errors import FileInvalid
from snippets.formats import jsonl
from snippets.formats.entry import ALL, Entry, Item, Loss, entry
from snippets.snippet import MOST_CHARACTERS, Snippet, slug

COLUMNS = tuple(Snippet.__slots__)
_BETWEEN = {"tags": ",", "examples": "\n"}
_DELIMITERS = ",;\t|"
_WINDOWS = "cp1252"
_MARKS = {
    codecs.BOM_UTF8: ("utf-8-sig",),
    codecs.BOM_UTF16_LE: ("utf-16",),
    codecs.BOM_UTF16_BE: ("utf-16",),
}
_UNMARKED = ("utf-8", _WINDOWS)
_BLOCK = 1 << 20


def read(path: Path) -> Iterator[Item]:
    """The snippets of a table, row by row. Raises FileInvalid, naming the line."""
    try:
        encoding = _encoding(path)
        with path.open(encoding=encoding, newline="") as file:
            if encoding == _WINDOWS:
                yield Loss(str(path), "the encoding: read as Windows-1252, look at the accents")
            yield from _rows(file, path)
    except OSError as error:
        raise FileInvalid(f"{path} can't be read: {error.strerror}") from error


def write(path: Path, entries: Sequence[Snippet]) -> list[Loss]:
    """Write a table in UTF-8; it appears whole or not at all, and nothing is lost."""
    table = io.StringIO(newline="")
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(COLUMNS)
    for snippet in entries:
        fields = snippet.to_dict()
        rows.writerow([_cell(name, fields[name]) for name in COLUMNS])
    jsonl.replace(path, table.getvalue())
    return []


def _rows(file: io.TextIOWrapper, path: Path) -> Iterator[Item]:
    delimiter = _delimiter(file.readline())
    file.seek(0)
    csv.field_size_limit(max(csv.field_size_limit(), 10 * MOST_CHARACTERS["body"]))
    rows = csv.reader(file, delimiter=delimiter, strict=True)
    line = 1
    try:
        columns = _columns(next(rows, []), path)
        yield from (
            Loss(f"{path}:1", f"the column {name!r}") for name in columns if name not in ALL
        )
        line = rows.line_num + 1
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _entry(columns, row, f"{path}:{line}")
            line = rows.line_num + 1
    except csv.Error as error:
        raise FileInvalid(
            f"{path}:{line}: this is no table, or it was cut short ({error})"
        ) from error


def _columns(first: list[str], path: Path) -> list[str]:
    columns = [name.strip().lower() for name in first]
    missing = [name for name in ("title", "body") if name not in columns]
    twice = [name for name in columns if name in ALL and columns.count(name) > 1]
    if missing or twice:
        wrong = f"is no column {missing[0]!r}" if missing else f"are two columns {twice[0]!r}"
        raise FileInvalid(f"{path}:1: there {wrong}; columns are {', '.join(COLUMNS)}")
    return columns


def _entry(columns: list[str], row: list[str], where: str) -> Entry:
    if len(row) != len(columns):
        raise FileInvalid(f"{where}: {len(row)} cells, where the first row has {len(columns)}")
    lines = (cell.replace("\r\n", "\n") for cell in row)
    cells = {name: cell for name, cell in zip(columns, lines, strict=True) if name in ALL}
    fields: dict[str, Any] = {name: cell for name, cell in cells.items() if cell.strip()}
    fields |= {name: _list(name, cells[name], where) for name in _BETWEEN if name in cells}
    fields.setdefault("id", slug(fields.get("title", "")))
    return replace(entry(where, fields), given=frozenset(cells) | {"id"})


def _list(name: str, cell: str, where: str) -> list[str]:
    if not cell.lstrip().startswith("["):
        return [part.strip() for part in cell.split(_BETWEEN[name]) if part.strip()]
    try:
        values = json.loads(cell)
    except (ValueError, RecursionError) as error:
        raise FileInvalid(f"{where}: {name!r} begins like a JSON list and is none") from error
    if not isinstance(values, list):
        raise FileInvalid(f"{where}: {name!r} has to be a list")
    return values


def _cell(name: str, value: Any) -> str:
    if name not in _BETWEEN:
        return value or ""
    joined = _BETWEEN[name].join(value)
    is_plain = not joined.startswith("[") and _list(name, joined, "") == value
    return joined if is_plain else json.dumps(value, ensure_ascii=False)


def _delimiter(first: str) -> str:
    """What parts the first row into most of our columns."""

    def known(delimiter: str) -> int:
        return len({cell.strip(' "\r\n').lower() for cell in first.split(delimiter)} & ALL)

    return max(_DELIMITERS, key=known)


def _encoding(path: Path) -> str:
    """The first of the encodings that it may have in which all of it can be read."""
    with path.open("rb") as file:
        start = file.read(4)
    tried = next((names for mark, names in _MARKS.items() if start.startswith(mark)), _UNMARKED)
    for encoding in tried:
        if _is_in(path, encoding):
            return encoding
    raise FileInvalid(f"{path}: this is not {' or '.join(tried)}; save it as UTF-8")


def _is_in(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                if "\0" in decoder.decode(block):
                    return False
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
