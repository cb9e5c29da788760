"""Formats that a library can be read from and written to, by name.

To add one: a module with `read` and `write`, and a line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from snippets.errors import FileInvalid, FormatUnknown
from snippets.formats import jsonl, markdown
from snippets.snippet import Snippet


@dataclass(frozen=True, slots=True)
class Format:
    """How to read and write a library. `read` raises FileInvalid, naming file and line."""

    about: str
    read: Callable[[Path], list[tuple[str, Snippet]]]
    write: Callable[[Path, Sequence[Snippet]], None]


FORMATS = {
    "jsonl": Format("JSON Lines, one snippet a line", jsonl.read, jsonl.write),
    "markdown": Format(
        "a folder of Markdown files with front matter", markdown.read, markdown.write
    ),
}


def read(name: str, path: Path) -> list[Snippet]:
    """The snippets at `path`, in order. Raises FormatUnknown or FileInvalid."""
    seen: dict[str, dict[str, str]] = {"id": {}, "shortcut": {}}
    entries = []
    for where, snippet in _format(name).read(_existing(path)):
        for field, places in seen.items():
            value = getattr(snippet, field)
            if value in places:
                raise FileInvalid(f"{where}: {field} {value!r} stands at {places[value]} already")
            if value:
                places[value] = where
        entries.append(snippet)
    return entries


def write(name: str, path: Path, entries: Sequence[Snippet]) -> None:
    """Write all snippets to `path`. Raises FormatUnknown or FileInvalid."""
    try:
        _format(name).write(path, entries)
    except OSError as error:
        raise FileInvalid(f"{path} can't be written: {error.strerror}") from error


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
