"""What agents changed in drafts, masked: for those who look after the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from snippets.learning.edits import Change
from snippets.store.database import Database, now
from snippets.store.schema import edits

LIFETIME = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Edit:
    """A change in a draft; `agent` tells who changed apart from others, without a name."""

    draft_id: str
    change: Change
    agent: str
    created_at: datetime


class Edits:
    """The changes of one workspace, kept for a year."""

    def __init__(self, database: Database, workspace: str) -> None:
        self._database = database
        self._workspace = workspace

    def keep(self, draft_id: str, changes: Sequence[Change], agent: str = "") -> None:
        """Keep what was changed in a draft, in the place of what was known of it."""
        key = {"workspace_id": self._workspace, "draft_id": draft_id}
        told = {"agent": agent, "created_at": now()}
        rows = [
            key
            | told
            | {
                "place": place,
                "snippet_id": one.snippet_id,
                "before_text": one.before,
                "after_text": one.after,
            }
            for place, one in enumerate(changes)
        ]
        old = (edits.c.draft_id == draft_id) | (edits.c.created_at < now() - LIFETIME)
        with self._database.write() as connection:
            connection.execute(sa.delete(edits).where(self._mine & old))
            if rows:
                connection.execute(sa.insert(edits), rows)

    def all(self, snippet_id: str | None = None) -> list[Edit]:
        """The changes, oldest first; those of one snippet's sentences where one is named."""
        wanted = self._mine
        if snippet_id is not None:
            wanted &= edits.c.snippet_id == snippet_id
        query = sa.select(edits).where(wanted)
        query = query.order_by(edits.c.created_at, edits.c.draft_id, edits.c.place)
        with self._database.read() as connection:
            return [_edit(row) for row in connection.execute(query)]

    def touched(self, draft_id: str) -> list[str]:
        """The snippets whose sentences were changed in a draft."""
        query = sa.select(edits.c.snippet_id).where(self._mine & (edits.c.draft_id == draft_id))
        known = query.where(edits.c.snippet_id.is_not(None)).distinct()
        with self._database.read() as connection:
            return list(connection.execute(known.order_by(edits.c.snippet_id)).scalars())

    @property
    def _mine(self) -> sa.ColumnElement[bool]:
        return edits.c.workspace_id == self._workspace


def _edit(row: sa.Row[tuple[object, ...]]) -> Edit:
    change = Change(row.before_text, row.after_text, row.snippet_id)
    return Edit(row.draft_id, change, row.agent, row.created_at)
