"""Lists of snippets: filtered, sorted and paged by the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from snippets.listing import Listed, Order, Page, Wanted
from snippets.scope import Scope
from snippets.store.database import Database
from snippets.store.rows import Rows, folded
from snippets.store.schema import snippets, versions

MOST_WORDS = 20
"""Words of a search that count."""

_SORTS: Mapping[str, sa.ColumnElement[Any]] = {
    "id": snippets.c.id,
    "title": snippets.c.title.collate("NOCASE"),
    "updated": snippets.c.updated_at,
    "used": snippets.c.used,
}
_SAME = ("tag", "team", "owner", "status", "kind", "audience", "locale", "variant_of")


class Listing:
    """Lists the snippets of one workspace."""

    def __init__(self, database: Database, rows: Rows) -> None:
        self._database = database
        self._rows = rows

    def page(self, wanted: Wanted, order: Order) -> Page:
        """A part of the list, and how many there are in all."""
        condition = self._condition(wanted)
        with self._database.read() as connection:
            total = self._count(connection, condition)
            beyond = condition & (snippets.c.id > order.after) if order.after else condition
            found = self._rows.select(connection, beyond, _order(order), order.limit, order.offset)
            ids = [one.snippet.id for one in found]
            about, waiting = self._about(connection, ids), self._waiting(connection, ids)
        items = (
            Listed(one, *about[one.snippet.id], waiting.get(one.snippet.id, 0)) for one in found
        )
        return Page(tuple(items), total)

    def ids(self, wanted: Wanted) -> list[str]:
        """The ids of all that are in the list."""
        query = sa.select(snippets.c.id).where(self._condition(wanted)).order_by(snippets.c.id)
        with self._database.read() as connection:
            return list(connection.execute(query).scalars())

    def facets(self, scope: Scope) -> dict[str, dict[str, int]]:
        """How many snippets there are by folder, tag, team, status and locale."""
        with self._database.read() as connection:
            counted = {
                name: self._counts(connection, snippets.c[name], scope)
                for name in ("folder", "team", "status", "kind", "audience", "locale")
            }
            tags = sa.func.json_each(snippets.c.tags).table_valued("value")
            query = (
                sa.select(tags.c.value, sa.func.count())
                .select_from(sa.join(snippets, tags, sa.true()))
                .where(self._seen(scope))
                .group_by(tags.c.value)
            )
            rows = connection.execute(query.order_by(tags.c.value))
            return counted | {"tag": {row[0]: row[1] for row in rows}}

    def _counts(
        self, connection: sa.Connection, column: sa.ColumnElement[Any], scope: Scope
    ) -> dict[str, int]:
        query = sa.select(column, sa.func.count()).where(self._seen(scope) & column.is_not(None))
        rows = connection.execute(query.group_by(column).order_by(column))
        return {row[0]: row[1] for row in rows if row[0]}

    def _count(self, connection: sa.Connection, condition: sa.ColumnElement[bool]) -> int:
        query = sa.select(sa.func.count()).select_from(snippets).where(condition)
        return int(connection.execute(query).scalar_one())

    def _condition(self, wanted: Wanted) -> sa.ColumnElement[bool]:
        condition = self._seen(wanted.scope)
        for name in _SAME:
            value = getattr(wanted, name)
            if value is not None:
                condition &= _has_tag(value) if name == "tag" else snippets.c[name] == value
        if wanted.folder:
            condition &= _in_folder(wanted.folder)
        for word in folded(wanted.text).split()[:MOST_WORDS]:
            condition &= sa.func.instr(snippets.c.sought, word) > 0
        return condition

    def _seen(self, scope: Scope) -> sa.ColumnElement[bool]:
        """What may be seen, as `Scope.sees` says it."""
        seen = self._rows.mine(snippets)
        seen &= snippets.c.owner.is_(None) | (snippets.c.owner == scope.agent)
        if not scope.every_team:
            seen &= snippets.c.team.is_(None) | (snippets.c.team == scope.team)
        return seen & (snippets.c.status == "approved") if scope.approved else seen

    def _about(self, connection: sa.Connection, ids: Sequence[str]) -> dict[str, tuple[int, str]]:
        chosen = self._rows.mine(snippets) & snippets.c.id.in_(ids)
        query = sa.select(snippets.c.id, snippets.c.used, snippets.c.updated_at).where(chosen)
        return {
            row.id: (row.used, row.updated_at.isoformat(timespec="seconds") + "Z")
            for row in connection.execute(query)
        }

    def _waiting(self, connection: sa.Connection, ids: Sequence[str]) -> dict[str, int]:
        """How many proposed versions each of them has."""
        chosen = self._rows.mine(versions) & versions.c.snippet_id.in_(ids)
        query = sa.select(versions.c.snippet_id, sa.func.count())
        query = query.where(chosen & (versions.c.state == "proposed"))
        rows = connection.execute(query.group_by(versions.c.snippet_id))
        return {row[0]: row[1] for row in rows}


def _order(order: Order) -> tuple[sa.ColumnElement[Any], ...]:
    first = _SORTS[order.by]
    return (first.desc() if order.down else first, snippets.c.id)


def _has_tag(tag: str) -> sa.ColumnElement[bool]:
    tags = sa.func.json_each(snippets.c.tags).table_valued("value")
    return sa.exists(sa.select(1).select_from(tags).where(tags.c.value == tag))


def _in_folder(folder: str) -> sa.ColumnElement[bool]:
    path = folder.strip("/")
    if not path:
        return snippets.c.folder == ""
    below = (snippets.c.folder >= f"{path}/") & (snippets.c.folder < f"{path}0")
    return (snippets.c.folder == path) | below
