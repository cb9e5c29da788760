"""LibreDesk: macros, as their list call gives them. Their texts know no placeholders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from snippets.formats import bodies, outgoing
from snippets.formats.documents import Record, kinds, records, write_documents
from snippets.formats.entry import Item, Loss, entry, their_id, unwritten
from snippets.snippet import Snippet

DIALECT = "libredesk"
NAMES = {"data": "macro", "macros": "macro"}
SIGNS = {"message_content": "macro", "visible_when": "macro", "visibility": "macro"}
MOST = 5_000
"""Characters of HTML that LibreDesk takes."""
_ALL, _NOTE = "all", "adding_private_note"
_REPLYING = ["replying", "starting_conversation"]


def read(path: Path) -> Iterator[Item]:
    """The macros of a file or a folder of pages. Raises FileInvalid."""
    return items(records(path, NAMES))


def items(found: Iterable[Record]) -> Iterator[Item]:
    """What macros are here. Raises FileInvalid."""
    return kinds(found, {"macro": _macro}, SIGNS)


def write(path: Path, entries: Sequence[Snippet]) -> list[Loss]:
    """Write what the call takes that creates macros."""
    losses: list[Loss] = []
    chosen = outgoing.replies(entries, "LibreDesk", losses, internal=True)
    macros = [_as_macro(one, losses) for one in chosen]
    write_documents(path, {"macros": [one for one in macros if one]})
    return losses


def _macro(record: Record) -> Iterator[Item]:
    source = record.maybe("message_content")
    for action in record.objects("actions"):
        yield Loss(record.where, f"the action {action.get('type')!r}")
    if source is None:
        yield Loss(record.where, "a macro that says nothing (left out)")
        return
    body = bodies.from_html(source, DIALECT, record.where)
    yield from body.losses(record.where)
    is_for_all = record.fields.get("visibility", _ALL) == _ALL
    if not is_for_all:
        yield Loss(record.where, "for which team or agent a macro is (it is internal now)")
    is_note = record.texts("visible_when") == [_NOTE]
    title = record.line("name")
    fields = {
        "id": f"libredesk-{record.key(title)}",
        "kind": "reply",
        "title": title,
        "body": body.text,
        "audience": "public" if is_for_all and not is_note else "internal",
    }
    yield entry(record.where, fields)


def _as_macro(snippet: Snippet, losses: list[Loss]) -> dict[str, Any]:
    body = bodies.as_html(snippet.body, DIALECT)
    if len(body.text) > MOST:
        losses.append(Loss(snippet.id, f"a text of more than {MOST:,} characters (left out)"))
        return {}
    losses += body.losses(snippet.id)
    losses += unwritten(snippet, "examples", "shortcut", "url", "tags", "locale", "folder")
    is_public = snippet.audience == "public"
    if not is_public:
        losses.append(
            Loss(snippet.id, "that a reply is internal (it is written for private notes)")
        )
    number = their_id(snippet, "libredesk")
    return ({"id": int(number)} if number else {}) | {
        "name": snippet.title,
        "message_content": body.text,
        "visibility": _ALL,
        "visible_when": _REPLYING if is_public else [_NOTE],
        "actions": [],
    }
