"""Tables of any origin: their encoding, what parts their cells, and their rows with their places.

UTF-8, UTF-16 with its mark, or Windows-1252. Which of comma, semicolon, tab and bar parts
the cells is seen from the first row.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from snippets.errors import FileInvalid
from snippets.formats import documents, jsonl
from snippets.formats.documents import Record
from snippets.formats.entry import Loss
from snippets.snippet import MOST_CHARACTERS

Row = tuple[str, list[str]]
"""A row's place ("file:line") and its cells."""
Found = Iterator[Record | Loss]
_DELIMITERS = ",;\t|"
_WINDOWS = "cp1252"
_MARKS = {
    codecs.BOM_UTF8: ("utf-8-sig",),
    codecs.BOM_UTF16_LE: ("utf-16",),
    codecs.BOM_UTF16_BE: ("utf-16",),
}
_UNMARKED = ("utf-8", _WINDOWS)
_BLOCK = 1 << 20


def rows(path: Path, known: Collection[str]) -> Iterator[Row | Loss]:
    """The rows of a table, the first one with lower-case names, and a doubt of its encoding.

    `known` are the names of columns that tell a delimiter. Raises FileInvalid, naming the line.
    """
    try:
        encoding = _encoding(path)
        if encoding == _WINDOWS:
            yield Loss(str(path), "the encoding: read as Windows-1252, look at the accents")
        with path.open(encoding=encoding, newline="") as file:
            delimiter = _delimiter(file.readline(), frozenset(known))
            file.seek(0)
            yield from _rows(csv.reader(file, delimiter=delimiter, strict=True), path)
    except OSError as error:
        raise FileInvalid(f"{path} can't be read: {error.strerror}") from error


def records(path: Path, names: Mapping[str, str], name: str, known: Collection[str]) -> Found:
    """The objects of JSON pages, as `documents.records` has them, and the rows of tables.

    A row is an object called `name`; empty cells are left out. Raises FileInvalid.
    """
    for file in documents.files(path, (*documents.SUFFIXES, ".csv")):
        if file.suffix == ".csv":
            yield from _objects(file, name, known)
        else:
            yield from documents.records(file, names)


def write(
    path: Path, columns: Collection[str], found: Iterable[Mapping[str, Any]], delimiter: str = ","
) -> None:
    """Write a table in UTF-8; it appears whole or not at all."""
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    table.writerow(columns)
    table.writerows([one.get(name, "") for name in columns] for one in found)
    jsonl.replace(path, text.getvalue())


def _objects(path: Path, name: str, known: Collection[str]) -> Found:
    columns: list[str] = []
    for row in rows(path, known):
        if isinstance(row, Loss):
            yield row
        elif not columns:
            columns = row[1]
        else:
            cells = zip(columns, row[1], strict=True)
            yield Record(row[0], name, {key: cell for key, cell in cells if cell.strip()})


def _rows(table: Any, path: Path) -> Iterator[Row]:
    csv.field_size_limit(max(csv.field_size_limit(), 10 * MOST_CHARACTERS["body"]))
    line, width = 1, 0
    try:
        for row in table:
            where = f"{path}:{line}"
            cells = [cell.replace("\r\n", "\n") for cell in row]
            if line == 1:
                width = len(cells)
                yield where, [name.strip().lower() for name in cells]
            elif any(cell.strip() for cell in cells):
                yield where, _whole(cells, width, where)
            line = table.line_num + 1
    except csv.Error as error:
        raise FileInvalid(
            f"{path}:{line}: this is no table, or it was cut short ({error})"
        ) from error


def _whole(cells: list[str], width: int, where: str) -> list[str]:
    if len(cells) != width:
        raise FileInvalid(f"{where}: {len(cells)} cells, where the first row has {width}")
    return cells


def _delimiter(first: str, known: frozenset[str]) -> str:
    """What parts the first row into most of the columns that are known."""

    def count(delimiter: str) -> int:
        return len({cell.strip(' "\r\n').lower() for cell in first.split(delimiter)} & known)

    return max(_DELIMITERS, key=count)


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
