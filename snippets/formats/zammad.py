"""Zammad: text modules, as JSON or as the CSV of its import, and answers of the knowledge base.

Answers come as the call gives them that shows one, with `full=1` and its contents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeGuard

from snippets.formats import bodies, folders, outgoing, table, zammad_answers
from snippets.formats.documents import Record, kinds, write_documents
from snippets.formats.entry import Item, Loss, entry, folder_of, their_id, unwritten
from snippets.snippet import Snippet

DIALECT = "zammad"
COLUMNS = ("id", "name", "keywords", "content", "note", "active")
NAMES = {"text_modules": "text module", "categories": "category", "answers": "answer"}
SIGNS = {
    "assets": "shown answer",
    "translations_attributes": "answer",
    "content": "text module",
    "keywords": "text module",
}
_HTML = re.compile(r"</?(?:p|div|br|b|i|a|ul|ol|li|span|strong|em)\b", re.IGNORECASE)
_NO = ("false", "0", "no")
_UNREAD = {"note": "a note"}
_PUBLISH, _INTERNAL = "publish", "internal"
"""The calls that show a new answer to all, or to agents; until then it is a draft."""


def read(path: Path) -> Iterator[Item]:
    """The text modules and answers of a file or a folder of pages. Raises FileInvalid."""
    return items(table.records(path, NAMES, "text module", COLUMNS))


def items(found: Iterable[Record | Loss]) -> Iterator[Item]:
    """What text modules and answers are here. Raises FileInvalid."""
    every = list(found)
    known = folders.paths(map(_category, filter(_is_category, every)), "parent_id")
    readers: Mapping[str, Callable[[Record], Iterable[Item]]] = {
        "text module": _module,
        "shown answer": zammad_answers.shown,
        "answer": partial(_answer, known),
    }
    return kinds((one for one in every if not _is_category(one)), readers, SIGNS)


def write(path: Path, entries: Sequence[Snippet]) -> list[Loss]:
    """Write what the calls take that create text modules and answers.

    Text modules alone, as the table that Zammad imports, where the path ends in .csv.
    """
    losses: list[Loss] = []
    if path.suffix == ".csv":
        chosen = outgoing.replies(entries, "this table", losses, internal=False)
        table.write(path, COLUMNS, [_as_module(one, losses) for one in chosen], ";")
        return losses
    replies = outgoing.shown([one for one in entries if one.kind == "reply"], losses)
    modules = [_as_module(one, losses) for one in replies]
    articles = [one for one in entries if one.kind == "article"]
    numbers = folders.numbered(folder_of(one) for one in articles)
    pages = {
        "text_modules": modules,
        "categories": [_as_category(one) for one in folders.as_objects(numbers)],
        "answers": [_as_answer(one, numbers, losses) for one in articles],
    }
    write_documents(path, pages)
    return losses


def _module(record: Record) -> Iterator[Item]:
    source = record.maybe("content")
    if source is None or str(record.fields.get("active", True)).lower() in _NO:
        why = "that is switched off" if source else "without text"
        yield Loss(record.where, f"a text module {why} (left out)")
        return
    body = _body(source, record.where)
    yield from body.losses(record.where)
    yield from record.unread(_UNREAD)
    groups = record.fields.get("group_ids")
    if groups:
        yield Loss(record.where, "for which groups a text module is (it is internal now)")
    title = record.line("name")
    fields = {
        "id": f"zammad-{record.key(title)}",
        "kind": "reply",
        "title": title,
        "body": body.text,
        "tags": [one for one in re.split(r"[,;\s]+", record.maybe("keywords") or "") if one],
        "audience": "internal" if groups else "public",
    }
    yield entry(record.where, fields)


def _body(source: str, where: str) -> bodies.Body:
    """Texts of the table may be plain; Zammad makes HTML of these when it imports them."""
    if _HTML.search(source) or "&" in source:
        return bodies.from_html(source, DIALECT, where)
    return bodies.from_text(source, DIALECT)


def _is_category(record: Record | Loss) -> TypeGuard[Record]:
    return isinstance(record, Record) and record.name == "category"


def _category(record: Record) -> Record:
    """A category as it was written here, with its name."""
    titles = [str(one.get("title") or "") for one in record.objects("translations_attributes")]
    return Record(record.where, "", record.fields | {"name": next(iter(titles), "")})


def _answer(known: Mapping[str, folders.Path], record: Record) -> Iterator[Item]:
    """An answer as it was written here."""
    folder = known.get(str(record.fields.get("category_id")), ())
    for one in record.objects("translations_attributes"):
        content = Record(record.where, "", _dict(one.get("content_attributes")))
        title = Record(record.where, "", one).line("title")
        body = bodies.from_html(content.text("body"), DIALECT, record.where)
        yield from body.losses(record.where)
        fields = {
            "id": f"zammad-answer-{record.key(title)}",
            "kind": "article",
            "title": title,
            "body": body.text,
            "tags": record.texts("tags"),
            "audience": "public" if record.fields.get("then") == _PUBLISH else "internal",
        }
        yield entry(record.where, fields, folder)


def _as_module(snippet: Snippet, losses: list[Loss]) -> dict[str, Any]:
    body = bodies.as_html(snippet.body, DIALECT)
    losses += body.losses(snippet.id)
    losses += unwritten(snippet, "examples", "shortcut", "url", "locale", "folder")
    return _numbered(snippet, "zammad") | {
        "name": snippet.title,
        "keywords": ", ".join(snippet.tags),
        "content": body.text,
        "note": "",
        "active": "true",
    }


def _as_category(folder: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": folder["id"],
        "parent_id": folder["parent_folder_id"],
        "translations_attributes": [{"title": folder["name"]}],
    }


def _as_answer(
    snippet: Snippet, numbers: Mapping[folders.Path, int], losses: list[Loss]
) -> dict[str, Any]:
    body = bodies.as_html(snippet.body, DIALECT)
    losses += body.losses(snippet.id)
    losses += unwritten(snippet, "examples", "shortcut", "url", "locale")
    return _numbered(snippet, "zammad-answer") | {
        "category_id": numbers.get(folder_of(snippet)),
        "translations_attributes": [
            {"title": snippet.title, "content_attributes": {"body": body.text}}
        ],
        "tags": list(snippet.tags),
        "then": _PUBLISH if snippet.audience == "public" else _INTERNAL,
    }


def _numbered(snippet: Snippet, prefix: str) -> dict[str, Any]:
    number = their_id(snippet, prefix)
    return {"id": int(number)} if number else {}


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
