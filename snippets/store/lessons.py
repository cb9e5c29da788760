"""What each run of learning found, newest last; the newest state is in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from snippets.store.database import Database, now
from snippets.store.entries import Entries
from snippets.store.schema import examples, kept_messages, lessons


@dataclass(frozen=True, slots=True)
class Run:
    """A run of learning, and its figures."""

    id: int
    report: Mapping[str, Any]


class Lessons:
    """The runs of one workspace with one embedding model."""

    def __init__(self, database: Database, entries: Entries, model: str) -> None:
        self._database = database
        self._entries = entries
        self._model = model

    def begin(self) -> int:
        """The number of a new run, to keep its examples under."""
        row = {
            "workspace_id": self._entries.workspace,
            "model": self._model,
            "report": {},
            "created_at": now(),
        }
        with self._database.write() as connection:
            result = connection.execute(sa.insert(lessons).values(row))
            return int(result.inserted_primary_key[0])  # type: ignore[index]

    def finish(self, number: int, report: Mapping[str, Any], state: bytes | None) -> None:
        """Keep what the run found; a state is in use everywhere from now on.

        A run that brought neither a state nor examples nor messages is forgotten.
        """
        mine = self._mine & (lessons.c.id == number)
        with self._database.write() as connection:
            if state is None and not self._is_of_use(connection, number):
                connection.execute(sa.delete(lessons).where(mine))
                return
            values = {"report": dict(report), "state": state}
            connection.execute(sa.update(lessons).where(mine).values(values))
            self._entries.touch(connection, ())

    def all(self) -> list[Run]:
        """The runs, oldest first."""
        query = sa.select(lessons.c.id, lessons.c.report).where(self._mine).order_by(lessons.c.id)
        with self._database.read() as connection:
            return [Run(row.id, row.report) for row in connection.execute(query)]

    def newest(self) -> int:
        """The number of the run whose state is in use, 0 where there is none."""
        query = sa.select(sa.func.max(lessons.c.id)).where(
            self._mine & lessons.c.state.is_not(None)
        )
        with self._database.read() as connection:
            return int(connection.execute(query).scalar() or 0)

    def state(self, number: int) -> bytes | None:
        """The state that a run led to."""
        query = sa.select(lessons.c.state).where(self._mine & (lessons.c.id == number))
        with self._database.read() as connection:
            return connection.execute(query).scalar()

    def undo(self) -> Run | None:
        """Forget the last run with the examples and messages that it brought; None without one.

        A run that was broken off before it brought anything is none.
        """
        with self._database.write() as connection:
            has_state = lessons.c.state.is_not(None).label("has_state")
            runs = sa.select(lessons.c.id, lessons.c.report, has_state).where(self._mine)
            rows = connection.execute(runs.order_by(lessons.c.id.desc())).all()
            row = next((one for one in rows if self._counts(connection, one)), None)
            if row is None:
                return None
            brought = self._brought(connection, row.id)
            self._entries.touch(connection, brought)
            connection.execute(sa.delete(examples).where(self._examples(row.id)))
            connection.execute(sa.delete(kept_messages).where(self._messages(row.id)))
            connection.execute(sa.delete(lessons).where(lessons.c.id == row.id))
        return Run(row.id, row.report)

    def _counts(self, connection: sa.Connection, run: sa.Row[Any]) -> bool:
        """Whether a run has come to anything."""
        return bool(run.has_state) or self._is_of_use(connection, run.id)

    def _is_of_use(self, connection: sa.Connection, number: int) -> bool:
        """Whether a run has brought examples or messages."""
        query = sa.select(kept_messages.c.id).where(self._messages(number)).limit(1)
        has_messages = connection.execute(query).first() is not None
        return has_messages or bool(self._brought(connection, number))

    def _brought(self, connection: sa.Connection, number: int) -> Sequence[str]:
        """The ids of the snippets that a run has brought examples for."""
        query = sa.select(examples.c.snippet_id).where(self._examples(number)).distinct()
        return connection.execute(query).scalars().all()

    def _examples(self, number: int) -> sa.ColumnElement[bool]:
        return (examples.c.workspace_id == self._entries.workspace) & (
            examples.c.lesson_id == number
        )

    def _messages(self, number: int) -> sa.ColumnElement[bool]:
        return (kept_messages.c.workspace_id == self._entries.workspace) & (
            kept_messages.c.lesson_id == number
        )

    @property
    def _mine(self) -> sa.ColumnElement[bool]:
        return (lessons.c.workspace_id == self._entries.workspace) & (
            lessons.c.model == self._model
        )
