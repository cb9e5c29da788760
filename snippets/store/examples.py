"""The messages that snippets are known to answer: given by people, or learned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from snippets.search.passages import mark_of
from snippets.snippet import Snippet
from snippets.store.database import Database, now
from snippets.store.rows import Rows, batches
from snippets.store.schema import examples, snippets


@dataclass(frozen=True, slots=True)
class Learned:
    """A past message that a snippet answered."""

    snippet_id: str
    conversation_id: str
    text: str
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Taught:
    """A message that a snippet answers: given by a person, or learned; with its day."""

    snippet_id: str
    text: str
    day: int
    given: bool


class Examples:
    """The examples of one workspace."""

    def __init__(self, database: Database, rows: Rows) -> None:
        self._database = database
        self._rows = rows

    def learn(self, learned: Sequence[Learned], lesson: int | None = None) -> int:
        """Keep past messages as examples, under the number of a lesson; how many were new.

        One that is known already, or whose snippet is gone, changes nothing.
        """
        with self._database.write() as connection:
            ids = sa.select(snippets.c.id).where(self._rows.mine(snippets))
            known = set(connection.execute(ids).scalars())
            of_known = (one for one in learned if one.snippet_id in known)
            new = [one for one in of_known if self._learn(connection, one, lesson)]
            if new:
                revision = self._rows.raised(connection)
                self._rows.touch(connection, {one.snippet_id for one in new}, revision)
            return len(new)

    def taught(self) -> Iterator[Taught]:
        """Every example, given and learned."""
        query = sa.select(examples).where(self._rows.mine(examples)).order_by(examples.c.id)
        with self._database.read() as connection:
            for row in connection.execute(query):
                given = row.conversation_id is None
                yield Taught(row.snippet_id, row.text, row.created_at.toordinal(), given)

    def texts(self, marks: Iterable[int]) -> dict[int, str]:
        """The texts of examples by their marks."""
        wanted = self._rows.mine(examples) & examples.c.mark.in_(list(marks))
        query = sa.select(examples.c.mark, examples.c.text).where(wanted)
        with self._database.read() as connection:
            return {row.mark: row.text for row in connection.execute(query)}

    def give(self, connection: sa.Connection, entries: Sequence[Snippet]) -> None:
        """Put the examples of these snippets in the place of those that people gave before."""
        given = self._rows.mine(examples) & examples.c.conversation_id.is_(None)
        for some in batches([one.id for one in entries]):
            connection.execute(sa.delete(examples).where(given & examples.c.snippet_id.in_(some)))
        rows = [self._row(one.id, text) for one in entries for text in one.examples]
        if rows:
            connection.execute(sa.insert(examples), rows)

    def _learn(self, connection: sa.Connection, one: Learned, lesson: int | None) -> bool:
        row = self._row(one.snippet_id, one.text) | {
            "conversation_id": one.conversation_id,
            "lesson_id": lesson,
        }
        if one.created_at:
            row["created_at"] = one.created_at
        kept = insert(examples).values(row).on_conflict_do_nothing()
        return connection.execute(kept).rowcount > 0

    def _row(self, snippet_id: str, text: str) -> dict[str, object]:
        return {
            "workspace_id": self._rows.workspace,
            "snippet_id": snippet_id,
            "text": text,
            "mark": mark_of(text),
            "created_at": now(),
        }
