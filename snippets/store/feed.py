"""The feed of what has changed: what search has to know, and nothing else.

Each change raises the workspace's revision and marks the rows it touched with it, so that an
index anywhere can ask for what it has not seen yet. Only approved snippets come out of here,
with the texts of their fragments put in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from snippets.fragments import check, filled_in
from snippets.snippet import FRAGMENT_TAG, Known, Past, Snippet
from snippets.store.database import Database
from snippets.store.held import Held
from snippets.store.rows import Rows
from snippets.store.schema import deleted, snippets


@dataclass(frozen=True, slots=True)
class Changes:
    """What came after a revision: snippets as they are now, and ids that are gone."""

    revision: int
    changed: tuple[Known, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AsIf:
    """What would be in use after a change, fragments put in, and the ids that would not."""

    said: tuple[Snippet, ...]
    gone: tuple[str, ...]


class Feed:
    """The changes of one workspace."""

    def __init__(self, database: Database, rows: Rows, held: Held) -> None:
        self._database = database
        self._rows = rows
        self._held = held

    def revision(self) -> int:
        """The number of the last change."""
        with self._database.read() as connection:
            return self._rows.revision(connection)

    def changes(self, since: int) -> Changes:
        """All that happened after the revision `since`, 0 for everything."""
        with self._database.read() as connection:
            revision = self._rows.revision(connection)
            if revision == since:
                return Changes(revision, (), ())
            newer = self._found(connection, snippets.c.revision > since)
            gone = sa.select(deleted.c.id).where(
                self._rows.mine(deleted) & (deleted.c.revision > since)
            )
            out_of_use = [one.id for one in newer if not is_searched(one)]
            return Changes(
                revision,
                self._known(connection, [one for one in newer if is_searched(one)]),
                (*connection.execute(gone).scalars(), *(out_of_use if since else ())),
            )

    def until(self, revision: int) -> list[Snippet]:
        """The snippets that search finds and that have not changed since a revision."""
        return self._searched(snippets.c.revision <= revision)

    def in_use(self) -> list[Snippet]:
        """All that search finds, in the order of their ids."""
        return self._searched(sa.true())

    def in_full(self, snippet_id: str) -> Snippet:
        """A snippet with its fragments put in. Raises SnippetNotFound."""
        with self._database.read() as connection:
            found = self._rows.one(connection, snippet_id).snippet
            return filled_in(found, self._held.closure(connection, [found]))

    def as_if(self, snippet: Snippet) -> AsIf:
        """What search would find instead, if a snippet said this: itself, and all that hold it.

        Raises FragmentInvalid where it could not be saved.
        """
        with self._database.read() as connection:
            holders = self._held.holders(connection, [snippet.id]) - {snippet.id}
            theirs = [one.snippet for one in self._rows.current(connection, holders).values()]
            known = self._held.closure(connection, [snippet, *theirs]) | {snippet.id: snippet}
        for one in (snippet, *theirs):
            check(one, known)
        touched = [filled_in(one, known) for one in (snippet, *theirs)]
        gone = tuple(one.id for one in touched if not is_searched(one))
        return AsIf(tuple(one for one in touched if is_searched(one)), gone)

    def _searched(self, condition: sa.ColumnElement[bool]) -> list[Snippet]:
        with self._database.read() as connection:
            found = self._found(connection, condition & (snippets.c.status == "approved"))
        return [one for one in found if is_searched(one)]

    def _found(self, connection: sa.Connection, condition: sa.ColumnElement[bool]) -> list[Snippet]:
        found = [one.snippet for one in self._rows.select(connection, condition)]
        known = self._held.put_in(connection, found)
        return [filled_in(one, known) for one in found] if known else found

    def _known(self, connection: sa.Connection, found: Sequence[Snippet]) -> tuple[Known, ...]:
        """The same snippets with the past messages that they answered."""
        past: dict[str, list[Past]] = defaultdict(list)
        for row in self._rows.examples(connection, [one.id for one in found], given=False):
            past[row.snippet_id].append(Past(row.text, row.created_at.toordinal()))
        return tuple(Known(one, tuple(past[one.id])) for one in found)


def is_searched(snippet: Snippet) -> bool:
    """Whether a snippet may be found: it is approved, and no mere part of others."""
    return snippet.status == "approved" and FRAGMENT_TAG not in snippet.tags
