"""A Markdown folder that is kept in step with a library: its files, and what it was last.

The last state is in the folder itself, a line a snippet, so that it goes along in git: a
second machine compares with what the first one has left.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from snippets import formats
from snippets.errors import FileInvalid
from snippets.formats import markdown
from snippets.formats.documents import document
from snippets.formats.jsonl import replace
from snippets.formats.twoway import mark
from snippets.snippet import Snippet

NAME = ".tactful-sync.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Folder:
    """The snippets of a folder by id, their files, and the marks of the last time."""

    path: Path
    snippets: dict[str, Snippet]
    files: dict[str, Path]
    last: dict[str, str]

    def unsettled(self) -> set[str]:
        """The conflicts of before whose second file is still there."""
        return {one for one, file in self.files.items() if theirs(file).exists()}

    def place(self, snippet: Snippet) -> Path:
        """The file of a snippet, or where a new one goes: never onto another one's file."""
        known = self.files.get(snippet.id)
        plain = self.path / markdown.place(snippet)
        if known or not plain.exists():
            return known or plain
        return self.path / markdown.place(snippet, apart=True)

    def put(self, snippet: Snippet) -> None:
        """Write a snippet's file. Raises FileInvalid."""
        file = self.place(snippet)
        _write(file, markdown.text_of(snippet))
        self.files[snippet.id] = file

    def put_beside(self, snippet: Snippet) -> Path:
        """Write the library's text beside the file; where. Raises FileInvalid."""
        file = theirs(self.files[snippet.id])
        _write(file, markdown.text_of(snippet))
        return file

    def settle(self, ids: Iterable[str]) -> None:
        """Take away the second files of these."""
        for one in ids:
            theirs(self.files[one]).unlink(missing_ok=True)

    def remove(self, snippet_id: str) -> None:
        """Take a snippet's file away."""
        self.files.pop(snippet_id).unlink(missing_ok=True)

    def remember(self, now: Mapping[str, Snippet]) -> None:
        """Write down what both sides have in common now. Raises FileInvalid."""
        rows = {one: [self._short(one), mark(now[one])] for one in sorted(now)}
        lines = [f"  {json.dumps(one)}: {json.dumps(row)}" for one, row in rows.items()]
        inner = ",\n".join(lines)
        _write(self.path / NAME, f'{{"version": {_VERSION}, "snippets": {{\n{inner}\n}}}}\n')

    def _short(self, snippet_id: str) -> str:
        return self.files[snippet_id].relative_to(self.path).as_posix()


def opened(path: Path) -> Folder:
    """A folder as it is, empty where there is none yet. Raises FileInvalid."""
    if path.exists() and not path.is_dir():
        raise FileInvalid(f"{path} is no folder")
    entries = formats.take("markdown", path).entries if path.exists() else ()
    snippets = {one.snippet.id: one.snippet for one in entries}
    files = {one.snippet.id: Path(one.where) for one in entries}
    rows = _rows(path / NAME)
    used = set(files.values())
    for one, (name, _) in rows.items():
        file = path / name
        if one not in files and file not in used and file.is_file():
            raise FileInvalid(f"{file} has lost its front matter; to delete {one!r}, delete it")
    return Folder(path, snippets, files, {one: last for one, (_, last) in rows.items()})


def theirs(file: Path) -> Path:
    """Where the library's text of a conflict is written."""
    return file.with_name(file.name.removesuffix(".md") + markdown.THEIRS)


def _rows(path: Path) -> dict[str, tuple[str, str]]:
    if not path.exists():
        return {}
    found = document(path)
    rows = found.get("snippets") if isinstance(found, dict) else None
    if not isinstance(rows, dict) or found.get("version") != _VERSION or not _are_rows(rows):
        raise FileInvalid(f"{path} is none of ours; delete it, and all is compared anew")
    return {one: (row[0], row[1]) for one, row in rows.items()}


def _are_rows(rows: dict[str, object]) -> bool:
    return all(
        isinstance(row, list) and len(row) == 2 and all(isinstance(part, str) for part in row)
        for row in rows.values()
    )


def _write(file: Path, text: str) -> None:
    try:
        replace(file, text)
    except OSError as error:
        raise FileInvalid(f"{file} can't be written: {error.strerror}") from error
