"""Which snippets hold which others as fragments, so that one edit reaches all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa

from snippets.errors import FragmentInUse, FragmentInvalid
from snippets.fragments import all_held, check, fragments
from snippets.snippet import Snippet
from snippets.store.rows import Rows, batches
from snippets.store.schema import held_fragments

_HOLDER, _HELD = held_fragments.c.snippet_id, held_fragments.c.fragment_id


class Held:
    """The fragments of one workspace; all methods are parts of somebody's transaction."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def note(self, connection: sa.Connection, entries: Sequence[Snippet]) -> None:
        """Keep what these snippets hold, in the place of what they held before."""
        mine = self._rows.mine(held_fragments)
        for some in batches([one.id for one in entries]):
            old = mine & held_fragments.c.snippet_id.in_(some)
            connection.execute(sa.delete(held_fragments).where(old))
        rows = [
            {"workspace_id": self._rows.workspace, "snippet_id": one.id, "fragment_id": name}
            for one in entries
            for name in fragments(one.body)
        ]
        if rows:
            connection.execute(sa.insert(held_fragments), rows)

    def holders(self, connection: sa.Connection, ids: Iterable[str]) -> set[str]:
        """The ids of the snippets that hold any of these, directly or not."""
        found: set[str] = set()
        new = set(ids)
        while new:
            new = self._direct(connection, list(new)) - found
            found |= new
        return found

    def closure(self, connection: sa.Connection, of: Iterable[Snippet]) -> dict[str, Snippet]:
        """All that these snippets hold, directly or not, by id."""
        known: dict[str, Snippet] = {}
        wanted = all_held(of)
        while new := wanted - known.keys():
            found = self._rows.current(connection, new)
            known |= {name: one.snippet for name, one in found.items()}
            wanted = all_held(one.snippet for one in found.values())
        return known

    def put_in(self, connection: sa.Connection, of: Iterable[Snippet]) -> dict[str, Snippet]:
        """The same for what was looked at when it was saved; older texts stay as they read."""
        known: dict[str, Snippet] = {}
        wanted = self._held_by(connection, [one.id for one in of])
        while new := wanted - known.keys():
            found = self._rows.current(connection, new)
            known |= {name: one.snippet for name, one in found.items()}
            wanted = self._held_by(connection, list(found))
        return known

    def check(self, connection: sa.Connection, ids: Collection[str]) -> set[str]:
        """Look at what has been written or deleted; the ids of all that hold any of it.

        Raises FragmentInvalid for what can't be put in, FragmentInUse where somebody else's
        text would break.
        """
        holders = self.holders(connection, ids) - set(ids)
        holding = self._holding(connection, list(ids))
        own = [one.snippet for one in self._rows.current(connection, holding).values()]
        theirs = [one.snippet for one in self._rows.current(connection, holders).values()]
        known = self.closure(connection, [*own, *theirs])
        for one in own:
            check(one, known)
        for one in theirs:
            self._check_holder(one, known)
        return holders

    def _check_holder(self, holder: Snippet, known: dict[str, Snippet]) -> None:
        try:
            check(holder, known)
        except FragmentInvalid as error:
            raise FragmentInUse(f"other snippets hold this one: {error}") from error

    def _holding(self, connection: sa.Connection, ids: Sequence[str]) -> set[str]:
        """Those of these snippets that hold any others."""
        return self._noted(connection, _HOLDER, _HOLDER, ids)

    def _held_by(self, connection: sa.Connection, ids: Sequence[str]) -> set[str]:
        """What these snippets are known to hold."""
        return self._noted(connection, _HELD, _HOLDER, ids)

    def _direct(self, connection: sa.Connection, ids: Sequence[str]) -> set[str]:
        """The snippets that hold any of these."""
        return self._noted(connection, _HOLDER, _HELD, ids)

    def _noted(
        self,
        connection: sa.Connection,
        wanted: sa.Column[str],
        given: sa.Column[str],
        ids: Sequence[str],
    ) -> set[str]:
        found: set[str] = set()
        for some in batches(ids):
            query = sa.select(wanted).where(self._rows.mine(held_fragments) & given.in_(some))
            found.update(connection.execute(query).scalars())
        return found
