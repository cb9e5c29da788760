"""Gaps as rows: what was found, and what a lead has decided about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from snippets.errors import GapAccepted, GapNotFound
from snippets.gaps.gap import Found, Gap, GapState, Period
from snippets.gaps.sameness import new_id, same_gaps
from snippets.snippet import Snippet, slug
from snippets.store.database import Database, now
from snippets.store.entries import Entries
from snippets.store.messages import MISSED, Messages
from snippets.store.rows import batches
from snippets.store.schema import gaps
from snippets.store.schema import kept_messages as kept
from snippets.versions import UNSIGNED, Signed

UNDECIDED = ("open", "answered")
"""States that search alone may change."""
ACCEPTED = "from questions that nothing answered"
"""The reason of a first version that closes a gap."""
MOST_EXAMPLES = 20
"""Messages of a gap that become examples of the snippet that answers it."""
GROWN = 1.5
"""A dismissed gap that is so many times as big as it was then is open again."""
NEW_SHARE = 0.02
"""The share of messages that have to be new before all are grouped anew."""

Row = dict[str, Any]


class Gaps:
    """The gaps of one workspace; an accepted one is written to its entries."""

    def __init__(self, database: Database, entries: Entries, messages: Messages) -> None:
        self._database = database
        self._entries = entries
        self._messages = messages

    @property
    def revision(self) -> int:
        """The number of the library's last change."""
        return self._entries.revision()

    def stale(self) -> bool:
        """Whether messages have come in or gone since they were grouped."""
        self._messages.forget_old()
        missed = self._theirs & MISSED
        with self._database.read() as connection:
            new = _count(connection, missed & ~kept.c.grouped)
            total = _count(connection, missed)
            members = _count(connection, self._theirs & kept.c.gap_id.is_not(None))
            sizes = sa.select(sa.func.coalesce(sa.func.sum(gaps.c.size), 0)).where(self._mine)
            grouped = connection.execute(sizes).scalar_one()
        return new > NEW_SHARE * total or members != grouped

    def all(self, state: GapState | None = None) -> list[Gap]:
        """Every gap, or those in one state, the biggest first."""
        with self._database.read() as connection:
            return self._select(connection, gaps.c.state == state if state else sa.true())

    def undecided(self) -> list[Gap]:
        """Those that are open, or that the library answered when it was last looked at."""
        with self._database.read() as connection:
            return self._select(connection, gaps.c.state.in_(UNDECIDED))

    def get(self, gap_id: str) -> Gap:
        """Raises GapNotFound."""
        with self._database.read() as connection:
            return self._get(connection, gap_id)

    def keep(self, found: Sequence[Found], grouped: Sequence[str]) -> None:
        """Take in what was found among messages, the ids of which are `grouped`.

        A group that has most of the messages of a known gap is that gap; what was decided
        about it stays, unless it was dismissed and has grown much.
        """
        with self._database.write() as connection:
            known = {one.id: one for one in self._select(connection, sa.true())}
            same = same_gaps(found, self._members(connection))
            named = [(same.get(at) or new_id(one), one) for at, one in enumerate(found)]
            self._mark(connection, named, grouped)
            self._forget(connection, known.keys() - {gap_id for gap_id, _ in named})
            for gap_id, one in named:
                self._put(connection, gap_id, one, known.get(gap_id))

    def looked_at(self, gap_id: str, answered: bool) -> Gap:
        """Note whether search answers a gap's messages now, unless a lead has decided meanwhile.

        Raises GapNotFound.
        """
        row = {"state": "answered" if answered else "open", "revision": self.revision}
        with self._database.write() as connection:
            if self._get(connection, gap_id).state in UNDECIDED:
                self._update(connection, gap_id, row)
            return self._get(connection, gap_id)

    def accept(
        self,
        gap_id: str,
        title: str | None = None,
        body: str | None = None,
        snippet_id: str | None = None,
        signed: Signed = UNSIGNED,
    ) -> Snippet:
        """Make a gap a reply of the library, with its messages as examples, all in one go.

        Raises GapNotFound, GapAccepted, SnippetInvalid (also where there is no text yet) and
        SnippetExists.
        """
        examples = [one.text for one in self._messages.of_gap(gap_id, MOST_EXAMPLES)]
        with self._database.write() as connection:
            gap = self._unaccepted(connection, gap_id)
            chosen = gap.name if title is None else title
            fields = {
                "id": snippet_id or f"{slug(chosen)}-{gap.id[:6]}",
                "kind": "reply",
                "title": chosen,
                "body": gap.body if body is None else body,
                "examples": list(dict.fromkeys(examples)),
            }
            snippet = Snippet.from_dict(fields)
            told = Signed(signed.author, signed.reason or ACCEPTED)
            self._entries.write_in(connection, [snippet], False, told)
            decided = {"state": "accepted", "snippet_id": snippet.id}
            self._update(connection, gap_id, decided | _decided(gap, signed.author))
        return snippet

    def dismiss(self, gap_id: str, by: str = "") -> None:
        """Call it no gap, while it does not grow much. Raises GapNotFound and GapAccepted."""
        with self._database.write() as connection:
            gap = self._unaccepted(connection, gap_id)
            self._update(connection, gap_id, {"state": "dismissed"} | _decided(gap, by))

    def restore(self, gap_id: str) -> None:
        """Take a dismissal back. Raises GapNotFound where it is not dismissed."""
        with self._database.write() as connection:
            if self._get(connection, gap_id).state != "dismissed":
                raise GapNotFound(f"the gap {gap_id!r} is not dismissed")
            undone = dict.fromkeys(("decided_size", "decided_by", "decided_at"))
            self._update(connection, gap_id, undone | {"state": "open"})

    def _select(self, connection: sa.Connection, condition: sa.ColumnElement[bool]) -> list[Gap]:
        query = sa.select(gaps).where(self._mine & condition)
        rows = connection.execute(query.order_by(gaps.c.size.desc(), gaps.c.id)).mappings().all()
        texts = self._texts(connection, [key for row in rows for key in row["typical"]])
        return [_gap(row, texts) for row in rows]

    def _texts(self, connection: sa.Connection, ids: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for some in batches(ids):
            query = sa.select(kept.c.id, kept.c.text).where(self._theirs & kept.c.id.in_(some))
            found |= {row.id: row.text for row in connection.execute(query)}
        return found

    def _get(self, connection: sa.Connection, gap_id: str) -> Gap:
        found = self._select(connection, gaps.c.id == gap_id)
        if not found:
            raise GapNotFound(f"no gap has the id {gap_id!r}; list them anew")
        return found[0]

    def _unaccepted(self, connection: sa.Connection, gap_id: str) -> Gap:
        found = self._get(connection, gap_id)
        if found.state == "accepted":
            raise GapAccepted(f"the gap {gap_id!r} is the snippet {found.snippet_id!r} already")
        return found

    def _members(self, connection: sa.Connection) -> dict[str, str]:
        """The gap that each message is in."""
        query = sa.select(kept.c.id, kept.c.gap_id)
        rows = connection.execute(query.where(self._theirs & kept.c.gap_id.is_not(None)))
        return {row.id: row.gap_id for row in rows}

    def _mark(
        self, connection: sa.Connection, named: Sequence[tuple[str, Found]], grouped: Sequence[str]
    ) -> None:
        """Note at each message which gap it is in."""
        clean = {"gap_id": None, "nearness": None}
        connection.execute(sa.update(kept).where(self._theirs).values(clean))
        for some in batches(grouped):
            chosen = self._theirs & kept.c.id.in_(some)
            connection.execute(sa.update(kept).where(chosen).values(grouped=True))
        rows = [
            {"of": message_id, "in": gap_id, "near": near}
            for gap_id, one in named
            for message_id, near in one.nearness.items()
        ]
        if rows:
            values: Row = {"gap_id": sa.bindparam("in"), "nearness": sa.bindparam("near")}
            chosen = self._theirs & (kept.c.id == sa.bindparam("of"))
            connection.execute(sa.update(kept).where(chosen).values(values), rows)

    def _put(self, connection: sa.Connection, gap_id: str, one: Found, old: Gap | None) -> None:
        row = _row(one)
        if old is None:
            key = {"workspace_id": self._entries.workspace, "id": gap_id}
            connection.execute(sa.insert(gaps).values(key | row | {"state": "open"}))
            return
        if old.state == "dismissed" and row["size"] >= GROWN * (old.decided_size or 0):
            row["state"] = "open"
        self._update(connection, gap_id, row)

    def _forget(self, connection: sa.Connection, ids: set[str]) -> None:
        """Gaps without messages: those that a lead accepted stay, for the record."""
        gone = self._mine & gaps.c.id.in_(ids)
        stays = gaps.c.state == "accepted"
        connection.execute(sa.update(gaps).where(gone & stays).values(size=0, typical=[]))
        connection.execute(sa.delete(gaps).where(gone & ~stays))

    def _update(self, connection: sa.Connection, gap_id: str, row: Row) -> None:
        chosen = self._mine & (gaps.c.id == gap_id)
        connection.execute(sa.update(gaps).where(chosen).values(row))

    @property
    def _mine(self) -> sa.ColumnElement[bool]:
        return gaps.c.workspace_id == self._entries.workspace

    @property
    def _theirs(self) -> sa.ColumnElement[bool]:
        return kept.c.workspace_id == self._entries.workspace


def _count(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).select_from(kept).where(condition)
    return int(connection.execute(query).scalar_one())


def _decided(gap: Gap, by: str) -> Row:
    return {"decided_size": gap.size, "decided_by": by, "decided_at": now()}


def _row(one: Found) -> Row:
    return {
        "name": one.name,
        "size": len(one.nearness),
        "trend": one.trend,
        "periods": [[period.start.isoformat(), period.count] for period in one.periods],
        "typical": list(one.typical),
        "body": one.body,
        "written": one.written,
        "refused": list(one.refused),
        "revision": 0,
    }


def _gap(row: Mapping[Any, Any], texts: Mapping[str, str]) -> Gap:
    fields = {name: row[name] for name in Gap.__slots__}
    periods = tuple(Period(date.fromisoformat(start), count) for start, count in row["periods"])
    typical = tuple(texts[key] for key in row["typical"] if key in texts)
    refused = tuple(row["refused"])
    return Gap(**fields | {"periods": periods, "typical": typical, "refused": refused})
