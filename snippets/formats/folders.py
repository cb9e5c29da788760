"""Folders of help desks: their paths by id, and lists of folders for paths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from snippets.formats.documents import Record

Path = tuple[str, ...]


def paths(folders: Iterable[Record], parent: str = "parent_folder_id") -> dict[str, Path]:
    """The path of each folder by its id; a circle of folders ends where it closes."""
    known = {record.key(""): record for record in folders}

    def path(key: str, below: frozenset[str]) -> Path:
        if key not in known or key in below or len(below) > 50:
            return ()
        above = str(known[key].fields.get(parent) or "")
        return (*path(above, below | {key}), known[key].line("name"))

    return {key: path(key, frozenset()) for key in known}


def numbered(wanted: Iterable[Path]) -> dict[Path, int]:
    """A number from 1 for each of these paths and each folder above them."""
    every = [path[:depth] for path in wanted for depth in range(1, len(path) + 1)]
    return {path: number for number, path in enumerate(dict.fromkeys(every), start=1)}


def as_objects(numbers: Mapping[Path, int], prefix: str = "") -> list[dict[str, Any]]:
    """Folders as objects with an id, a name and the id of the one above."""
    return [
        {
            "id": f"{prefix}{number}" if prefix else number,
            "name": path[-1],
            "parent_folder_id": f"{prefix}{numbers[path[:-1]]}" if len(path) > 1 else None,
        }
        for path, number in numbers.items()
    ]
