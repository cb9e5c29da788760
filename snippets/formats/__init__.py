"""Formats that a library can be read from and written to, by name.

To add one: a module with `read` and `write`, a line in `FORMATS`, fixtures in
tests/snippets/formats/fixtures and a section in docs/formats.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from snippets.errors import FileInvalid, FormatUnknown
from snippets.formats import (
    chatwoot,
    confluence,
    csv,
    freshdesk,
    front,
    gorgias,
    helpscout,
    intercom,
    jsonl,
    libredesk,
    markdown,
    notion,
    osticket,
    zammad,
    zendesk,
)
from snippets.formats.entry import Entry, Format, Item, Loss, Taken
from snippets.formats.outgoing import prepared
from snippets.snippet import Snippet

FORMATS = {
    "jsonl": Format("JSON Lines, one snippet a line", jsonl.read, jsonl.write, whole=True),
    "markdown": Format(
        "a folder of Markdown files with front matter", markdown.read, markdown.write, whole=True
    ),
    "csv": Format("a table with a column for each field", csv.read, csv.write, whole=True),
    "zendesk": Format("macros and Help Center articles", zendesk.read, zendesk.write),
    "helpscout": Format("saved replies and Docs articles", helpscout.read, helpscout.write),
    "freshdesk": Format("canned responses and solutions", freshdesk.read, freshdesk.write),
    "intercom": Format("macros and articles", intercom.read, intercom.write),
    "front": Format("message templates and knowledge base articles", front.read, front.write),
    "gorgias": Format("macros", gorgias.read, gorgias.write),
    "chatwoot": Format("canned responses and portal articles", chatwoot.read, chatwoot.write),
    "zammad": Format("text modules and knowledge base answers", zammad.read, zammad.write),
    "libredesk": Format("macros", libredesk.read, libredesk.write),
    "osticket": Format("canned responses", osticket.read, osticket.write),
    "confluence": Format(
        "a space's export as XML or HTML",
        confluence.read,
        None,
        unwritten="edit the pages in Confluence",
    ),
    "notion": Format(
        "an export as Markdown & CSV", notion.read, None, unwritten="edit the pages in Notion"
    ),
}


def take(name: str, path: Path) -> Taken:
    """All that is at `path`, in order, and what could not be carried.

    Raises FormatUnknown or FileInvalid; the latter too where an id or shortcut stands twice.
    """
    return gathered(_format(name).read(_existing(path)))


def gathered(items: Iterable[Item]) -> Taken:
    """Entries and losses apart, wherever they come from.

    Raises FileInvalid where an id or shortcut stands twice.
    """
    every = list(items)
    entries = tuple(item for item in every if isinstance(item, Entry))
    _check_twice(entries)
    return Taken(entries, tuple(item for item in every if isinstance(item, Loss)))


def read(name: str, path: Path) -> list[Snippet]:
    """The snippets at `path`, in order. Raises FormatUnknown or FileInvalid."""
    return [entry.snippet for entry in take(name, path).entries]


def write(name: str, path: Path, entries: Sequence[Snippet]) -> tuple[Loss, ...]:
    """Write all snippets to `path`; what could not be carried.

    Raises FormatUnknown, also where a format is not written, or FileInvalid.
    """
    format_ = _format(name)
    if format_.write is None:
        raise FormatUnknown(f"{name} can be read, but not written: {format_.unwritten}")
    chosen, losses = (entries, []) if format_.whole else prepared(entries)
    try:
        return (*losses, *format_.write(path, chosen))
    except OSError as error:
        raise FileInvalid(f"{path} can't be written: {error.strerror}") from error


def _check_twice(entries: Sequence[Entry]) -> None:
    seen: dict[str, dict[str, str]] = {"id": {}, "shortcut": {}}
    for entry in entries:
        for field, places in seen.items():
            value = getattr(entry.snippet, field)
            if value in places:
                raise FileInvalid(
                    f"{entry.where}: {field} {value!r} stands at {places[value]} already"
                )
            if value:
                places[value] = entry.where


def _format(name: str) -> Format:
    try:
        return FORMATS[name]
    except KeyError:
        known = ", ".join(FORMATS)
        raise FormatUnknown(f"no format is named {name!r}; there are {known}") from None


def _existing(path: Path) -> Path:
    if not path.exists():
        raise FileInvalid(f"{path} does not exist")
    return path
