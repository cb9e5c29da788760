"""What was drafted from which snippets, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from snippets.errors import DraftNotFound
from snippets.store.database import Database, now
from snippets.store.schema import drafts, snippets, uses

KEPT = {"sent": 1.0, "edited": 0.5, "discarded": 0.0}
"""The share of a draft that was kept, where nobody has told."""
SENT = ("sent", "edited")
"""What becomes of a draft that was of use."""
USUAL = 0.7
DOUBT = 5
"""So many usual outcomes are thought of beside those that were seen."""


class Uses:
    """The record of one workspace. No text of a customer or an agent is kept."""

    def __init__(self, database: Database, workspace: str) -> None:
        self._database = database
        self._workspace = workspace

    def drafted(
        self, draft_id: str, outcome: str, confidence: float, snippet_ids: Sequence[str]
    ) -> None:
        """Note a draft; one with the same id takes its place."""
        row = {
            "workspace_id": self._workspace,
            "id": draft_id,
            "outcome": outcome,
            "confidence": confidence,
            "snippet_ids": list(snippet_ids),
            "created_at": now(),
        }
        with self._database.write() as connection:
            known = ["workspace_id", "id"]
            statement = insert(drafts).values(row)
            connection.execute(statement.on_conflict_do_update(index_elements=known, set_=row))

    def became(self, draft_id: str, action: str, kept: float | None) -> list[str]:
        """Note what became of a draft; the ids of its snippets. A later word replaces an earlier.

        Raises DraftNotFound for a draft that is not known here.
        """
        row = {"action": action, "kept": kept, "created_at": now()}
        key = {"workspace_id": self._workspace, "draft_id": draft_id}
        statement = insert(uses).values(row | key)
        statement = statement.on_conflict_do_update(index_elements=list(key), set_=row)
        with self._database.write() as connection:
            mine = (drafts.c.workspace_id == self._workspace) & (drafts.c.id == draft_id)
            known = connection.execute(sa.select(drafts.c.snippet_ids).where(mine)).first()
            if known is None:
                raise DraftNotFound(f"no draft has the id {draft_id!r}")
            more = (action in SENT) - (self._action(connection, draft_id) in SENT)
            connection.execute(statement)
            if more:
                self._count(connection, known.snippet_ids, more)
        return list(known.snippet_ids)

    def _action(self, connection: sa.Connection, draft_id: str) -> str | None:
        """What was said of a draft before."""
        mine = (uses.c.workspace_id == self._workspace) & (uses.c.draft_id == draft_id)
        return connection.execute(sa.select(uses.c.action).where(mine)).scalar()

    def _count(self, connection: sa.Connection, ids: Sequence[str], more: int) -> None:
        """Count a draft that was sent for its snippets, or one that was not after all."""
        mine = (snippets.c.workspace_id == self._workspace) & snippets.c.id.in_(ids)
        used = sa.func.max(0, snippets.c.used + more)
        connection.execute(sa.update(snippets).where(mine).values(used=used))

    def welcome(self) -> dict[str, float]:
        """How much of each snippet's drafts agents kept, above or below USUAL.

        From -USUAL to 1 - USUAL; the fewer outcomes there are, the nearer to 0.
        """
        joined = drafts.join(
            uses, (uses.c.workspace_id == drafts.c.workspace_id) & (uses.c.draft_id == drafts.c.id)
        )
        query = sa.select(drafts.c.snippet_ids, uses.c.action, uses.c.kept).select_from(joined)
        kept: dict[str, list[float]] = defaultdict(list)
        with self._database.read() as connection:
            mine = query.where(drafts.c.workspace_id == self._workspace)
            for ids, action, share in connection.execute(mine):
                for snippet_id in ids:
                    kept[snippet_id].append(KEPT[action] if share is None else share)
        return {
            snippet_id: sum(share - USUAL for share in shares) / (len(shares) + DOUBT)
            for snippet_id, shares in kept.items()
        }
