"""What the rows tell of a library's health, and what a lead has called no problem."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from snippets.store.database import Database, now
from snippets.store.schema import dismissed_findings, drafts, snippets, uses, versions


@dataclass(frozen=True, slots=True)
class Written:
    """When a snippet came into the library, when its text was last changed, and what it was.

    `bodies` are its texts that have been in use, with when each was written, the oldest first.
    """

    created_at: datetime
    updated_at: datetime
    bodies: tuple[tuple[datetime, str], ...] = ()

    def body_at(self, moment: datetime) -> str:
        """The text that was in use then, "" where that is not known."""
        return next((body for at, body in reversed(self.bodies) if at <= moment), "")


@dataclass(slots=True)
class Usage:
    """What became of drafts: how many there are since when, and by snippet and action."""

    told: int = 0
    since: datetime | None = None
    actions: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    drafted: Counter[str] = field(default_factory=Counter)


class Curation:
    """The rows of one workspace."""

    def __init__(self, database: Database, workspace: str) -> None:
        self._database = database
        self._workspace = workspace

    def written(self) -> dict[str, Written]:
        """When each snippet was written, by id; new tags or examples are no new text."""
        query = sa.select(snippets.c.id, snippets.c.created_at, snippets.c.updated_at)
        with self._database.read() as connection:
            rows = connection.execute(query.where(snippets.c.workspace_id == self._workspace))
            bodies = self._bodies(connection)
            return {
                row.id: _written(row.created_at, row.updated_at, bodies[row.id]) for row in rows
            }

    def _bodies(self, connection: sa.Connection) -> dict[str, list[tuple[datetime, str]]]:
        """The texts of each snippet that were approved, oldest first."""
        mine = (versions.c.workspace_id == self._workspace) & (versions.c.state == "approved")
        query = sa.select(versions.c.snippet_id, versions.c.created_at, versions.c.fields)
        rows = connection.execute(query.where(mine).order_by(versions.c.number))
        bodies: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
        for row in rows:
            bodies[row.snippet_id].append((row.created_at, row.fields["body"]))
        return bodies

    def usage(self) -> Usage:
        """What became of all drafts of which somebody has told it."""
        joined = drafts.outerjoin(
            uses, (uses.c.workspace_id == drafts.c.workspace_id) & (uses.c.draft_id == drafts.c.id)
        )
        query = sa.select(drafts.c.snippet_ids, drafts.c.created_at, uses.c.action)
        query = query.select_from(joined).where(drafts.c.workspace_id == self._workspace)
        usage = Usage()
        with self._database.read() as connection:
            for ids, created_at, action in connection.execute(query):
                usage.since = min(created_at, usage.since or created_at)
                usage.told += action is not None
                usage.drafted.update(ids)
                for snippet_id in ids if action else ():
                    usage.actions[snippet_id][action] += 1
        return usage

    def dismiss(self, key: str, content: str, by: str = "") -> None:
        """Remember that a finding is no problem as long as the texts are those of `content`."""
        row = {"content": content, "by": by, "created_at": now()}
        known = {"workspace_id": self._workspace, "key": key}
        statement = insert(dismissed_findings).values(row | known)
        with self._database.write() as connection:
            connection.execute(
                statement.on_conflict_do_update(index_elements=list(known), set_=row)
            )

    def restore(self, key: str) -> bool:
        """Take it back; whether it had been dismissed."""
        one = self._mine & (dismissed_findings.c.key == key)
        with self._database.write() as connection:
            return connection.execute(sa.delete(dismissed_findings).where(one)).rowcount > 0

    def dismissed(self) -> dict[str, str]:
        """The content for which each key was dismissed."""
        query = sa.select(dismissed_findings.c.key, dismissed_findings.c.content)
        with self._database.read() as connection:
            rows = connection.execute(query.where(self._mine))
            return {row.key: row.content for row in rows}

    @property
    def _mine(self) -> sa.ColumnElement[bool]:
        return dismissed_findings.c.workspace_id == self._workspace


def _written(
    created_at: datetime, updated_at: datetime, bodies: list[tuple[datetime, str]]
) -> Written:
    """The last change of the text where several versions tell; else that of the row."""
    changes = [later[0] for before, later in itertools.pairwise(bodies) if before[1] != later[1]]
    if len(bodies) > 1:
        created_at = min(created_at, bodies[0][0])
        updated_at = max(changes, default=created_at)
    return Written(created_at, updated_at, tuple(bodies))
