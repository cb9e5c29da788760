"""osTicket: the rows of its table `canned_response`, for it has no call that lists them.

As CSV, as JSON (of phpMyAdmin too), or as the XML that `mysqldump --xml` writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from snippets.errors import FileInvalid
from snippets.formats import bodies, outgoing, table, xml
from snippets.formats.documents import SUFFIXES, Record, files, kinds, write_documents
from snippets.formats.entry import Item, Loss, entry, locale_of, their_id, unwritten
from snippets.snippet import Snippet

DIALECT = "osticket"
COLUMNS = ("canned_id", "dept_id", "isenabled", "title", "response", "lang", "notes")
NAMES = {"canned_responses": "response"}
SIGNS = {"response": "response", "canned_id": "response", "data": "table", "type": "about"}
_TABLE = "canned_response"
_NO = ("0", "false", "no")
_NULL = ("NULL", "\\N")


def read(path: Path) -> Iterator[Item]:
    """The rows of a file, or of all files of a folder. Raises FileInvalid."""
    for file in files(path, (*SUFFIXES, ".csv", ".xml")):
        if file.suffix == ".xml":
            yield from items(_dumped(file))
        else:
            yield from items(table.records(file, NAMES, "response", COLUMNS))


def items(found: Iterable[Record | Loss]) -> Iterator[Item]:
    """What canned responses are here. Raises FileInvalid."""
    readers = {"response": _response, "table": _table, "about": lambda _: iter(())}
    return kinds(found, readers, SIGNS)


def write(path: Path, entries: Sequence[Snippet]) -> list[Loss]:
    """Write rows, as a table where the path ends in .csv, else as JSON."""
    losses: list[Loss] = []
    chosen = outgoing.replies(entries, "osTicket", losses, internal=False)
    rows = [_as_row(one, losses) for one in chosen]
    if path.suffix == ".csv":
        table.write(path, COLUMNS, rows)
    else:
        write_documents(path, {"canned_responses": rows})
    return losses


def _dumped(file: Path) -> Iterator[Record]:
    """The rows of a dump: `<row><field name="title">…</field></row>`."""
    for number, row in enumerate(xml.elements(file, "row")):
        cells = {str(one.get("name")): one.text for one in row.iterfind("field")}
        yield Record(f"{file}: row[{number}]", "response", cells)


def _table(record: Record) -> Iterator[Item]:
    """The rows of a table that phpMyAdmin has written."""
    if not record.line("name").endswith(_TABLE):
        raise FileInvalid(f"{record.where}: the table is {record.line('name')!r}, not {_TABLE}")
    for number, row in enumerate(record.objects("data")):
        yield from _response(Record(f"{record.where}: data[{number}]", "response", row))


def _response(raw: Record) -> Iterator[Item]:
    cells = {name: None if cell in _NULL else cell for name, cell in raw.fields.items()}
    record = Record(raw.where, raw.name, cells | {"id": cells.get("canned_id")})
    source, is_enabled = record.maybe("response"), str(cells.get("isenabled", "1")).lower()
    if source is None or is_enabled in _NO:
        why = "that is switched off" if source else "without text"
        yield Loss(record.where, f"a canned response {why} (left out)")
        return
    body = bodies.from_html(source, DIALECT, record.where)
    yield from body.losses(record.where)
    yield from record.unread({"notes": "notes"})
    is_for_all = str(cells.get("dept_id") or "0") == "0"
    if not is_for_all:
        yield Loss(record.where, "for which department a response is (it is internal now)")
    title = record.line("title")
    fields = {
        "id": f"osticket-{record.key(title)}",
        "kind": "reply",
        "title": title,
        "body": body.text,
        "locale": locale_of(record.maybe("lang")),
        "audience": "public" if is_for_all else "internal",
    }
    yield entry(record.where, fields)


def _as_row(snippet: Snippet, losses: list[Loss]) -> dict[str, Any]:
    body = bodies.as_html(snippet.body, DIALECT)
    losses += body.losses(snippet.id)
    losses += unwritten(snippet, "examples", "shortcut", "url", "tags", "folder")
    number = their_id(snippet, "osticket")
    return ({"canned_id": int(number)} if number else {}) | {
        "dept_id": 0,
        "isenabled": 1,
        "title": snippet.title,
        "response": body.text,
        "lang": snippet.locale.replace("-", "_"),
        "notes": "",
    }
