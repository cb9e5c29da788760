"""Gorgias: macros, as their list call gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from snippets.formats import bodies, outgoing
from snippets.formats.documents import Record, kinds, records, write_documents
from snippets.formats.entry import Item, Loss, entry, locale_of, their_id, unwritten
from snippets.snippet import Snippet

DIALECT = "gorgias"
NAMES = {"data": "macro", "macros": "macro"}
SIGNS = {"actions": "macro"}
_REPLY, _NOTE = "setResponseText", "addInternalNote"
_UNREAD = {"intent": "what a macro is meant for (its intent)"}


def read(path: Path) -> Iterator[Item]:
    """The macros of a file or a folder of pages. Raises FileInvalid."""
    return items(records(path, NAMES))


def items(found: Iterable[Record]) -> Iterator[Item]:
    """What macros are here. Raises FileInvalid."""
    return kinds(found, {"macro": _macro}, SIGNS)


def write(path: Path, entries: Sequence[Snippet]) -> list[Loss]:
    """Write what the call takes that creates macros."""
    losses: list[Loss] = []
    chosen = outgoing.replies(entries, "Gorgias", losses, internal=True)
    write_documents(path, {"macros": [_as_macro(one, losses) for one in chosen]})
    return losses


def _macro(record: Record) -> Iterator[Item]:
    if record.fields.get("archived_datetime"):
        yield Loss(record.where, "a macro that is archived (left out)")
        return
    actions = [(str(one.get("name")), _arguments(one)) for one in record.objects("actions")]
    said = [(name, _said(given, record.where)) for name, given in actions]
    texts = [(name, body) for name, body in said if body is not None]
    yield from (Loss(record.where, what) for what in _others(actions))
    if not texts:
        yield Loss(record.where, "a macro that says nothing (left out)")
        return
    action, body = min(texts, key=lambda one: one[0] != _REPLY)
    yield from (Loss(record.where, "a second text") for _ in texts[1:])
    yield from body.losses(record.where)
    yield from record.unread(_UNREAD)
    title = record.line("name")
    fields = {
        "id": f"gorgias-{record.key(title)}",
        "kind": "reply",
        "title": title,
        "body": body.text,
        "locale": locale_of(record.maybe("language")),
        "audience": "public" if action == _REPLY and not body.logic else "internal",
    }
    yield entry(record.where, fields)


def _arguments(action: dict[str, Any]) -> dict[str, Any]:
    given = action.get("arguments")
    return given if isinstance(given, dict) else {}


def _said(given: dict[str, Any], where: str) -> bodies.Body | None:
    record = Record(where, "", given)
    source, text = record.maybe("body_html"), record.maybe("body_text")
    if source is not None:
        return bodies.from_html(source, DIALECT, where)
    return bodies.from_text(text, DIALECT) if text is not None else None


def _others(actions: list[tuple[str, dict[str, Any]]]) -> Iterator[str]:
    for name, given in actions:
        if name not in (_REPLY, _NOTE):
            yield f"the action {name!r}"
        if given.get("attachments"):
            yield "attachments"


def _as_macro(snippet: Snippet, losses: list[Loss]) -> dict[str, Any]:
    body, text = bodies.as_html(snippet.body, DIALECT), bodies.as_text(snippet.body, DIALECT)
    losses += body.losses(snippet.id)
    losses += unwritten(snippet, "examples", "shortcut", "url", "tags", "folder")
    is_public = snippet.audience == "public"
    if not is_public:
        losses.append(
            Loss(snippet.id, "that a reply is internal (it is written as an internal note)")
        )
    number = their_id(snippet, "gorgias")
    known: dict[str, Any] = {"id": int(number)} if number else {}
    action = {
        "name": _REPLY if is_public else _NOTE,
        "title": "Add response text" if is_public else "Add internal note",
        "type": "user",
        "arguments": {"body_html": body.text, "body_text": text.text},
    }
    return known | {"name": snippet.title, "language": snippet.locale, "actions": [action]}
