"""What is kept of a draft to be counted by: its findings, and whose mark is whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from snippets.analytics.facts import mark
from snippets.store.schema import agent_names, draft_findings

DRAFTED = "drafted"
SENT_PHASE = "sent"


class Counted:
    """Writes within the transactions of others, for one workspace."""

    def __init__(self, workspace: str, names_agents: bool) -> None:
        self._workspace = workspace
        self._names_agents = names_agents

    def findings(
        self,
        connection: sa.Connection,
        draft_id: str,
        phase: str,
        found: Sequence[tuple[str, str]],
    ) -> None:
        """The findings of one phase, as (category, rule), in the place of what was known."""
        old = self._of(draft_findings, draft_id) & (draft_findings.c.phase == phase)
        connection.execute(sa.delete(draft_findings).where(old))
        key = {"workspace_id": self._workspace, "draft_id": draft_id, "phase": phase}
        category_of = {rule: category for category, rule in found}
        rows = [
            key | {"rule": rule, "category": category_of[rule], "count": count}
            for rule, count in Counter(rule for _, rule in found).items()
        ]
        if rows:
            connection.execute(sa.insert(draft_findings), rows)

    def copy(self, connection: sa.Connection, draft_id: str) -> None:
        """What was found in a draft holds for what was sent, too."""
        columns = [column.name for column in draft_findings.c]
        theirs = [
            sa.literal(SENT_PHASE).label(name) if name == "phase" else draft_findings.c[name]
            for name in columns
        ]
        drafted = self._of(draft_findings, draft_id) & (draft_findings.c.phase == DRAFTED)
        query = sa.select(*theirs).where(drafted)
        connection.execute(sa.insert(draft_findings).from_select(columns, query))

    def name(self, connection: sa.Connection, agent: str) -> None:
        """Whose mark an agent's is; while no one is to be ranked, no name stays."""
        mine = agent_names.c.workspace_id == self._workspace
        if not self._names_agents:
            connection.execute(sa.delete(agent_names).where(mine))
        elif agent:
            name = " ".join(agent.split())
            row = {"workspace_id": self._workspace, "mark": mark(agent), "name": name}
            keys = ["workspace_id", "mark"]
            statement = insert(agent_names).values(row)
            connection.execute(
                statement.on_conflict_do_update(index_elements=keys, set_={"name": name})
            )

    def _of(self, table: sa.Table, draft_id: str) -> sa.ColumnElement[bool]:
        return (table.c.workspace_id == self._workspace) & (table.c.draft_id == draft_id)
