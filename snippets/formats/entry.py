"""What reading a format yields: snippets with their places, and what could not be carried."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from snippets.errors import FileInvalid, SnippetInvalid
from snippets.snippet import Snippet

ALL = frozenset(Snippet.__slots__)
"""Every field of a snippet."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that could not be carried.

    `where` is a place ("file: macros[3]"), or the snippet's id when writing. `what` has the
    same words for the same thing everywhere, so that losses can be counted.
    """

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A snippet, its place, and the fields that its source speaks of.

    Where the library has the snippet already, the other fields stay as they are there.
    """

    where: str
    snippet: Snippet
    given: frozenset[str] = ALL


Item = Entry | Loss


@dataclass(frozen=True, slots=True)
class Taken:
    """All that was read at a path."""

    entries: tuple[Entry, ...]
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Format:
    """How to read and write a library.

    `read` raises FileInvalid, naming file and place. `write` answers with what it could not
    carry; it is None where the other side takes nothing, and `unwritten` says so. With
    `whole`, every field of a snippet survives a round trip.
    """

    about: str
    read: Callable[[Path], Iterable[Item]]
    write: Callable[[Path, Sequence[Snippet]], Iterable[Loss]] | None
    whole: bool = False
    unwritten: str = ""


def entry(where: str, fields: Mapping[str, Any], folder: Sequence[str] = ()) -> Entry:
    """The entry of these fields; those that are None are not spoken of.

    `folder` is the path of its folder; where it lies in none, that is not spoken of either.
    Raises FileInvalid, naming the place.
    """
    given = {name: value for name, value in fields.items() if value is not None}
    if folder:
        given["folder"] = folder_path(folder)
    try:
        snippet = Snippet.from_dict(given)
    except SnippetInvalid as error:
        raise FileInvalid(f"{where}: {error}") from error
    return Entry(where, snippet, frozenset(given))


def folder_path(parts: Sequence[str]) -> str:
    """`A/B` for a path; a slash in a name is written as %2F."""
    return "/".join(part.strip().replace("/", "%2F") for part in parts)


def folder_of(snippet: Snippet) -> tuple[str, ...]:
    """The names of the folders that a snippet lies in, from the top."""
    return tuple(part.replace("%2F", "/") for part in snippet.folder.split("/") if part)


def their_id(snippet: Snippet, prefix: str, pattern: str = r"\d+") -> str | None:
    """The id over there of a snippet that came from there, None for any other."""
    found = re.match(
        rf"{re.escape(prefix)}-({pattern})(?:-[a-z]{{2,3}}(?:-[A-Za-z0-9]+)?)?\Z", snippet.id
    )
    return found[1] if found else None


_WORDS = {
    "examples": "examples (they stay in this library)",
    "shortcut": "a shortcut",
    "url": "an address",
    "tags": "tags",
    "locale": "a language other than English",
    "folder": "a folder",
    "attachments": "attachments",
    "variant_of": "which snippet this is a translation of",
}


def unwritten(snippet: Snippet, *names: str) -> Iterator[Loss]:
    """A loss for each of these fields that holds something and is not written."""
    held = snippet.whole() | {"locale": snippet.locale.partition("-")[0] not in ("en", "")}
    return (Loss(snippet.id, _WORDS[name]) for name in names if held[name])


def locale_of(code: str | None) -> str | None:
    """A desk's language code as ours are written: "en-us" and "pt_BR" as "en-US" and "pt-BR"."""
    language, _, region = (code or "").replace("_", "-").partition("-")
    return "-".join(filter(None, (language.lower(), region.upper()))) or None
