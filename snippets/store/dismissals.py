"""What agents did with the findings of each rule, and how far a rule has stepped down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from snippets.errors import LimitReached
from snippets.store.database import Database, now
from snippets.store.profiles import raise_shape
from snippets.store.schema import rule_counts

LEAST_SHOWN = 50
"""So often a rule has to have been shown before it may step down, and again before the next."""
MOST_DISMISSED = 0.5
"""The share of dismissals above which a rule steps down."""
MOST_STEPS = 2
MOST_RULES = 2_000
"""Rules that are counted; an engine of grammar has some hundreds that ever speak."""
ACTIONS = ("shown", "applied", "dismissed")


@dataclass(frozen=True, slots=True)
class RuleCounts:
    """How often a rule was shown, applied and dismissed; `steps` tells how far it went down."""

    rule: str
    shown: int
    applied: int
    dismissed: int
    shown_since: int
    dismissed_since: int
    steps: int
    stepped_at: datetime | None

    @property
    def is_unwelcome(self) -> bool:
        """Whether it was dismissed most of the time since it last stepped down."""
        return (
            self.steps < MOST_STEPS
            and self.shown_since >= LEAST_SHOWN
            and self.dismissed_since > MOST_DISMISSED * self.shown_since
        )


class Dismissals:
    """The counts of one workspace."""

    def __init__(self, database: Database, workspace: str) -> None:
        self._database = database
        self._workspace = workspace

    def record(self, events: Sequence[tuple[str, str]]) -> None:
        """Count what was done, as (rule, action); a rule that is unwelcome steps down.

        Raises LimitReached.
        """
        with self._database.write() as connection:
            for (rule, action), times in Counter(events).items():
                self._count(connection, rule, action, times)
            counted = self._select(connection)
            if len(counted) > MOST_RULES:
                raise LimitReached(f"{MOST_RULES} rules are counted already; reset some first")
            for one in counted:
                if one.is_unwelcome:
                    self._step_down(connection, one)

    def all(self) -> list[RuleCounts]:
        """The counts by rule."""
        with self._database.read() as connection:
            return self._select(connection)

    def steps(self) -> dict[str, int]:
        """How many steps down each rule is that has gone down at all."""
        return {one.rule: one.steps for one in self.all() if one.steps}

    def reset(self, rule: str) -> bool:
        """Count anew, at the rule's own severity; whether there were counts."""
        with self._database.write() as connection:
            gone = connection.execute(sa.delete(rule_counts).where(self._mine(rule))).rowcount > 0
            raise_shape(connection, self._workspace)
        return gone

    def _count(self, connection: sa.Connection, rule: str, action: str, times: int) -> None:
        changed = {action: times} | ({} if action == "applied" else {f"{action}_since": times})
        row = dict.fromkeys(("steps", "shown_since", "dismissed_since", *ACTIONS), 0) | changed
        statement = insert(rule_counts).values(
            row | {"workspace_id": self._workspace, "rule": rule}
        )
        sums = {name: rule_counts.c[name] + times for name in changed}
        keys = ["workspace_id", "rule"]
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=sums))

    def _step_down(self, connection: sa.Connection, one: RuleCounts) -> None:
        row = {"steps": one.steps + 1, "stepped_at": now(), "shown_since": 0, "dismissed_since": 0}
        connection.execute(sa.update(rule_counts).where(self._mine(one.rule)).values(row))
        raise_shape(connection, self._workspace)

    def _select(self, connection: sa.Connection) -> list[RuleCounts]:
        columns = [rule_counts.c[name] for name in RuleCounts.__slots__]
        mine = rule_counts.c.workspace_id == self._workspace
        rows = connection.execute(sa.select(*columns).where(mine).order_by(rule_counts.c.rule))
        return [RuleCounts(*row) for row in rows]

    def _mine(self, rule: str) -> sa.ColumnElement[bool]:
        return (rule_counts.c.workspace_id == self._workspace) & (rule_counts.c.rule == rule)
