"""Chatwoot: canned responses, and the articles of help center portals.

A canned response has no title: its short code stands for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from snippets.formats import bodies, outgoing
from snippets.formats.documents import Record, kinds, records, write_documents
from snippets.formats.entry import Entry, Item, Loss, entry, locale_of, their_id, unwritten
from snippets.snippet import Snippet, slug

DIALECT = "chatwoot"
NAMES = {"payload": "", "canned_responses": "response", "articles": "article"}
SIGNS = {"short_code": "response", "slug": "article", "status": "article", "title": "article"}
_UNREAD_ARTICLE = {
    "description": "an article's description",
    "associated_articles": "which articles are translations of each other",
}


def read(path: Path) -> Iterator[Item]:
    """The responses and articles of a file or a folder of pages. Raises FileInvalid."""
    return items(records(path, NAMES))


def items(found: Iterable[Record]) -> Iterator[Item]:
    """What canned responses and articles are here. Raises FileInvalid."""
    return kinds(found, {"response": _response, "article": _article}, SIGNS)


def write(path: Path, entries: Sequence[Snippet]) -> list[Loss]:
    """Write what the calls take that create canned responses and articles."""
    losses: list[Loss] = []
    replies = outgoing.shown([one for one in entries if one.kind == "reply"], losses)
    articles = [_as_article(one, losses) for one in entries if one.kind == "article"]
    pages = {"canned_responses": _as_responses(replies, losses), "articles": articles}
    write_documents(path, pages)
    return losses


def _response(record: Record) -> Iterator[Item]:
    source = record.maybe("content")
    if source is None:
        yield Loss(record.where, "a canned response without text (left out)")
        return
    body = bodies.from_text(source, DIALECT)
    yield from body.losses(record.where)
    code = record.line("short_code")
    fields = {
        "id": f"chatwoot-{record.key(code)}",
        "kind": "reply",
        "title": code,
        "body": body.text,
        "shortcut": code,
        "audience": "internal" if body.logic else "public",
    }
    yield _without_title(entry(record.where, fields))


def _without_title(read: Entry) -> Entry:
    """The same, so that a title that it was given here stays."""
    return replace(read, given=read.given - {"title"})


def _article(record: Record) -> Iterator[Item]:
    source, status = record.maybe("content"), record.fields.get("status", "published")
    if source is None or status == "archived":
        why = "that is archived" if source else "without text"
        yield Loss(record.where, f"an article {why} (left out)")
        return
    body = bodies.from_text(source, DIALECT)
    yield from body.losses(record.where)
    yield from record.unread(_UNREAD_ARTICLE)
    meta, category = _object(record, "meta"), _object(record, "category")
    if meta.fields.get("title") or meta.fields.get("description"):
        yield Loss(record.where, "titles and descriptions for search engines")
    if status != "published":
        yield Loss(record.where, "that an article is a draft (it is internal now)")
    title, folder = record.line("title"), category.maybe("name")
    fields = {
        "id": f"chatwoot-article-{record.key(title)}",
        "kind": "article",
        "title": title,
        "body": body.text,
        "locale": locale_of(record.maybe("locale") or category.maybe("locale")),
        "tags": meta.texts("tags"),
        "audience": "public" if status == "published" and not body.logic else "internal",
    }
    yield entry(record.where, fields, (folder,) if folder else ())


def _object(record: Record, name: str) -> Record:
    value = record.fields.get(name)
    return Record(f"{record.where}: {name}", "", value if isinstance(value, dict) else {})


def _as_responses(replies: Sequence[Snippet], losses: list[Loss]) -> list[dict[str, Any]]:
    taken = {one.shortcut for one in replies}
    written = []
    for one in replies:
        code = one.shortcut or _code(one, taken)
        taken.add(code)
        body = bodies.as_text(one.body, DIALECT)
        losses += body.losses(one.id)
        losses += unwritten(one, "examples", "url", "tags", "locale", "folder")
        if one.title != code:
            losses.append(Loss(one.id, "a title (Chatwoot shows the short code)"))
        written.append(_numbered(one, "chatwoot") | {"short_code": code, "content": body.text})
    return written


def _code(snippet: Snippet, taken: set[str | None]) -> str:
    """A short code made from the title, with a number where it is taken."""
    plain, number = slug(snippet.title), 2
    code = plain
    while code in taken:
        code, number = f"{plain}-{number}", number + 1
    return code


def _as_article(snippet: Snippet, losses: list[Loss]) -> dict[str, Any]:
    body = bodies.as_text(snippet.body, DIALECT)
    losses += body.losses(snippet.id)
    losses += unwritten(snippet, "examples", "shortcut", "url")
    is_public = snippet.audience == "public"
    if not is_public:
        losses.append(Loss(snippet.id, "that an article is internal (it is written as a draft)"))
    return _numbered(snippet, "chatwoot-article") | {
        "title": snippet.title,
        "content": body.text,
        "status": "published" if is_public else "draft",
        "locale": snippet.locale,
        "meta": {"tags": list(snippet.tags)},
        **({"category": {"name": snippet.folder}} if snippet.folder else {}),
    }


def _numbered(snippet: Snippet, prefix: str) -> dict[str, Any]:
    number = their_id(snippet, prefix)
    return {"id": int(number)} if number else {}
