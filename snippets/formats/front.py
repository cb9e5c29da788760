"""Front: message templates with their folders, and articles of a knowledge base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from snippets.formats import bodies, folders
from snippets.formats.documents import Record, kind_of, kinds, records, write_documents
from snippets.formats.entry import (
    Item,
    Loss,
    entry,
    folder_of,
    locale_of,
    their_id,
    unwritten,
)
from snippets.snippet import Snippet

DIALECT = "front"
NAMES = {
    "_results": "",
    "message_templates": "template",
    "message_template_folders": "folder",
    "articles": "article",
}
SIGNS = {
    "is_available_for_all_inboxes": "template",
    "subject": "template",
    "body": "template",
    "content": "article",
    "parent_folder_id": "folder",
    "name": "folder",
}
_UNREAD = {"subject": "a subject", "attachments": "attachments"}
_UNREAD_ARTICLE = {"attachments": "attachments"}
_NEW = "new_"


def read(path: Path) -> Iterator[Item]:
    """The templates and articles of a file or folder. Raises FileInvalid."""
    return items(records(path, NAMES))


def items(found: Iterable[Record]) -> Iterator[Item]:
    """What templates and articles are here; folders may stand anywhere. Raises FileInvalid."""
    every = list(found)
    known = folders.paths(record for record in every if kind_of(record, SIGNS) == "folder")
    rest = [record for record in every if kind_of(record, SIGNS) != "folder"]
    return kinds(rest, {"template": partial(_template, known), "article": _article}, SIGNS)


def write(path: Path, entries: Sequence[Snippet]) -> list[Loss]:
    """Write what the calls take that create folders, templates and articles."""
    losses: list[Loss] = []
    replies = [one for one in entries if _is_shown(one, losses)]
    numbers = folders.numbered(folder_of(one) for one in replies)
    pages = {
        "message_template_folders": folders.as_objects(numbers, _NEW),
        "message_templates": [_as_template(one, numbers, losses) for one in replies],
        "articles": [_as_article(one, losses) for one in entries if one.kind == "article"],
    }
    write_documents(path, pages)
    return losses


def _template(known: Mapping[str, folders.Path], record: Record) -> Iterator[Item]:
    source = record.maybe("body")
    if source is None:
        yield Loss(record.where, "a template without text (left out)")
        return
    body = bodies.from_html(source, DIALECT, record.where)
    yield from body.losses(record.where)
    yield from record.unread(_UNREAD)
    is_restricted = _owner(record) is not None or not _is_everywhere(record)
    if is_restricted:
        yield Loss(record.where, "for whom a template is (it is internal now)")
    title = record.line("name")
    fields = {
        "id": f"front-{record.key(title)}",
        "kind": "reply",
        "title": title,
        "body": body.text,
        "audience": "internal" if is_restricted else "public",
    }
    key = _folder(record)
    if key and key not in known:
        yield Loss(record.where, "the folder (its list is not in the export)")
    yield entry(record.where, fields, known.get(key, ()))


def _article(record: Record) -> Iterator[Item]:
    source = record.maybe("content")
    if source is None:
        yield Loss(record.where, "an article without its content (left out)")
        return
    body = bodies.from_html(source, DIALECT, record.where)
    yield from body.losses(record.where)
    yield from record.unread(_UNREAD_ARTICLE)
    is_draft = record.fields.get("status", "published") != "published"
    if is_draft:
        yield Loss(record.where, "that an article is not published (it is internal now)")
    title, locale = record.line("name"), locale_of(record.maybe("locale"))
    fields = {
        "id": "-".join(filter(None, ("front-article", record.key(title), locale))),
        "kind": "article",
        "title": title,
        "body": body.text,
        "locale": locale,
        "tags": record.texts("keywords"),
        "audience": "internal" if is_draft else "public",
        "url": record.maybe("url"),
    }
    yield entry(record.where, fields)


def _related(record: Record) -> dict[str, Any]:
    links = record.fields.get("_links")
    related = links.get("related") if isinstance(links, dict) else None
    return related if isinstance(related, dict) else {}


def _owner(record: Record) -> str | None:
    """The teammate or team that a template is of, None where it is the company's."""
    owner = str(_related(record).get("owner") or "").rstrip("/").rpartition("/")[2]
    return owner or None


def _is_everywhere(record: Record) -> bool:
    return not record.fields.get("inbox_ids") and bool(
        record.fields.get("is_available_for_all_inboxes", True)
    )


def _folder(record: Record) -> str:
    """The id of its folder, "" where it lies in none."""
    link = _related(record).get("parent_folder") or record.fields.get("folder_id") or ""
    return str(link).rstrip("/").rpartition("/")[2]


def _is_shown(snippet: Snippet, losses: list[Loss]) -> bool:
    if snippet.kind == "reply" and snippet.audience == "internal":
        losses.append(Loss(snippet.id, "an internal reply (left out: all agents would send it)"))
    return snippet.kind == "reply" and snippet.audience == "public"


def _as_template(
    snippet: Snippet, numbers: Mapping[folders.Path, int], losses: list[Loss]
) -> dict[str, Any]:
    body = bodies.as_html(snippet.body, DIALECT)
    losses += body.losses(snippet.id)
    losses += unwritten(snippet, "examples", "shortcut", "url", "tags", "locale")
    key = their_id(snippet, "front", r"rsp_\w+")
    number = numbers.get(folder_of(snippet))
    return {
        **({"id": key} if key else {}),
        "name": snippet.title,
        "subject": None,
        "body": body.text,
        **({"folder_id": f"{_NEW}{number}"} if number else {}),
    }


def _as_article(snippet: Snippet, losses: list[Loss]) -> dict[str, Any]:
    body = bodies.as_html(snippet.body, DIALECT)
    losses += body.losses(snippet.id)
    losses += unwritten(snippet, "examples", "shortcut", "url", "folder")
    key = their_id(snippet, "front-article", r"kba_\w+")
    return {
        **({"id": key} if key else {}),
        "name": snippet.title,
        "content": body.text,
        "status": "published" if snippet.audience == "public" else "draft",
        "locale": snippet.locale,
        "keywords": list(snippet.tags),
    }
