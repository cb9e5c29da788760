"""Help Scout: saved replies, and articles of Docs.

Their lists hold previews only, so that an export has to hold the single objects.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from snippets.formats import bodies
from snippets.formats.documents import Record, kind_of, kinds, records, write_documents
from snippets.formats.entry import Item, Loss, entry, their_id, unwritten
from snippets.snippet import Snippet

DIALECT = "helpscout"
NAMES = {
    "saved-replies": "reply",
    "articles": "article",
    "article": "article",
    "collections": "collection",
}
SIGNS = {
    "publishedArticleCount": "collection",
    "collectionId": "article",
    "publicUrl": "article",
    "preview": "reply",
    "chatText": "reply",
    "text": "reply",
}
_UNREAD_ARTICLE = {
    "categories": "categories (only their ids are known)",
    "related": "related articles",
    "hasDraft": "changes that are not published yet",
}


def read(path: Path) -> Iterator[Item]:
    """The saved replies and articles of a file or folder. Raises FileInvalid."""
    return items(records(path, NAMES))


def items(found: Iterable[Record]) -> Iterator[Item]:
    """What saved replies and articles are here; collections may stand anywhere.

    Raises FileInvalid.
    """
    every = list(found)
    collections = [one for one in every if kind_of(one, SIGNS) == "collection"]
    private = frozenset(one.key("") for one in collections if _is_private(one))
    rest = [one for one in every if kind_of(one, SIGNS) != "collection"]
    return kinds(rest, {"reply": _reply, "article": partial(_article, private)}, SIGNS)


def write(path: Path, entries: Sequence[Snippet]) -> list[Loss]:
    """Write what the calls take that create saved replies and articles."""
    losses: list[Loss] = []
    replies = [_as_reply(one, losses) for one in entries if _is_shown(one, losses)]
    articles = [_as_article(one, losses) for one in entries if one.kind == "article"]
    write_documents(path, {"saved-replies": replies, "articles": articles})
    return losses


def _reply(record: Record) -> Iterator[Item]:
    source, chat = record.maybe("text"), record.maybe("chatText")
    if source is None and chat is None:
        yield Loss(record.where, "a saved reply without its text: get it by its id (left out)")
        return
    if source is None:
        body = bodies.from_text(chat or "", DIALECT)
    else:
        body = bodies.from_html(source, DIALECT, record.where)
    yield from body.losses(record.where)
    if chat and _words(bodies.from_text(chat, DIALECT).text) != _words(body.text):
        yield Loss(record.where, "a text of its own for chats")
    title = record.line("name")
    fields = {"id": f"helpscout-{record.key(title)}", "title": title, "body": body.text}
    yield entry(record.where, fields | {"kind": "reply", "audience": "public"})


def _is_private(collection: Record) -> bool:
    return collection.maybe("visibility") not in (None, "public")


def _article(private: Collection[str], record: Record) -> Iterator[Item]:
    source = record.maybe("text")
    if source is None:
        yield Loss(record.where, "an article without its text: get it by its id (left out)")
        return
    body = bodies.from_html(source, DIALECT, record.where)
    yield from body.losses(record.where)
    yield from record.unread(_UNREAD_ARTICLE)
    is_draft = record.fields.get("status", "published") != "published"
    if is_draft:
        yield Loss(record.where, "that an article is not published (it is internal now)")
    is_private = str(record.fields.get("collectionId")) in private
    if is_private:
        yield Loss(record.where, "that a collection is private (its articles are internal now)")
    title = record.line("name")
    fields = {
        "id": f"helpscout-article-{record.key(title)}",
        "kind": "article",
        "title": title,
        "body": body.text,
        "tags": record.texts("keywords"),
        "audience": "internal" if is_draft or is_private else "public",
        "url": record.maybe("publicUrl"),
    }
    yield entry(record.where, fields)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _is_shown(snippet: Snippet, losses: list[Loss]) -> bool:
    if snippet.kind == "reply" and snippet.audience == "internal":
        losses.append(Loss(snippet.id, "an internal reply (left out: all agents would send it)"))
    return snippet.kind == "reply" and snippet.audience == "public"


def _as_reply(snippet: Snippet, losses: list[Loss]) -> dict[str, Any]:
    body, chat = bodies.as_html(snippet.body, DIALECT), bodies.as_text(snippet.body, DIALECT)
    losses += body.losses(snippet.id)
    losses += unwritten(snippet, "examples", "shortcut", "url", "tags", "locale", "folder")
    number = their_id(snippet, "helpscout")
    known = {"id": int(number)} if number else {}
    return known | {"name": snippet.title, "text": body.text, "chatText": chat.text}


def _as_article(snippet: Snippet, losses: list[Loss]) -> dict[str, Any]:
    body = bodies.as_html(snippet.body, DIALECT)
    losses += body.losses(snippet.id)
    losses += unwritten(snippet, "examples", "shortcut", "locale", "folder")
    key = their_id(snippet, "helpscout-article", r"[0-9a-f]{8,40}")
    known = {"id": key} if key else {}
    return known | {
        "name": snippet.title,
        "text": body.text,
        "status": "published" if snippet.audience == "public" else "notpublished",
        "keywords": list(snippet.tags),
        "publicUrl": snippet.url,
    }
