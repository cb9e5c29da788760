"""JSON Lines: the contract's library file, and the reading of every other one."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from snippets.errors import FileInvalid, SnippetInvalid
from snippets.formats.entry import ALL, Entry, Loss
from snippets.snippet import BESIDES, Snippet

_CONTRACTS = ALL - BESIDES.keys()


def objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each line's place ("file:line") and object; empty lines are passed over.

    Files whose name ends in .gz are unpacked. Raises FileInvalid with file and line.
    """
    number = 0
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield f"{path}:{number}", parsed(line, f"{path}:{number}")
    except (OSError, EOFError) as error:
        raise FileInvalid(f"{path} can't be read after line {number}: {error}") from error


def parsed(line: bytes, where: str) -> dict[str, Any]:
    """The object of one line. Raises FileInvalid."""
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FileInvalid(f"{where}: this is not UTF-8 ({error.reason})") from error
    except (ValueError, RecursionError) as error:
        raise FileInvalid(f"{where}: this is not JSON ({error})") from error
    if not isinstance(value, dict):
        raise FileInvalid(f"{where}: this is not a JSON object")
    return value


def text_of(fields: dict[str, Any], name: str) -> str:
    """A field that has to be a text. Raises KeyError or TypeError, naming it."""
    if not isinstance(fields[name], str):
        raise TypeError(repr(name))
    return str(fields[name])


def texts_of(fields: dict[str, Any], name: str, required: bool = False) -> tuple[str, ...] | None:
    """A field that has to be a list of texts, or null. Raises KeyError or TypeError."""
    values = fields[name] if required else fields.get(name)
    if values is None and not required:
        return None
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(repr(name))
    return tuple(values)


def read(path: Path) -> Iterator[Entry]:
    """The snippets of a library file with their places. Raises FileInvalid.

    A line that leaves out what is beyond the contract does not speak of it.
    """
    for where, fields in objects(path):
        try:
            yield Entry(where, Snippet.from_dict(fields), _CONTRACTS | fields.keys())
        except SnippetInvalid as error:
            raise FileInvalid(f"{where}: {error}") from error


def write(path: Path, entries: Sequence[Snippet]) -> list[Loss]:
    """Write a library file; it appears whole or not at all, and nothing is lost."""
    lines = (json.dumps(entry.to_dict(), ensure_ascii=False) + "\n" for entry in entries)
    replace(path, "".join(lines))
    return []


def replace(path: Path, text: str) -> None:
    """Put a text in a file's place, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
