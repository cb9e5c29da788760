"""Snippets and their examples as rows, and the feed of what has changed.

Each change raises the workspace's revision and marks the rows it touched with it, so
that an index anywhere can ask for what it has not seen yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from snippets.errors import SnippetExists, SnippetNotFound
from snippets.search.passages import mark_of
from snippets.snippet import Known, Past, Snippet
from snippets.store.database import Database, now
from snippets.store.schema import deleted, examples, snippets, workspaces

_MOST_VARIABLES = 500


@dataclass(frozen=True, slots=True)
class Changes:
    """What came after a revision: snippets as they are now, and ids that are gone."""

    revision: int
    changed: tuple[Known, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """A past message that a snippet answered."""

    snippet_id: str
    conversation_id: str
    text: str
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Taught:
    """A message that a snippet answers: given by a person, or learned; with its day."""

    snippet_id: str
    text: str
    day: int
    given: bool


class Entries:
    """The snippets of one workspace, which is made where it is missing."""

    def __init__(self, database: Database, workspace: str) -> None:
        self._database = database
        self.workspace = workspace
        with database.write() as connection:
            row = {"id": workspace, "revision": 0, "created_at": now()}
            connection.execute(insert(workspaces).values(row).on_conflict_do_nothing())

    def revision(self) -> int:
        """The number of the last change."""
        with self._database.read() as connection:
            return self._revision(connection)

    def changes(self, since: int) -> Changes:
        """All that happened after the revision `since`, 0 for everything."""
        with self._database.read() as connection:
            revision = self._revision(connection)
            if revision == since:
                return Changes(revision, (), ())
            newer = snippets.c.revision > since
            gone = sa.select(deleted.c.id).where(
                deleted.c.workspace_id == self.workspace, deleted.c.revision > since
            )
            return Changes(
                revision,
                self._known(connection, self._select(connection, newer)),
                tuple(connection.execute(gone).scalars()),
            )

    def get(self, snippet_id: str) -> Snippet:
        """Raises SnippetNotFound."""
        with self._database.read() as connection:
            found = self._select(connection, snippets.c.id == snippet_id)
        if not found:
            raise SnippetNotFound(f"no snippet has the id {snippet_id!r}")
        return found[0]

    def all(self) -> list[Snippet]:
        """All snippets, in the order of their ids."""
        with self._database.read() as connection:
            return self._select(connection, sa.true())

    def page(self, after: str, limit: int, kind: str | None, tag: str | None) -> list[Snippet]:
        """At most `limit` snippets whose id comes after `after`."""
        condition = snippets.c.id > after
        if kind:
            condition &= snippets.c.kind == kind
        if tag:
            tags = sa.func.json_each(snippets.c.tags).table_valued("value")
            condition &= sa.exists(sa.select(1).select_from(tags).where(tags.c.value == tag))
        with self._database.read() as connection:
            return self._select(connection, condition, limit)

    def count(self) -> int:
        """How many snippets there are."""
        query = sa.select(sa.func.count()).where(snippets.c.workspace_id == self.workspace)
        with self._database.read() as connection:
            return connection.execute(query).scalar_one()

    def size(self) -> int:
        """How many snippets and examples there are together."""
        counted = sa.select(sa.func.count()).where(self._mine(examples))
        with self._database.read() as connection:
            return self.count() + int(connection.execute(counted).scalar_one())

    def until(self, revision: int) -> list[Snippet]:
        """The snippets that have not changed since a revision."""
        with self._database.read() as connection:
            return self._select(connection, snippets.c.revision <= revision)

    def add(self, snippet: Snippet) -> None:
        """Keep a new snippet. Raises SnippetExists."""
        self.write([snippet], replace=False)

    def write(self, entries: Sequence[Snippet], replace: bool = True) -> None:
        """Keep all of them or none; existing ones are replaced if `replace`.

        Raises SnippetExists when an id or a shortcut is taken.
        """
        with self._database.write() as connection:
            self.write_in(connection, entries, replace)

    def write_in(
        self, connection: sa.Connection, entries: Sequence[Snippet], replace: bool
    ) -> None:
        """The same as a part of a transaction."""
        revision = self._next_revision(connection)
        if replace:
            self._free_shortcuts(connection, [entry.id for entry in entries])
        for entry in entries:
            self._write(connection, entry, revision, replace)

    def delete(self, ids: Iterable[str]) -> None:
        """Remove snippets with their examples. Raises SnippetNotFound, removing none."""
        with self._database.write() as connection:
            revision = self._next_revision(connection)
            for snippet_id in ids:
                row = {"workspace_id": self.workspace, "id": snippet_id}
                mine = self._mine(snippets) & (snippets.c.id == snippet_id)
                if not connection.execute(sa.delete(snippets).where(mine)).rowcount:
                    raise SnippetNotFound(f"no snippet has the id {snippet_id!r}")
                tombstone = insert(deleted).values(**row, revision=revision)
                connection.execute(
                    tombstone.on_conflict_do_update(
                        index_elements=list(row), set_={"revision": revision}
                    )
                )

    def learn(self, learned: Sequence[Learned], lesson: int | None = None) -> int:
        """Keep past messages as examples, under the number of a lesson; how many were new.

        One that is known already, or whose snippet is gone, changes nothing.
        """
        with self._database.write() as connection:
            ids = sa.select(snippets.c.id).where(self._mine(snippets))
            known = set(connection.execute(ids).scalars())
            of_known = (one for one in learned if one.snippet_id in known)
            new = [one for one in of_known if self._learn(connection, one, lesson)]
            if new:
                self.touch(connection, {one.snippet_id for one in new})
            return len(new)

    def touch(self, connection: sa.Connection, ids: Iterable[str]) -> None:
        """Raise the revision, and mark these snippets as changed by it."""
        revision = self._next_revision(connection)
        for snippet_id in ids:
            mine = self._mine(snippets) & (snippets.c.id == snippet_id)
            connection.execute(sa.update(snippets).where(mine).values(revision=revision))

    def taught(self) -> Iterator[Taught]:
        """Every example, given and learned."""
        query = sa.select(examples).where(self._mine(examples)).order_by(examples.c.id)
        with self._database.read() as connection:
            for row in connection.execute(query):
                given = row.conversation_id is None
                yield Taught(row.snippet_id, row.text, row.created_at.toordinal(), given)

    def texts(self, marks: Iterable[int]) -> dict[int, str]:
        """The texts of examples by their marks."""
        wanted = self._mine(examples) & examples.c.mark.in_(list(marks))
        query = sa.select(examples.c.mark, examples.c.text).where(wanted)
        with self._database.read() as connection:
            return {row.mark: row.text for row in connection.execute(query)}

    def _free_shortcuts(self, connection: sa.Connection, ids: Sequence[str]) -> None:
        """Let go of the shortcuts of these snippets, so that they may swap them."""
        for start in range(0, len(ids), _MOST_VARIABLES):
            chosen = snippets.c.id.in_(ids[start : start + _MOST_VARIABLES])
            mine = self._mine(snippets) & chosen
            connection.execute(sa.update(snippets).where(mine).values(shortcut=None))

    def _learn(self, connection: sa.Connection, one: Learned, lesson: int | None) -> bool:
        row = {
            "workspace_id": self.workspace,
            "snippet_id": one.snippet_id,
            "text": one.text,
            "conversation_id": one.conversation_id,
            "created_at": one.created_at or now(),
            "mark": mark_of(one.text),
            "lesson_id": lesson,
        }
        return (
            connection.execute(insert(examples).values(row).on_conflict_do_nothing()).rowcount > 0
        )

    def _write(
        self, connection: sa.Connection, entry: Snippet, revision: int, replace: bool
    ) -> None:
        key = {"workspace_id": self.workspace, "id": entry.id}
        row = entry.to_dict() | key | {"revision": revision, "updated_at": now()}
        del row["examples"]
        statement = insert(snippets).values(row | {"created_at": row["updated_at"]})
        if replace:
            statement = statement.on_conflict_do_update(index_elements=list(key), set_=row)
        try:
            connection.execute(statement)
        except sa.exc.IntegrityError as error:
            raise _taken(entry, error) from error
        given = self._mine(examples) & (examples.c.snippet_id == entry.id)
        connection.execute(sa.delete(examples).where(given & examples.c.conversation_id.is_(None)))
        if entry.examples:
            connection.execute(
                sa.insert(examples),
                [
                    {
                        "workspace_id": self.workspace,
                        "snippet_id": entry.id,
                        "text": text,
                        "mark": mark_of(text),
                        "created_at": now(),
                    }
                    for text in entry.examples
                ],
            )

    def _select(
        self,
        connection: sa.Connection,
        condition: sa.ColumnElement[bool],
        limit: int | None = None,
    ) -> list[Snippet]:
        chosen = self._mine(snippets) & condition
        rows = connection.execute(
            sa.select(snippets).where(chosen).order_by(snippets.c.id).limit(limit)
        ).mappings()
        found = [dict(row) for row in rows]
        texts = self._examples(connection, [row["id"] for row in found])
        return [_snippet(row, texts.get(row["id"], ())) for row in found]

    def _examples(self, connection: sa.Connection, ids: list[str]) -> dict[str, list[str]]:
        """The examples that people gave, by snippet."""
        texts: dict[str, list[str]] = defaultdict(list)
        for row in self._example_rows(connection, ids, examples.c.conversation_id.is_(None)):
            texts[row.snippet_id].append(row.text)
        return texts

    def _known(self, connection: sa.Connection, found: list[Snippet]) -> tuple[Known, ...]:
        """The same snippets with the past messages that they answered."""
        past: dict[str, list[Past]] = defaultdict(list)
        ids = [snippet.id for snippet in found]
        for row in self._example_rows(connection, ids, examples.c.conversation_id.is_not(None)):
            past[row.snippet_id].append(Past(row.text, row.created_at.toordinal()))
        return tuple(Known(snippet, tuple(past[snippet.id])) for snippet in found)

    def _example_rows(
        self, connection: sa.Connection, ids: list[str], condition: sa.ColumnElement[bool]
    ) -> Iterator[Any]:
        for start in range(0, len(ids), _MOST_VARIABLES):
            chosen = examples.c.snippet_id.in_(ids[start : start + _MOST_VARIABLES])
            yield from connection.execute(
                sa.select(examples)
                .where(self._mine(examples) & chosen & condition)
                .order_by(examples.c.id)
            )

    def _revision(self, connection: sa.Connection) -> int:
        query = sa.select(workspaces.c.revision).where(workspaces.c.id == self.workspace)
        return int(connection.execute(query).scalar_one())

    def _next_revision(self, connection: sa.Connection) -> int:
        mine = workspaces.c.id == self.workspace
        raised = sa.update(workspaces).where(mine).values(revision=workspaces.c.revision + 1)
        connection.execute(raised)
        return self._revision(connection)

    def _mine(self, table: sa.Table) -> sa.ColumnElement[bool]:
        return table.c.workspace_id == self.workspace


def _snippet(row: dict[str, Any], texts: Sequence[str]) -> Snippet:
    fields = {name: row[name] for name in Snippet.__slots__ if name in row}
    return Snippet(**fields | {"tags": tuple(row["tags"]), "examples": tuple(texts)})


def _taken(entry: Snippet, error: sa.exc.IntegrityError) -> SnippetExists:
    if "shortcut" in str(error.orig):
        return SnippetExists(f"the shortcut {entry.shortcut!r} of {entry.id!r} is taken")
    return SnippetExists(f"a snippet with the id {entry.id!r} exists; PUT changes it")
