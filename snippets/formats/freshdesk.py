"""Freshdesk: canned responses and solution articles, with the lists of their folders.

Who may see an article is a matter of its folder: without the list of folders it is internal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from snippets.formats import bodies
from snippets.formats.documents import Record, kind_of, kinds, records, write_documents
from snippets.formats.entry import Item, Loss, entry, folder_of, their_id, unwritten
from snippets.snippet import Snippet

DIALECT = "freshdesk"
NAMES = {
    "canned_responses": "response",
    "canned_response": "response",
    "articles": "article",
    "article": "article",
    "canned_response_folders": "response folder",
    "folders": "solution folder",
}
SIGNS = {
    "content_html": "response",
    "content": "response",
    "description": "article",
    "responses_count": "response folder",
    "personal": "response folder",
    "category_id": "solution folder",
    "visibility": "solution folder",
    "title": "response",
}
_EVERYBODY, _PERSONAL, _GROUPS = 0, 1, 2
_SEEN_BY_ALL, _DRAFT, _PUBLISHED = 1, 1, 2
_UNREAD = {"attachments": "attachments", "group_ids": "for which groups a response is"}
_UNREAD_ARTICLE = {
    "attachments": "attachments",
    "cloud_files": "attachments",
    "seo_data": "titles and descriptions for search engines",
}
Folders = Mapping[str, Record]


def read(path: Path) -> Iterator[Item]:
    """The responses and articles of a file or folder. Raises FileInvalid."""
    return items(records(path, NAMES))


def items(found: Iterable[Record]) -> Iterator[Item]:
    """What responses and articles are here; folders may stand anywhere. Raises FileInvalid."""
    known: dict[str, dict[str, Record]] = {"response folder": {}, "solution folder": {}}
    rest = []
    for record in found:
        kind = kind_of(record, SIGNS)
        if kind in known:
            known[kind][record.key(record.line("name"))] = record
        else:
            rest.append(record)
    response = partial(_response, known["response folder"])
    article = partial(_article, known["solution folder"])
    return kinds(rest, {"response": response, "article": article}, SIGNS)


def write(path: Path, entries: Sequence[Snippet]) -> list[Loss]:
    """Write what the calls take that create folders, responses and articles."""
    losses: list[Loss] = []
    replies = [one for one in entries if one.kind == "reply"]
    articles = [one for one in entries if one.kind == "article"]
    ours, theirs = _numbers(replies), _numbers(articles)
    pages = {
        "canned_response_folders": [{"id": n, "name": name} for name, n in ours.items()],
        "canned_responses": [_as_response(one, ours, losses) for one in replies],
        "folders": [
            {"id": n, "name": name, "visibility": _SEEN_BY_ALL} for name, n in theirs.items()
        ],
        "articles": [_as_article(one, theirs, losses) for one in articles],
    }
    write_documents(path, pages)
    return losses


def _response(known: Folders, record: Record) -> Iterator[Item]:
    source, text = record.maybe("content_html"), record.maybe("content")
    body = bodies.from_either(source, text, DIALECT, record.where)
    if body is None:
        yield Loss(record.where, "a response without its text: get it by its id (left out)")
        return
    yield from body.losses(record.where)
    yield from record.unread(_UNREAD)
    is_internal = body.logic or record.fields.get("visibility", _EVERYBODY) != _EVERYBODY
    if record.fields.get("visibility") in (_PERSONAL, _GROUPS):
        yield Loss(record.where, "for whom a response is (it is internal now)")
    title = record.line("title")
    fields = {
        "id": f"freshdesk-{record.key(title)}",
        "kind": "reply",
        "title": title,
        "body": body.text,
        "audience": "internal" if is_internal else "public",
    }
    folder = known.get(str(record.fields.get("folder_id")))
    if folder is None and record.fields.get("folder_id"):
        yield Loss(record.where, "the folder (its list is not in the export)")
    yield entry(record.where, fields, (folder.line("name"),) if folder else ())


def _article(known: Folders, record: Record) -> Iterator[Item]:
    source, text = record.maybe("description"), record.maybe("description_text")
    body = bodies.from_either(source, text, DIALECT, record.where)
    if body is None:
        yield Loss(record.where, "an article without text (left out)")
        return
    yield from body.losses(record.where)
    yield from record.unread(_UNREAD_ARTICLE)
    folder = known.get(str(record.fields.get("folder_id")))
    hidden = list(_hidden(record, folder))
    yield from (Loss(record.where, what) for what in hidden)
    title = record.line("title")
    fields = {
        "id": f"freshdesk-article-{record.key(title)}",
        "kind": "article",
        "title": title,
        "body": body.text,
        "tags": record.texts("tags"),
        "audience": "internal" if hidden or body.logic else "public",
    }
    yield entry(record.where, fields, (folder.line("name"),) if folder else ())


def _hidden(record: Record, folder: Record | None) -> Iterator[str]:
    """Why not everybody may see an article."""
    if record.fields.get("status", _PUBLISHED) != _PUBLISHED:
        yield "that an article is a draft (it is internal now)"
    if folder is None and record.fields.get("folder_id"):
        yield "who may see an article: the list of folders is missing (it is internal now)"
    if folder and folder.fields.get("visibility", _SEEN_BY_ALL) != _SEEN_BY_ALL:
        yield "for whom a folder of articles is (they are internal now)"


def _numbers(entries: Sequence[Snippet]) -> dict[str, int]:
    """A number for each folder; Freshdesk's have none within."""
    names = dict.fromkeys("/".join(folder_of(one)) for one in entries if folder_of(one))
    return {name: number for number, name in enumerate(names, start=1)}


def _placed(snippet: Snippet, numbers: Mapping[str, int], prefix: str) -> dict[str, Any]:
    number = their_id(snippet, prefix)
    known = {"id": int(number)} if number else {}
    folder = numbers.get("/".join(folder_of(snippet)))
    return known | ({"folder_id": folder} if folder else {})


def _as_response(
    snippet: Snippet, numbers: Mapping[str, int], losses: list[Loss]
) -> dict[str, Any]:
    body = bodies.as_html(snippet.body, DIALECT)
    losses += body.losses(snippet.id)
    losses += unwritten(snippet, "examples", "shortcut", "url", "tags", "locale")
    is_public = snippet.audience == "public"
    if not is_public:
        losses.append(Loss(snippet.id, "that a reply is internal (it is written as personal)"))
    return _placed(snippet, numbers, "freshdesk") | {
        "title": snippet.title,
        "content_html": body.text,
        "visibility": _EVERYBODY if is_public else _PERSONAL,
    }


def _as_article(snippet: Snippet, numbers: Mapping[str, int], losses: list[Loss]) -> dict[str, Any]:
    body = bodies.as_html(snippet.body, DIALECT)
    losses += body.losses(snippet.id)
    losses += unwritten(snippet, "examples", "shortcut", "url", "locale")
    is_public = snippet.audience == "public"
    if not is_public:
        losses.append(Loss(snippet.id, "that an article is internal (it is written as a draft)"))
    return _placed(snippet, numbers, "freshdesk-article") | {
        "title": snippet.title,
        "description": body.text,
        "type": 1,
        "status": _PUBLISHED if is_public else _DRAFT,
        "tags": list(snippet.tags),
    }
