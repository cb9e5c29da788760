"""A folder of Markdown files, one snippet each, with the other fields as front matter.

A file without an id has its own name as the id, one without a kind is a reply, and the
subfolders are free. Files without front matter are no snippets and are passed over. Written
files are named after the id, which their front matter holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import frontmatter
import yaml

from snippets.errors import FileInvalid, SnippetInvalid
from snippets.formats.entry import Entry, Loss
from snippets.formats.jsonl import replace
from snippets.snippet import Snippet, slug

_FOLDERS = {"reply": "replies", "article": "articles"}
THEIRS = ".theirs.md"
"""How the files end that `tactful sync` writes beside others; they are no snippets."""


def read(path: Path) -> Iterator[Entry]:
    """The snippets of a folder, by file name. Raises FileInvalid."""
    for file in sorted(path.rglob("*.md")) if path.is_dir() else [path]:
        snippet = None if file.name.endswith(THEIRS) else _read(file)
        if snippet is not None:
            yield Entry(str(file), snippet)


def write(path: Path, entries: Sequence[Snippet]) -> list[Loss]:
    """Write a file a snippet, in the folders `replies` and `articles`; nothing is lost."""
    taken: set[Path] = set()
    for entry in entries:
        file = path / place(entry)
        if file in taken:
            file = path / place(entry, apart=True)
        taken.add(file)
        replace(file, text_of(entry))
    return []


def place(snippet: Snippet, apart: bool = False) -> Path:
    """Where in a folder a snippet is written; with `apart`, under a name that no other has."""
    mark = f"-{hashlib.sha256(snippet.id.encode()).hexdigest()[:8]}" if apart else ""
    return Path(_FOLDERS[snippet.kind]) / f"{slug(snippet.id)}{mark}.md"


def text_of(snippet: Snippet) -> str:
    """A snippet as its file holds it."""
    fields = {name: value for name, value in snippet.to_dict().items() if value}
    body = fields.pop("body")
    matter = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=100)
    return f"---\n{matter}---\n\n{body}\n"


def _read(file: Path) -> Snippet | None:
    try:
        post = frontmatter.loads(file.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FileInvalid(f"{file}: this is not UTF-8 ({error.reason})") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 2}" if mark else ""
        raise FileInvalid(f"{file}{line}: the front matter is not YAML") from error
    if not post.metadata:
        return None
    try:
        return Snippet.from_dict({"id": file.stem, **post.metadata, "body": post.content})
    except SnippetInvalid as error:
        raise FileInvalid(f"{file}: {error}") from error
