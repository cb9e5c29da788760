"""Zendesk: macros and Help Center articles, as their list calls give them.

An article's translations have its number in common, so that their language is in the id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from snippets.formats import bodies
from snippets.formats.documents import Record, kinds, records, write_documents
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

DIALECT = "zendesk"
NAMES = {"macros": "macro", "macro": "macro", "articles": "article", "article": "article"}
SIGNS = {"actions": "macro", "section_id": "article", "body": "article"}
_COMMENTS = ("comment_value_html", "comment_value")
_PUBLIC = "comment_mode_is_public"
_ANYWHERE = "channel:all"
_UNREAD = {"description": "a macro's description", "attachments": "attachments"}
_UNREAD_ARTICLE = {
    "content_tag_ids": "content tags",
    "attachments": "attachments",
    "section_id": "the section (only its number is known)",
    "promoted": "that an article is promoted",
    "outdated": "that a translation is out of date",
}


def read(path: Path) -> Iterator[Item]:
    """The macros and articles of a file or a folder of pages. Raises FileInvalid."""
    return items(records(path, NAMES))


def items(found: Iterable[Record]) -> Iterator[Item]:
    """What macros and articles are here. Raises FileInvalid."""
    return kinds(found, {"macro": _macro, "article": _article}, SIGNS)


def write(path: Path, entries: Sequence[Snippet]) -> list[Loss]:
    """Write what the calls take that create macros and articles."""
    losses: list[Loss] = []
    macros = [_as_macro(one, losses) for one in entries if one.kind == "reply"]
    articles = [_as_article(one, losses) for one in entries if one.kind == "article"]
    write_documents(path, {"macros": macros, "articles": articles})
    return losses


def _macro(record: Record) -> Iterator[Item]:
    if record.fields.get("active") is False:
        yield Loss(record.where, "a macro that is switched off (left out)")
        return
    actions = record.objects("actions")
    said = [one for name in _COMMENTS for one in _comments(actions, name)]
    yield from (Loss(record.where, what) for what in _others(actions))
    if not said:
        yield Loss(record.where, "a macro that says nothing (left out)")
        return
    _, is_html, text = said[0]
    yield from (Loss(record.where, f"a second comment ({way})") for way, _, _ in said[1:])
    body = _body(text, is_html, record.where)
    yield from body.losses(record.where)
    yield from record.unread(_UNREAD)
    if record.fields.get("restriction"):
        yield Loss(record.where, "for whom a macro is (it is internal now)")
    *folder, title = [part for part in record.line("title").split("::") if part.strip()]
    fields = {
        "id": f"zendesk-{record.key(title.strip())}",
        "kind": "reply",
        "title": title.strip(),
        "body": body.text,
        "audience": "internal" if _is_internal(record, actions, body) else "public",
    }
    yield entry(record.where, fields, folder)


def _comments(actions: list[dict[str, Any]], name: str) -> list[tuple[str, bool, str]]:
    """The comments of an action's name: channel, whether it is HTML, text; for all first."""
    values = [one.get("value") for one in actions if one.get("field") == name]
    pairs = [value if isinstance(value, list) else [_ANYWHERE, value] for value in values]
    said = [
        (str(pair[0]), name.endswith("html"), pair[1])
        for pair in pairs
        if len(pair) == 2 and isinstance(pair[1], str) and pair[1].strip()
    ]
    return sorted(said, key=lambda one: one[0] != _ANYWHERE)


def _others(actions: list[dict[str, Any]]) -> Iterator[str]:
    for action in actions:
        name = action.get("field")
        if name not in (*_COMMENTS, _PUBLIC):
            yield f"the action {name!r}"


def _body(text: str, is_html: bool, where: str) -> bodies.Body:
    return bodies.from_html(text, DIALECT, where) if is_html else bodies.from_text(text, DIALECT)


def _is_internal(record: Record, actions: list[dict[str, Any]], body: bodies.Body) -> bool:
    notes = [one for one in actions if one.get("field") == _PUBLIC]
    is_note = any(str(one.get("value")).lower() in ("false", "0") for one in notes)
    return bool(record.fields.get("restriction")) or is_note or body.logic


def _article(record: Record) -> Iterator[Item]:
    fields = record.fields
    source = record.maybe("body")
    if source is None:
        yield Loss(record.where, "an article without text (left out)")
        return
    body = bodies.from_html(source, DIALECT, record.where)
    yield from body.losses(record.where)
    yield from record.unread(_UNREAD_ARTICLE)
    segments = fields.get("user_segment_id") or fields.get("user_segment_ids")
    if segments:
        yield Loss(record.where, "which user segment may see an article (it is internal now)")
    if fields.get("draft"):
        yield Loss(record.where, "that an article is a draft (it is internal now)")
    title, locale = record.line("title"), locale_of(record.maybe("locale"))
    values = {
        "id": "-".join(filter(None, ("zendesk-article", record.key(title), locale))),
        "kind": "article",
        "title": title,
        "body": body.text,
        "locale": locale,
        "tags": record.texts("label_names"),
        "audience": "internal" if segments or fields.get("draft") or body.logic else "public",
        "url": record.maybe("html_url"),
    }
    yield entry(record.where, values)


def _as_macro(snippet: Snippet, losses: list[Loss]) -> dict[str, Any]:
    body = bodies.as_html(snippet.body, DIALECT)
    losses += body.losses(snippet.id)
    losses += unwritten(snippet, "examples", "shortcut", "url", "tags", "locale")
    actions = [{"field": "comment_value_html", "value": body.text}]
    if snippet.audience == "internal":
        losses.append(
            Loss(snippet.id, "that a reply is internal (it is written as a private note)")
        )
        actions.append({"field": _PUBLIC, "value": "false"})
    title = "::".join([*folder_of(snippet), snippet.title])
    return _numbered(snippet, "zendesk") | {"title": title, "actions": actions}


def _as_article(snippet: Snippet, losses: list[Loss]) -> dict[str, Any]:
    body = bodies.as_html(snippet.body, DIALECT)
    losses += body.losses(snippet.id)
    losses += unwritten(snippet, "examples", "shortcut", "folder")
    if snippet.audience == "internal":
        losses.append(Loss(snippet.id, "that an article is internal (it is written as a draft)"))
    return _numbered(snippet, "zendesk-article") | {
        "title": snippet.title,
        "body": body.text,
        "locale": snippet.locale.lower(),
        "label_names": list(snippet.tags),
        "draft": snippet.audience == "internal",
        "html_url": snippet.url,
    }


def _numbered(snippet: Snippet, prefix: str) -> dict[str, Any]:
    number = their_id(snippet, prefix)
    return {"id": int(number)} if number else {}
