"""A Markdown folder that is kept in step with a library: its files, and what it was last.

The last state is in the folder itself, a line a snippet, so that it goes along in git: a
second machine compares with what the first one has left.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from snippets import formats
from snippets.errors import FileInvalid
from snippets.formats import markdown
from snippets.formats.documents import document
from snippets.formats.jsonl import replace
from snippets.snippet import Snippet

NAME = ".tactful-sync.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Folder:
    """The snippets of a folder by id, their files, and the marks and files of the last time.

    `beside` are the second files of conflicts by path, with a hash of what was written there.
    """

    path: Path
    snippets: dict[str, Snippet]
    files: dict[str, Path]
    last: dict[str, str]
    places: dict[str, Path] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)

    def unsettled(self) -> dict[str, Path]:
        """The conflicts of before whose second file is still there, even alone; that file."""
        both = (*self.places.items(), *self.files.items())
        return {one: theirs(file) for one, file in both if theirs(file).exists()}

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

    def put_beside(self, snippet: Snippet) -> bool:
        """Write the library's text beside the file, unless what is there is somebody's own.

        Raises FileInvalid.
        """
        file, text = theirs(self.files[snippet.id]), markdown.text_of(snippet)
        if not self._may_go(file, text):
            return False
        _write(file, text)
        self.beside[self._short(file)] = _hash(text.encode())
        return True

    def settle(self, file: Path, snippet: Snippet) -> bool:
        """Take away the second file of a snippet, unless what is there is somebody's own."""
        if not self._may_go(file, markdown.text_of(snippet)):
            return False
        file.unlink(missing_ok=True)
        return True

    def _may_go(self, file: Path, text: str) -> bool:
        """Whether a second file is gone, says a text, or is as it was written the last time."""
        if not file.exists():
            return True
        try:
            found = _hash(file.read_bytes())
        except OSError:
            return False
        return found in (_hash(text.encode()), self.beside.get(self._short(file)))

    def remove(self, snippet_id: str) -> None:
        """Take a snippet's file away."""
        self.files.pop(snippet_id).unlink(missing_ok=True)

    def remember(self, now: Mapping[str, str]) -> None:
        """Write down the marks of what both sides have in common now. Raises FileInvalid."""
        rows = {one: [self._short(self.files[one]), now[one]] for one in sorted(now)}
        lines = [f"  {json.dumps(one)}: {json.dumps(row)}" for one, row in rows.items()]
        inner = ",\n".join(lines)
        beside = {one: of for one, of in self.beside.items() if (self.path / one).exists()}
        more = f'"beside": {json.dumps(beside, sort_keys=True)}, ' if beside else ""
        head = f'{{"version": {_VERSION}, {more}"snippets": {{'
        _write(self.path / NAME, f"{head}\n{inner}\n}}}}\n")

    def _short(self, file: Path) -> str:
        return file.relative_to(self.path).as_posix()


def opened(path: Path) -> Folder:
    """A folder as it is, empty where there is none yet. Raises FileInvalid."""
    if path.exists() and not path.is_dir():
        raise FileInvalid(f"{path} is no folder")
    entries = formats.take("markdown", path).entries if path.exists() else ()
    snippets = {one.snippet.id: one.snippet for one in entries}
    files = {one.snippet.id: Path(one.where) for one in entries}
    rows, beside = _state(path / NAME)
    used = set(files.values())
    for one, (name, _) in rows.items():
        file = path / name
        if one not in files and file not in used and file.is_file():
            raise FileInvalid(f"{file} has lost its front matter; to delete {one!r}, delete it")
    last = {one: of for one, (_, of) in rows.items()}
    places = {one: path / name for one, (name, _) in rows.items()}
    return Folder(path, snippets, files, last, places, beside)


def theirs(file: Path) -> Path:
    """Where the library's text of a conflict is written."""
    return file.with_name(file.name.removesuffix(".md") + markdown.THEIRS)


def _state(path: Path) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    if not path.exists():
        return {}, {}
    found = document(path)
    rows = found.get("snippets") if isinstance(found, dict) else None
    if not isinstance(rows, dict) or found.get("version") != _VERSION or not _are_rows(rows):
        raise FileInvalid(f"{path} is none of ours; delete it, and all is compared anew")
    beside = found.get("beside")
    known = beside if isinstance(beside, dict) else {}
    return {one: (row[0], row[1]) for one, row in rows.items()}, known


def _hash(content: bytes) -> str:
    """A hash of a file, but for its line ends, which git changes."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n").strip()).hexdigest()[:16]


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
