"""What was drafted from which snippets, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from snippets.analytics.facts import NO_FACTS, Facts, mark, monday
from snippets.analytics.tally import even, rewritten
from snippets.errors import DraftNotFound
from snippets.store.counted import DRAFTED, SENT_PHASE, Counted
from snippets.store.database import Database, now
from snippets.store.schema import drafts, snippets, uses

KEPT = {"sent": 1.0, "edited": 0.5, "discarded": 0.0}
"""The share of a draft that was kept, where nobody has told."""
SENT = ("sent", "edited")
"""What becomes of a draft that was of use."""
USUAL = 0.7
UNTOLD = {"action": None, "distance": None, "seconds": None, "compared": False}
"""Of a draft of which nobody has said yet what became."""
DOUBT = 5
"""So many usual outcomes are thought of beside those that were seen."""


class Uses:
    """The record of one workspace. No text of a customer or an agent is kept."""

    def __init__(self, database: Database, workspace: str, names_agents: bool = False) -> None:
        """With `names_agents`, the names of those who draft are kept beside their marks."""
        self._database = database
        self._workspace = workspace
        self._counted = Counted(workspace, names_agents)

    def drafted(
        self,
        draft_id: str,
        outcome: str,
        confidence: float,
        snippet_ids: Sequence[str],
        facts: Facts = NO_FACTS,
    ) -> None:
        """Note a draft; one with the same id takes its place."""
        time = now()
        row = {
            "workspace_id": self._workspace,
            "id": draft_id,
            "outcome": outcome,
            "confidence": confidence,
            "snippet_ids": list(snippet_ids),
            "created_at": time,
            "week": monday(time.date()),
            "team": facts.team,
            "agent": mark(facts.agent) if facts.agent else None,
            "conversation_id": facts.conversation_id or draft_id,
            "asks": None if facts.alternative else facts.asks,
            "open_asks": None if facts.alternative else facts.open_asks,
            "alternative": facts.alternative,
            "checked": facts.findings is not None,
            **UNTOLD,
        }
        with self._database.write() as connection:
            known = ["workspace_id", "id"]
            statement = insert(drafts).values(row)
            connection.execute(statement.on_conflict_do_update(index_elements=known, set_=row))
            self._counted.findings(connection, draft_id, DRAFTED, facts.findings or ())
            self._counted.name(connection, facts.agent)

    def became(self, draft_id: str, action: str, kept: float | None) -> list[str]:
        """Note what became of a draft; the ids of its snippets. A later word replaces an earlier.

        Raises DraftNotFound for a draft that is not known here.
        """
        with self._database.write() as connection:
            known = connection.execute(sa.select(drafts).where(self._is(draft_id))).first()
            if known is None:
                raise DraftNotFound(f"no draft has the id {draft_id!r}")
            more = (action in SENT) - (self._action(connection, draft_id) in SENT)
            self._tell(connection, known, action, kept)
            if more:
                self._count(connection, known.snippet_ids, more)
        return list(known.snippet_ids)

    def checked(self, draft_id: str, findings: Sequence[tuple[str, str]]) -> None:
        """Note what the checkers found in the text that was sent, as (category, rule)."""
        known = self._is(draft_id) & drafts.c.checked & drafts.c.action.in_(SENT)
        with self._database.write() as connection:
            told = connection.execute(sa.update(drafts).where(known).values(compared=True))
            if told.rowcount:
                self._counted.findings(connection, draft_id, SENT_PHASE, findings)

    def _tell(
        self, connection: sa.Connection, draft: sa.Row[Any], action: str, kept: float | None
    ) -> None:
        """Write the outcome; what was sent as it was drafted has the findings of the draft."""
        time = now()
        row = {"action": action, "kept": kept, "created_at": time}
        key = {"workspace_id": self._workspace, "draft_id": draft.id}
        statement = insert(uses).values(row | key)
        connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=row))
        as_it_was = action == "sent" and draft.checked
        told = {
            "action": action,
            "distance": rewritten(action, kept),
            "seconds": even((time - draft.created_at).total_seconds()),
            "compared": as_it_was,
        }
        connection.execute(sa.update(drafts).where(self._is(draft.id)).values(told))
        self._counted.findings(connection, draft.id, SENT_PHASE, ())
        if as_it_was:
            self._counted.copy(connection, draft.id)

    def _is(self, draft_id: str) -> sa.ColumnElement[bool]:
        return (drafts.c.workspace_id == self._workspace) & (drafts.c.id == draft_id)

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
