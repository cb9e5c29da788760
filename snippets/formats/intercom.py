"""Intercom: macros and articles.

Long lists of macros come without their bodies, so that an export has to hold single objects.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from snippets.formats import bodies
from snippets.formats.documents import Record, kinds, records, write_documents
from snippets.formats.entry import Item, Loss, entry, locale_of, their_id, unwritten
from snippets.snippet import Snippet

DIALECT = "intercom"
NAMES = {"data": "", "macros": "macro", "articles": "article"}
SIGNS = {
    "visible_to": "macro",
    "body_text": "macro",
    "available_on": "macro",
    "state": "article",
    "author_id": "article",
    "body_markdown": "article",
}
_ATTRIBUTE = re.compile(r"<attribute\b(?P<fields>[^<>]{0,1000}?)/?>(?:\s{0,20}</attribute>)?", re.I)
_FIELD = re.compile(r"\b(key|default)\s{0,5}=\s{0,5}([\"'])(.*?)\2")
_PLACEHOLDER = re.compile(r"\{\{(?P<name>[\w.]+)(?:\|fallback:\"(?P<fallback>[^{}\"]*)\")?\}\}")
_EVERYONE = "everyone"
_UNREAD_ARTICLE = {
    "description": "an article's description",
    "parent_ids": "collections (only their ids are known)",
    "has_unpublished_changes": "changes that are not published yet",
    "translated_content": "translations within an article",
}


def read(path: Path) -> Iterator[Item]:
    """The macros and articles of a file or folder. Raises FileInvalid."""
    return items(records(path, NAMES))


def items(found: Iterable[Record]) -> Iterator[Item]:
    """What macros and articles are here. Raises FileInvalid."""
    return kinds(found, {"macro": _macro, "article": _article}, SIGNS)


def write(path: Path, entries: Sequence[Snippet]) -> list[Loss]:
    """Write macros as Intercom lists them, and what the call takes that creates articles."""
    losses: list[Loss] = []
    macros = [_as_macro(one, losses) for one in entries if one.kind == "reply"]
    articles = [_as_article(one, losses) for one in entries if one.kind == "article"]
    write_documents(path, {"macros": macros, "articles": articles})
    return losses


def _macro(record: Record) -> Iterator[Item]:
    source, text = record.maybe("body"), record.maybe("body_text")
    if source is None and text is None:
        yield Loss(record.where, "a macro without its text: get it by its id (left out)")
        return
    if source is None:
        body = bodies.from_text(text or "", DIALECT)
    else:
        body = bodies.from_html(_ATTRIBUTE.sub(_as_text, source), DIALECT, record.where)
    yield from body.losses(record.where)
    is_public = record.fields.get("visible_to", _EVERYONE) == _EVERYONE
    if not is_public:
        yield Loss(record.where, "for which teams a macro is (it is internal now)")
    title = record.line("name")
    fields = {
        "id": f"intercom-{record.key(title)}",
        "kind": "reply",
        "title": title,
        "body": body.text,
        "audience": "public" if is_public else "internal",
    }
    yield entry(record.where, fields)


def _as_text(found: re.Match[str]) -> str:
    """`<attribute key="user.name" default="there"/>` as Intercom writes it in texts."""
    fields = {name: value for name, _, value in _FIELD.findall(found["fields"])}
    fallback = html.unescape(fields.get("default", "")).replace('"', "'")
    name = fields.get("key", "")
    return html.escape(f'{{{{{name}|fallback:"{fallback}"}}}}' if fallback else f"{{{{{name}}}}}")


def _as_attribute(found: re.Match[str]) -> str:
    fallback = f' default="{found["fallback"]}"' if found["fallback"] else ""
    return f'<attribute key="{found["name"]}"{fallback}/>'


def _article(record: Record) -> Iterator[Item]:
    source, text = record.maybe("body"), record.maybe("body_markdown")
    body = bodies.from_either(source, text, DIALECT, record.where)
    if body is None:
        yield Loss(record.where, "an article without text (left out)")
        return
    yield from body.losses(record.where)
    yield from record.unread(_UNREAD_ARTICLE)
    is_draft = record.fields.get("state", "published") != "published"
    if is_draft:
        yield Loss(record.where, "that an article is a draft (it is internal now)")
    title = record.line("title")
    fields = {
        "id": f"intercom-article-{record.key(title)}",
        "kind": "article",
        "title": title,
        "body": body.text,
        "locale": locale_of(record.maybe("default_locale")),
        "audience": "internal" if is_draft else "public",
        "url": record.maybe("url"),
    }
    yield entry(record.where, fields)


def _as_macro(snippet: Snippet, losses: list[Loss]) -> dict[str, Any]:
    body = bodies.as_html(snippet.body, DIALECT)
    losses.append(Loss(snippet.id, "a macro: no call of Intercom's makes one, copy it by hand"))
    losses += body.losses(snippet.id)
    losses += unwritten(snippet, "examples", "shortcut", "url", "tags", "locale", "folder")
    is_public = snippet.audience == "public"
    if not is_public:
        losses.append(Loss(snippet.id, "that a reply is internal (it is written for no team)"))
    return _known(snippet, "intercom") | {
        "type": "macro",
        "name": snippet.title,
        "body": _PLACEHOLDER.sub(_as_attribute, body.text),
        "visible_to": _EVERYONE if is_public else "specific_teams",
        "visible_to_team_ids": [],
    }


def _as_article(snippet: Snippet, losses: list[Loss]) -> dict[str, Any]:
    body = bodies.as_html(snippet.body, DIALECT)
    losses += body.losses(snippet.id)
    losses += unwritten(snippet, "examples", "shortcut", "tags", "folder")
    return _known(snippet, "intercom-article") | {
        "type": "article",
        "title": snippet.title,
        "body": body.text,
        "state": "published" if snippet.audience == "public" else "draft",
        "default_locale": snippet.locale,
        "url": snippet.url,
    }


def _known(snippet: Snippet, prefix: str) -> dict[str, Any]:
    number = their_id(snippet, prefix)
    return {"id": number} if number else {}
