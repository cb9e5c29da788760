"""Ratings of conversations that were drafted for; of all others nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from snippets.analytics.ratings import Rating
from snippets.store.database import Database
from snippets.store.schema import drafts, ratings

_AT_ONCE = 500
"""Ids in one question to the database."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of ratings: how many are new, changed, as they were, and of no draft of ours."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    unmatched: int = 0


class Ratings:
    """The ratings of one workspace: one a conversation and kind."""

    def __init__(self, database: Database, workspace: str) -> None:
        self._database = database
        self._workspace = workspace

    def take(self, given: Sequence[Rating], dry_run: bool = False) -> Taken:
        """Keep all that belong to a draft, or with `dry_run` only say what would be kept.

        The same ratings taken twice change nothing. Where two speak of the same conversation,
        the later holds; where a time is missing, the one that comes later.
        """
        with self._database.write() as connection:
            ids = list(dict.fromkeys(one.conversation_id for one in given))
            ours = self._drafted_for(connection, ids)
            known = {(one.conversation_id, one.kind): one for one in self._kept(connection, ids)}
            wanted = _latest([one for one in given if one.conversation_id in ours], known)
            new = [one for key, one in wanted.items() if key not in known]
            changed = [one for key, one in wanted.items() if known.get(key, one) != one]
            if not dry_run:
                self._write(connection, [*new, *changed])
        unmatched = len({one.conversation_id for one in given} - ours)
        unchanged = len(wanted) - len(new) - len(changed)
        return Taken(len(new), len(changed), unchanged, unmatched)

    def _write(self, connection: sa.Connection, found: Sequence[Rating]) -> None:
        keys = ["workspace_id", "conversation_id", "kind"]
        statement = insert(ratings)
        told = {name: statement.excluded[name] for name in ("score", "value", "created_at")}
        rows = [
            {"workspace_id": self._workspace}
            | {name: getattr(one, name) for name in Rating.__slots__}
            for one in found
        ]
        if rows:
            connection.execute(
                statement.on_conflict_do_update(index_elements=keys, set_=told), rows
            )

    def _drafted_for(self, connection: sa.Connection, ids: Sequence[str]) -> set[str]:
        mine = drafts.c.workspace_id == self._workspace
        column = drafts.c.conversation_id
        found: set[str] = set()
        for some in _some(ids):
            query = sa.select(column).distinct().where(mine, column.in_(some))
            found.update(connection.execute(query).scalars())
        return found

    def _kept(self, connection: sa.Connection, ids: Sequence[str]) -> Iterator[Rating]:
        columns = [ratings.c[name] for name in Rating.__slots__]
        mine = ratings.c.workspace_id == self._workspace
        for some in _some(ids):
            query = sa.select(*columns).where(mine, ratings.c.conversation_id.in_(some))
            yield from (Rating(*row) for row in connection.execute(query))


def _latest(
    given: Sequence[Rating], known: dict[tuple[str, str], Rating]
) -> dict[tuple[str, str], Rating]:
    """What holds for each conversation and kind that is spoken of."""
    found: dict[tuple[str, str], Rating] = {}
    for one in given:
        key = one.conversation_id, one.kind
        before = found.get(key) or known.get(key)
        found[key] = before if before and _is_older(one, before) else one
    return found


def _is_older(one: Rating, other: Rating) -> bool:
    """Whether both are dated, and the first is the older one."""
    return bool(one.created_at and other.created_at and one.created_at < other.created_at)


def _some(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
