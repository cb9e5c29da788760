"""Messages that were kept, private details masked: for some days, or as long as a lesson is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from snippets.gaps.gist import gist
from snippets.store.database import Database, now
from snippets.store.rows import batches
from snippets.store.schema import kept_messages as kept
from snippets.store.schema import vectors
from snippets.store.vectors import hash_of

MOST_LEARNED = 10_000
"""Messages of past conversations that are kept; the oldest go first."""

_TOLD = ("id", "text", "created_at", "outcome", "action", "snippet_ids", "reply")


@dataclass(frozen=True, slots=True)
class KeptMessage:
    """What a customer wrote, masked, and what became of it.

    `outcome` is the draft's, or "unanswered" for a past message whose reply used no snippet.
    `action` is what the agent did with the draft, where that is known; `reply` is what was
    sent, masked, without greeting and signature.
    """

    id: str
    text: str
    created_at: datetime
    outcome: str
    action: str | None = None
    snippet_ids: tuple[str, ...] = ()
    reply: str = ""


class Messages:
    """The kept messages of one workspace."""

    def __init__(self, database: Database, workspace: str, days: int = 0) -> None:
        """With `days` above 0, messages of drafts are kept for so many days."""
        self.keeps = days > 0
        self._database = database
        self._workspace = workspace
        self._lifetime = timedelta(days=days)

    def keep(self, message: KeptMessage) -> None:
        """Keep the message of a draft until it expires; one with the same id is replaced."""
        row = self._row(message) | {"expires_at": message.created_at + self._lifetime}
        statement = insert(kept).values(row)
        known = ["workspace_id", "id"]
        with self._database.write() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=known, set_=row))
        self.forget_old()

    def became(self, message_id: str, action: str, reply: str) -> None:
        """Note what became of the draft to a message, where that is still kept.

        It is looked at anew when messages are grouped.
        """
        told = {"action": action, "reply": reply, "grouped": False}
        chosen = self._mine & (kept.c.id == message_id)
        with self._database.write() as connection:
            connection.execute(sa.update(kept).where(chosen).values(told))

    def since(self, moment: datetime) -> list[KeptMessage]:
        """All that are kept and were written from then on (UTC, without zone), oldest first."""
        return self._select(kept.c.created_at >= moment)

    def missed(self) -> list[KeptMessage]:
        """Those that the library had no good answer to, oldest first."""
        return self._select(MISSED)

    def texts(self, ids: Iterable[str]) -> dict[str, str]:
        """The texts of those that are still kept, by id."""
        found: dict[str, str] = {}
        for some in batches(list(ids)):
            found |= {one.id: one.text for one in self._select(kept.c.id.in_(some))}
        return found

    def of_gap(self, gap_id: str, most: int) -> list[KeptMessage]:
        """The messages of a gap, those that are most like all of them first."""
        chosen = self._mine & (kept.c.gap_id == gap_id)
        query = sa.select(kept).where(chosen).order_by(kept.c.nearness.desc(), kept.c.id)
        with self._database.read() as connection:
            return [_message(row) for row in connection.execute(query.limit(most)).mappings()]

    def known(self, ids: Iterable[str]) -> set[str]:
        """Those of these ids that something is kept under."""
        return set(self.texts(ids))

    def learn(self, messages: Sequence[KeptMessage], lesson: int | None) -> int:
        """Keep messages of past conversations as long as a lesson is; how many were new."""
        rows = [self._row(one) | {"lesson_id": lesson} for one in messages]
        with self._database.write() as connection:
            new = sum(
                connection.execute(insert(kept).values(row).on_conflict_do_nothing()).rowcount
                for row in rows
            )
            too_many = sa.select(kept.c.id).where(self._mine & kept.c.expires_at.is_(None))
            too_many = too_many.order_by(kept.c.created_at.desc(), kept.c.id).offset(MOST_LEARNED)
            old = self._mine & kept.c.id.in_(too_many)
            connection.execute(sa.delete(kept).where(old))
        return new

    def forget_old(self) -> int:
        """Delete those that have expired, with their vectors; how many."""
        due = self._mine & (kept.c.expires_at <= now())
        with self._database.read() as connection:
            texts = connection.execute(sa.select(kept.c.text).where(due)).scalars().all()
        if not texts:
            return 0
        with self._database.write() as connection:
            for some in batches([gist(text) for text in texts]):
                old = vectors.c.text_hash.in_([hash_of(text) for text in some])
                mine = vectors.c.workspace_id == self._workspace
                connection.execute(sa.delete(vectors).where(mine & old))
            return connection.execute(sa.delete(kept).where(due)).rowcount

    def _select(self, condition: sa.ColumnElement[bool]) -> list[KeptMessage]:
        self.forget_old()
        query = sa.select(kept).where(self._mine & condition)
        query = query.order_by(kept.c.created_at, kept.c.id)
        with self._database.read() as connection:
            return [_message(row) for row in connection.execute(query).mappings()]

    def _row(self, message: KeptMessage) -> dict[str, Any]:
        row = asdict(message) | {"snippet_ids": list(message.snippet_ids)}
        return row | {"workspace_id": self._workspace, "grouped": False}

    @property
    def _mine(self) -> sa.ColumnElement[bool]:
        return kept.c.workspace_id == self._workspace


MISSED = kept.c.outcome.in_(("needs_agent", "unanswered")) | (kept.c.action == "discarded")


def _message(row: Mapping[Any, Any]) -> KeptMessage:
    fields = {name: row[name] for name in _TOLD}
    return KeptMessage(**fields | {"snippet_ids": tuple(row["snippet_ids"])})
