"""Versions as rows: everything that a snippet ever was, or was proposed to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from snippets.errors import VersionNotFound
from snippets.snippet import Snippet
from snippets.store.database import now
from snippets.store.rows import Rows, batches, from_line
from snippets.store.schema import snippets, versions
from snippets.versions import WAITING, Signed, Version, VersionState


class Kept:
    """The versions of one workspace; all methods are parts of somebody's transaction."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def numbers(self, connection: sa.Connection, ids: Iterable[str]) -> dict[str, int]:
        """The number of the last version of each snippet that ever had one."""
        found: dict[str, int] = {}
        last = sa.func.max(versions.c.number)
        for some in batches(list(ids)):
            chosen = self._rows.mine(versions) & versions.c.snippet_id.in_(some)
            query = sa.select(versions.c.snippet_id, last).where(chosen)
            rows = connection.execute(query.group_by(versions.c.snippet_id))
            found.update((row[0], row[1]) for row in rows)
        return found

    def keep(
        self,
        connection: sa.Connection,
        entries: Sequence[Snippet],
        based_on: Mapping[str, int],
        signed: Signed,
        state: VersionState | None = None,
    ) -> dict[str, int]:
        """Keep a version of each, by default in the state of its status; their numbers.

        `based_on` has the number of the version that came before, where there was one; if it
        still waited for a decision, it is replaced now.
        """
        moment = now()
        last = self.numbers(connection, [one.id for one in entries])
        numbers = {one.id: last.get(one.id, 0) + 1 for one in entries}
        rows = [
            {
                "workspace_id": self._rows.workspace,
                "snippet_id": one.id,
                "number": numbers[one.id],
                "state": state or one.status,
                "fields": one.to_dict(),
                "based_on": based_on.get(one.id),
                "author": signed.author,
                "reason": signed.reason,
                "created_at": moment,
            }
            for one in entries
        ]
        if rows:
            connection.execute(sa.insert(versions), rows)
            self._replace(connection, based_on)
        return numbers

    def all(self, connection: sa.Connection, snippet_id: str) -> list[Version]:
        """The versions of a snippet, newest first."""
        return self.select(connection, versions.c.snippet_id == snippet_id)

    def get(self, connection: sa.Connection, snippet_id: str, number: int) -> Version:
        """Raises VersionNotFound."""
        one = (versions.c.snippet_id == snippet_id) & (versions.c.number == number)
        found = self.select(connection, one)
        if not found:
            raise VersionNotFound(f"{snippet_id!r} has no version {number}")
        return found[0]

    def select(self, connection: sa.Connection, condition: sa.ColumnElement[bool]) -> list[Version]:
        """The chosen versions, newest first."""
        joined = versions.outerjoin(
            snippets,
            (snippets.c.workspace_id == versions.c.workspace_id)
            & (snippets.c.id == versions.c.snippet_id),
        )
        query = sa.select(versions, snippets.c.version.label("now")).select_from(joined)
        chosen = query.where(self._rows.mine(versions) & condition)
        order = (versions.c.created_at.desc(), versions.c.snippet_id, versions.c.number.desc())
        return [_version(row) for row in connection.execute(chosen.order_by(*order)).mappings()]

    def decide(
        self,
        connection: sa.Connection,
        version: Version,
        state: VersionState,
        by: str,
        word: str,
    ) -> None:
        """Note what was decided about a version."""
        one = (versions.c.snippet_id == version.snippet.id) & (versions.c.number == version.number)
        row = {"state": state, "decided_by": by, "decided_at": now(), "word": word or None}
        connection.execute(sa.update(versions).where(self._rows.mine(versions) & one).values(row))

    def _replace(self, connection: sa.Connection, before: Mapping[str, int]) -> None:
        """Take those of these versions that wait out of the queue."""
        one = (versions.c.snippet_id == sa.bindparam("of")) & (
            versions.c.number == sa.bindparam("at")
        )
        state = versions.c.state
        waiting = self._rows.mine(versions) & one & sa.or_(*(state == each for each in WAITING))
        places = [{"of": name, "at": number} for name, number in before.items()]
        if places:
            connection.execute(sa.update(versions).where(waiting).values(state="replaced"), places)

    def erase(self, connection: sa.Connection, snippet_id: str) -> int:
        """Forget every version of a snippet; how many there were."""
        one = self._rows.mine(versions) & (versions.c.snippet_id == snippet_id)
        return connection.execute(sa.delete(versions).where(one)).rowcount


def _version(row: Mapping[Any, Any]) -> Version:
    return Version(
        snippet=from_line(row["fields"]),
        number=row["number"],
        state=row["state"],
        author=row["author"],
        reason=row["reason"],
        created_at=row["created_at"],
        based_on=row["based_on"],
        decided_by=row["decided_by"],
        decided_at=row["decided_at"],
        word=row["word"],
        current=row["now"] == row["number"],
    )
