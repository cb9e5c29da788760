"""The snippets of one workspace: what is written, and what is read of it.

Whatever is written becomes a version (`snippets.store.kept`), raises the revision that
search goes by (`snippets.store.feed`), and is looked at with all that holds it
(`snippets.store.held`), in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from snippets.bulk import Change
from snippets.difference import conflict
from snippets.errors import SnippetExists, SnippetNotFound
from snippets.scope import Scope
from snippets.snippet import Snippet
from snippets.store.database import Database, now
from snippets.store.examples import Examples, Learned, Taught
from snippets.store.feed import AsIf, Changes, Feed
from snippets.store.held import Held
from snippets.store.kept import Kept
from snippets.store.rows import BURY, REPLACE, Rows, batches, row_of
from snippets.store.schema import examples, snippets, workspaces
from snippets.versions import UNSIGNED, Current, Signed

Expected = Mapping[str, int]
"""The version that a writer has seen, by snippet; who names none overwrites what there is."""
ANY: Expected = MappingProxyType({})


class Entries:
    """The snippets of one workspace, which is made where it is missing."""

    def __init__(self, database: Database, workspace: str) -> None:
        self.database = database
        self.workspace = workspace
        self.rows = Rows(workspace)
        self.held = Held(self.rows)
        self.kept = Kept(self.rows)
        self._examples = Examples(database, self.rows)
        self._feed = Feed(database, self.rows, self.held)
        with database.write() as connection:
            row = {"id": workspace, "revision": 0, "created_at": now()}
            connection.execute(insert(workspaces).values(row).on_conflict_do_nothing())

    def revision(self) -> int:
        """The number of the last change."""
        return self._feed.revision()

    def changes(self, since: int) -> Changes:
        """All that search has to know since a revision, 0 for everything."""
        return self._feed.changes(since)

    def until(self, revision: int) -> list[Snippet]:
        """The snippets that search finds and that have not changed since a revision."""
        return self._feed.until(revision)

    def in_use(self) -> list[Snippet]:
        """All that search finds, fragments put in, in the order of their ids."""
        return self._feed.in_use()

    def in_full(self, snippet_id: str) -> Snippet:
        """A snippet with its fragments put in. Raises SnippetNotFound."""
        return self._feed.in_full(snippet_id)

    def as_if(self, snippet: Snippet) -> AsIf:
        """What search would find instead, if a snippet said this. Raises FragmentInvalid."""
        return self._feed.as_if(snippet)

    def holders(self, snippet_id: str) -> list[Snippet]:
        """The snippets that hold this one, directly or not. Raises SnippetNotFound."""
        with self.database.read() as connection:
            self.rows.one(connection, snippet_id)
            found = self.rows.current(connection, self.held.holders(connection, [snippet_id]))
        return [found[name].snippet for name in sorted(found)]

    def get(self, snippet_id: str) -> Snippet:
        """Raises SnippetNotFound."""
        return self.current(snippet_id).snippet

    def current(self, snippet_id: str) -> Current:
        """A snippet and the number of its version. Raises SnippetNotFound."""
        with self.database.read() as connection:
            return self.rows.one(connection, snippet_id)

    def hidden(self, ids: Iterable[str], scope: Scope) -> list[str]:
        """Those of these ids that are there, and that the scope does not see."""
        with self.database.read() as connection:
            found = self.rows.current(connection, ids)
        return [name for name, one in found.items() if not scope.sees(one.snippet)]

    def all(self) -> list[Snippet]:
        """All snippets as they were written, whatever their status, in the order of their ids."""
        with self.database.read() as connection:
            return [one.snippet for one in self.rows.select(connection, sa.true())]

    def count(self) -> int:
        """How many snippets there are."""
        return self._count(snippets)

    def size(self) -> int:
        """How many snippets and examples there are together."""
        return self.count() + self._count(examples)

    def add(self, snippet: Snippet, signed: Signed = UNSIGNED) -> None:
        """Keep a new snippet. Raises SnippetExists."""
        self.write([snippet], replace=False, signed=signed)

    def write(
        self,
        entries: Sequence[Snippet],
        replace: bool = True,
        signed: Signed = UNSIGNED,
        expected: Expected = ANY,
    ) -> None:
        """Keep all of them or none; existing ones are replaced if `replace`.

        Raises SnippetExists when an id or a shortcut is taken, EditedMeanwhile when one is not
        what was expected, FragmentInvalid or FragmentInUse.
        """
        with self.database.write() as connection:
            self.write_in(connection, entries, replace, signed, expected)

    def write_in(
        self,
        connection: sa.Connection,
        entries: Sequence[Snippet],
        replace: bool,
        signed: Signed = UNSIGNED,
        expected: Expected = ANY,
    ) -> None:
        """The same as a part of a transaction; what is there already makes no new version."""
        entries = list({one.id: one for one in entries}.values())
        before = self.rows.current(connection, [one.id for one in entries])
        for entry in entries:
            if entry.id in before and not replace:
                raise _exists(entry)
            conflict(before.get(entry.id), entry, expected.get(entry.id))
        new = [one for one in entries if one.id not in before or before[one.id].snippet != one]
        seen = {name: one.version for name, one in before.items()}
        self.place(connection, new, self.kept.keep(connection, new, seen, signed))

    def place(
        self, connection: sa.Connection, entries: Sequence[Snippet], numbers: Mapping[str, int]
    ) -> None:
        """Put versions that are kept, by these numbers, into use. Raises as `write` does."""
        if not entries:
            return
        revision = self.rows.raised(connection)
        ids = [entry.id for entry in entries]
        self._free_shortcuts(connection, ids)
        self._write(connection, entries, revision, numbers)
        self._examples.give(connection, entries)
        self.held.note(connection, entries)
        self.rows.touch(connection, self.held.check(connection, ids), revision)

    def delete(
        self, ids: Iterable[str], signed: Signed = UNSIGNED, expected: Expected = ANY
    ) -> None:
        """Remove snippets with their examples; their versions stay.

        Raises SnippetNotFound, EditedMeanwhile or FragmentInUse, removing none.
        """
        with self.database.write() as connection:
            self.delete_in(connection, ids, signed, expected)

    def delete_in(
        self,
        connection: sa.Connection,
        ids: Iterable[str],
        signed: Signed = UNSIGNED,
        expected: Expected = ANY,
    ) -> None:
        """The same as a part of a transaction."""
        gone = list(dict.fromkeys(ids))
        if not gone:
            return
        before = self.rows.current(connection, gone)
        for one in gone:
            if one not in before:
                raise SnippetNotFound(f"no snippet has the id {one!r}")
            conflict(before[one], None, expected.get(one))
        seen = {name: one.version for name, one in before.items()}
        last = [one.snippet for one in before.values()]
        self.kept.keep(connection, last, seen, signed, "deleted")
        revision = self.rows.raised(connection)
        for some in batches(gone):
            chosen = self.rows.mine(snippets) & snippets.c.id.in_(some)
            connection.execute(sa.delete(snippets).where(chosen))
        self._bury(connection, gone, revision)
        self.held.check(connection, gone)

    def change(self, ids: Iterable[str], change: Change, signed: Signed = UNSIGNED) -> int:
        """Make one change to many, all or none; how many there are.

        Raises SnippetNotFound, FragmentInvalid or FragmentInUse.
        """
        wanted = list(dict.fromkeys(ids))
        with self.database.write() as connection:
            before = self.rows.current(connection, wanted)
            if missing := [one for one in wanted if one not in before]:
                raise SnippetNotFound(f"no snippet has the id {missing[0]!r}; nothing was changed")
            after = [change.of(before[one].snippet) for one in wanted]
            self.write_in(connection, after, True, signed)
        return len(wanted)

    def learn(self, learned: Sequence[Learned], lesson: int | None = None) -> int:
        """Keep past messages as examples, under the number of a lesson; how many were new."""
        return self._examples.learn(learned, lesson)

    def touch(self, connection: sa.Connection, ids: Iterable[str]) -> None:
        """Raise the revision, and mark these snippets as changed by it."""
        self.rows.touch(connection, ids, self.rows.raised(connection))

    def taught(self) -> Iterator[Taught]:
        """Every example, given and learned."""
        return self._examples.taught()

    def texts(self, marks: Iterable[int]) -> dict[int, str]:
        """The texts of examples by their marks."""
        return self._examples.texts(marks)

    def _free_shortcuts(self, connection: sa.Connection, ids: Sequence[str]) -> None:
        """Let go of the shortcuts of these snippets, so that they may swap them."""
        for some in batches(ids):
            mine = self.rows.mine(snippets) & snippets.c.id.in_(some)
            connection.execute(sa.update(snippets).where(mine).values(shortcut=None))

    def _write(
        self,
        connection: sa.Connection,
        entries: Sequence[Snippet],
        revision: int,
        numbers: Mapping[str, int],
    ) -> None:
        moment = now()
        made = {"workspace_id": self.workspace, "revision": revision}
        made |= {"created_at": moment, "updated_at": moment}
        rows = [row_of(one) | made | {"version": numbers[one.id]} for one in entries]
        try:
            connection.execute(REPLACE, rows)
        except sa.exc.IntegrityError as error:
            raise self._taken(connection, entries) from error

    def _taken(self, connection: sa.Connection, entries: Sequence[Snippet]) -> SnippetExists:
        """Whose shortcut it is that somebody else has."""
        for one in reversed(entries):
            others = (snippets.c.shortcut == one.shortcut) & (snippets.c.id != one.id)
            query = sa.select(snippets.c.id).where(self.rows.mine(snippets) & others)
            if one.shortcut and connection.execute(query).first():
                return SnippetExists(f"the shortcut {one.shortcut!r} of {one.id!r} is taken")
        return SnippetExists("an id or a shortcut is taken")

    def _bury(self, connection: sa.Connection, ids: Sequence[str], revision: int) -> None:
        """Tell the feed that these are gone."""
        made = {"workspace_id": self.workspace, "revision": revision}
        connection.execute(BURY, [made | {"id": one} for one in ids])

    def _count(self, table: sa.Table) -> int:
        query = sa.select(sa.func.count()).select_from(table).where(self.rows.mine(table))
        with self.database.read() as connection:
            return int(connection.execute(query).scalar_one())


def _exists(entry: Snippet) -> SnippetExists:
    return SnippetExists(f"a snippet with the id {entry.id!r} exists; PUT changes it")
