"""Profiles, rules of a team's own and ignored findings as rows.

Each change raises the workspace's `shape`, so that what is kept in memory can be compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from snippets.errors import LimitReached, ProfileNotFound, RuleNotFound
from snippets.store.database import Database, now
from snippets.store.schema import ignored, own_rules, profiles, workspaces

MOST_PROFILES = 200
MOST_RULES = 200
MOST_IGNORED = 50_000

Fields = dict[str, Any]


class ProfileRows:
    """The rows of one workspace, which has to be there."""

    def __init__(self, database: Database, workspace: str) -> None:
        self._database = database
        self._workspace = workspace

    def revision(self) -> int:
        """How many changes there have been."""
        query = sa.select(workspaces.c.shape).where(workspaces.c.id == self._workspace)
        with self._database.read() as connection:
            return int(connection.execute(query).scalar() or 0)

    def profiles(self) -> dict[str, Fields]:
        """Every profile by name."""
        return self._all(profiles, profiles.c.name)

    def put_profile(self, name: str, fields: Mapping[str, Any]) -> None:
        """Keep a profile, whether or not there is one. Raises LimitReached."""
        self._put(profiles, profiles.c.name, name, fields, MOST_PROFILES)

    def delete_profile(self, name: str) -> None:
        """Raises ProfileNotFound."""
        if not self._delete(profiles, profiles.c.name == name):
            raise ProfileNotFound(f"no profile has the name {name!r}; `GET /v1/profiles` lists all")

    def rules(self) -> dict[str, Fields]:
        """Every rule by id."""
        return self._all(own_rules, own_rules.c.id)

    def put_rule(self, rule_id: str, fields: Mapping[str, Any]) -> None:
        """Keep a rule, whether or not there is one. Raises LimitReached."""
        self._put(own_rules, own_rules.c.id, rule_id, fields, MOST_RULES)

    def delete_rule(self, rule_id: str) -> None:
        """Raises RuleNotFound."""
        if not self._delete(own_rules, own_rules.c.id == rule_id):
            raise RuleNotFound(f"no rule of your own has the id {rule_id!r}")

    def ignored(self) -> frozenset[str]:
        """The marks of all ignored findings."""
        query = sa.select(ignored.c.mark).where(ignored.c.workspace_id == self._workspace)
        with self._database.read() as connection:
            return frozenset(connection.execute(query).scalars())

    def ignore(self, mark: str, rule: str) -> None:
        """Keep a mark; beyond MOST_IGNORED the oldest go."""
        row = {"workspace_id": self._workspace, "mark": mark, "rule": rule, "created_at": now()}
        mine = ignored.c.workspace_id == self._workspace
        newest = sa.select(ignored.c.mark).where(mine).order_by(ignored.c.created_at.desc())
        with self._database.write() as connection:
            connection.execute(insert(ignored).values(row).on_conflict_do_nothing())
            old = newest.limit(-1).offset(MOST_IGNORED)
            connection.execute(sa.delete(ignored).where(mine & ignored.c.mark.in_(old)))
            raise_shape(connection, self._workspace)

    def heed(self, mark: str) -> bool:
        """Forget a mark; whether it was there."""
        return self._delete(ignored, ignored.c.mark == mark)

    def _all(self, table: sa.Table, key: sa.Column[Any]) -> dict[str, Fields]:
        mine = table.c.workspace_id == self._workspace
        query = sa.select(key, table.c.fields).where(mine).order_by(key)
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def _put(
        self,
        table: sa.Table,
        key: sa.Column[Any],
        name: str,
        fields: Mapping[str, Any],
        most: int,
    ) -> None:
        row = {"fields": dict(fields), "updated_at": now()}
        ids = {"workspace_id": self._workspace, key.name: name}
        others = (table.c.workspace_id == self._workspace) & (key != name)
        count = sa.select(sa.func.count()).select_from(table).where(others)
        with self._database.write() as connection:
            if int(connection.execute(count).scalar() or 0) >= most:
                what = table.name.replace("_", " ")
                raise LimitReached(f"there are {most} {what} already; delete one first")
            statement = insert(table).values(row | ids)
            connection.execute(statement.on_conflict_do_update(index_elements=list(ids), set_=row))
            raise_shape(connection, self._workspace)

    def _delete(self, table: sa.Table, condition: sa.ColumnElement[bool]) -> bool:
        mine = (table.c.workspace_id == self._workspace) & condition
        with self._database.write() as connection:
            gone = connection.execute(sa.delete(table).where(mine)).rowcount > 0
            if gone:
                raise_shape(connection, self._workspace)
        return gone


def raise_shape(connection: sa.Connection, workspace: str) -> None:
    """Note that the checks say something else from now on."""
    mine = workspaces.c.id == workspace
    connection.execute(sa.update(workspaces).where(mine).values(shape=workspaces.c.shape + 1))
