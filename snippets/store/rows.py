"""Snippets as rows of one workspace, and the number that each change raises."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import Insert, insert

from snippets.errors import SnippetNotFound
from snippets.fields import Attachment, OwnTests
from snippets.snippet import Snippet
from snippets.store.schema import deleted, examples, snippets, workspaces
from snippets.versions import Current

_MOST_VARIABLES = 500


class Rows:
    """Reads snippets; all methods are parts of somebody's transaction."""

    def __init__(self, workspace: str) -> None:
        self.workspace = workspace

    def mine(self, table: sa.Table) -> sa.ColumnElement[bool]:
        """The rows of this workspace."""
        return table.c.workspace_id == self.workspace

    def revision(self, connection: sa.Connection) -> int:
        """The number of the last change."""
        query = sa.select(workspaces.c.revision).where(workspaces.c.id == self.workspace)
        return int(connection.execute(query).scalar_one())

    def raised(self, connection: sa.Connection) -> int:
        """The number of a new change."""
        mine = workspaces.c.id == self.workspace
        connection.execute(
            sa.update(workspaces).where(mine).values(revision=workspaces.c.revision + 1)
        )
        return self.revision(connection)

    def touch(self, connection: sa.Connection, ids: Iterable[str], revision: int) -> None:
        """Mark snippets as changed."""
        for some in batches(list(ids)):
            chosen = self.mine(snippets) & snippets.c.id.in_(some)
            connection.execute(sa.update(snippets).where(chosen).values(revision=revision))

    def current(self, connection: sa.Connection, ids: Iterable[str]) -> dict[str, Current]:
        """Those of these snippets that are there, by id."""
        found: dict[str, Current] = {}
        for some in batches(list(dict.fromkeys(ids))):
            for one in self.select(connection, snippets.c.id.in_(some)):
                found[one.snippet.id] = one
        return found

    def one(self, connection: sa.Connection, snippet_id: str) -> Current:
        """Raises SnippetNotFound."""
        found = self.current(connection, [snippet_id])
        if not found:
            raise SnippetNotFound(f"no snippet has the id {snippet_id!r}")
        return found[snippet_id]

    def select(
        self,
        connection: sa.Connection,
        condition: sa.ColumnElement[bool],
        order: Sequence[sa.ColumnElement[Any]] = (snippets.c.id,),
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Current]:
        """The chosen snippets with the examples that people gave."""
        query = sa.select(snippets).where(self.mine(snippets) & condition)
        rows = connection.execute(query.order_by(*order).limit(limit).offset(offset or None))
        found = [dict(row) for row in rows.mappings()]
        given: dict[str, list[str]] = defaultdict(list)
        for row in self.examples(connection, [one["id"] for one in found], given=True):
            given[row.snippet_id].append(row.text)
        return [Current(_snippet(row, given[row["id"]]), row["version"]) for row in found]

    def examples(
        self, connection: sa.Connection, ids: Sequence[str], given: bool
    ) -> Iterator[sa.Row[Any]]:
        """The examples of these snippets that people gave, or those that were learned."""
        asked = examples.c.conversation_id
        condition = self.mine(examples) & (asked.is_(None) if given else asked.is_not(None))
        for some in batches(ids):
            chosen = condition & examples.c.snippet_id.in_(some)
            yield from connection.execute(sa.select(examples).where(chosen).order_by(examples.c.id))


def batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many at a time as a statement takes."""
    for start in range(0, len(ids), _MOST_VARIABLES):
        yield ids[start : start + _MOST_VARIABLES]


def row_of(snippet: Snippet) -> dict[str, Any]:
    """The columns that say what a snippet says."""
    row = snippet.whole() | {"sought": sought(snippet)}
    del row["examples"]
    return row


def from_line(fields: Mapping[str, Any]) -> Snippet:
    """The snippet of a line that we have written."""
    return _snippet(fields, fields.get("examples", ()))


def sought(snippet: Snippet) -> str:
    """What a list is searched for: names and words, folded."""
    parts = (
        snippet.title,
        snippet.id,
        snippet.shortcut or "",
        *snippet.tags,
        snippet.folder,
        snippet.body,
    )
    return folded("\n".join(parts))


def folded(text: str) -> str:
    """A text in small letters without accents."""
    if text.isascii():
        return text.lower()
    words = unicodedata.normalize("NFKD", text).casefold()
    return "".join(one for one in words if not unicodedata.combining(one))


def _snippet(row: Mapping[str, Any], given: Iterable[str]) -> Snippet:
    fields = {name: row[name] for name in Snippet.__slots__ if name in row}
    lists = {
        "tags": tuple(row.get("tags", ())),
        "examples": tuple(given),
        "attachments": tuple(Attachment(**one) for one in row.get("attachments", ())),
    }
    return Snippet(**fields | lists | {"tests": OwnTests.of(row.get("tests") or {})})


def _upsert(table: sa.Table, *kept: str) -> Insert:
    """Put a row in the place of the one with its key, but for the columns that are kept."""
    statement = insert(table)
    key = [column.name for column in table.primary_key]
    new = {
        column.name: statement.excluded[column.name]
        for column in table.c
        if column.name not in (*key, *kept)
    }
    return statement.on_conflict_do_update(index_elements=key, set_=new)


REPLACE = _upsert(snippets, "created_at", "used")
"""Writes snippets; when they were made and how often they were used stays."""
BURY = _upsert(deleted)
"""Notes that snippets are gone."""
