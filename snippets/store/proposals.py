"""Proposals of new snippets as rows, and what was decided about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from snippets.errors import ProposalAccepted, ProposalNotFound
from snippets.proposals.likeness import Saying
from snippets.proposals.proposing import Proposal, State
from snippets.snippet import Snippet, slug
from snippets.store.database import Database, now
from snippets.store.entries import Entries
from snippets.store.schema import proposals
from snippets.versions import UNSIGNED, Signed

ACCEPTED = "from what agents wrote again and again"
"""The reason of a first version that was proposed by a history."""


class Proposals:
    """The proposals of one workspace; an accepted one is written to its entries."""

    def __init__(self, database: Database, entries: Entries) -> None:
        self._database = database
        self._entries = entries

    def all(self, state: State | None = None) -> list[Proposal]:
        """Every proposal, or those in one state; the most used lately first."""
        with self._database.read() as connection:
            return self._select(connection, proposals.c.state == state if state else sa.true())

    def get(self, proposal_id: str) -> Proposal:
        """Raises ProposalNotFound."""
        with self._database.read() as connection:
            return self._get(connection, proposal_id)

    def keep(self, found: Sequence[Proposal]) -> int:
        """Take in what was found; how many are new.

        One that says what an open proposal says takes its place, under the id that it had.
        What was decided about stays as it is, and nothing that repeats it is kept.
        """
        with self._database.write() as connection:
            known = self._select(connection, sa.true())
            sayings = [Saying.of(one.body) for one in known]
            before = [_before(one, known, sayings) for one in found]
            pairs = list(zip(before, found, strict=True))
            current = {old.id: one for old, one in reversed(pairs) if old}
            for old in known:
                if old.state == "open" and old.id in current:
                    self._update(connection, old.id, _renewed(old, current[old.id]))
            new = [one for old, one in pairs if old is None]
            for one in new:
                self._add(connection, one)
        return len(new)

    def accept(
        self,
        proposal_id: str,
        title: str | None = None,
        body: str | None = None,
        snippet_id: str | None = None,
        signed: Signed = UNSIGNED,
    ) -> Snippet:
        """Make a proposal a reply of the library, with its examples, all in one go.

        Raises ProposalNotFound, ProposalAccepted, SnippetInvalid and SnippetExists.
        """
        with self._database.write() as connection:
            proposal = self._undecided(connection, proposal_id)
            chosen = proposal.title if title is None else title
            fields = {
                "id": snippet_id or f"{slug(chosen)}-{proposal.id[:6]}",
                "kind": "reply",
                "title": chosen,
                "body": proposal.body if body is None else body,
                "examples": proposal.examples,
            }
            snippet = Snippet.from_dict(fields)
            told = Signed(signed.author, signed.reason or ACCEPTED)
            self._entries.write_in(connection, [snippet], False, told)
            self._decide(connection, proposal_id, "accepted", snippet.id)
        return snippet

    def reject(self, proposal_id: str) -> None:
        """Never propose this again. Raises ProposalNotFound and ProposalAccepted."""
        with self._database.write() as connection:
            self._undecided(connection, proposal_id)
            self._decide(connection, proposal_id, "rejected", None)

    def _select(
        self, connection: sa.Connection, condition: sa.ColumnElement[bool]
    ) -> list[Proposal]:
        order = (proposals.c.lately.desc(), proposals.c.count.desc(), proposals.c.id)
        rows = connection.execute(
            sa.select(proposals).where(self._mine & condition).order_by(*order)
        ).mappings()
        return [_proposal(dict(row)) for row in rows]

    def _get(self, connection: sa.Connection, proposal_id: str) -> Proposal:
        found = self._select(connection, proposals.c.id == proposal_id)
        if not found:
            raise ProposalNotFound(f"no proposal has the id {proposal_id!r}")
        return found[0]

    def _undecided(self, connection: sa.Connection, proposal_id: str) -> Proposal:
        """An open proposal, or a rejected one, for a lead may think again."""
        found = self._get(connection, proposal_id)
        if found.state == "accepted":
            raise ProposalAccepted(
                f"the proposal {proposal_id!r} is the snippet {found.snippet_id!r} already"
            )
        return found

    def _add(self, connection: sa.Connection, one: Proposal) -> None:
        row = asdict(one) | {"workspace_id": self._entries.workspace, "kind": "reply"}
        connection.execute(sa.insert(proposals).values(row | {"created_at": now()}))

    def _decide(
        self, connection: sa.Connection, proposal_id: str, state: State, snippet_id: str | None
    ) -> None:
        row = {"state": state, "snippet_id": snippet_id, "decided_at": now()}
        self._update(connection, proposal_id, row)

    def _update(self, connection: sa.Connection, proposal_id: str, row: dict[str, Any]) -> None:
        chosen = self._mine & (proposals.c.id == proposal_id)
        connection.execute(sa.update(proposals).where(chosen).values(row))

    @property
    def _mine(self) -> sa.ColumnElement[bool]:
        return proposals.c.workspace_id == self._entries.workspace


def _before(one: Proposal, known: Sequence[Proposal], sayings: Sequence[Saying]) -> Proposal | None:
    """The known proposal that says what this one says."""
    saying = Saying.of(one.body)
    for old, said in zip(known, sayings, strict=True):
        is_longer = old.state == "open" and said.repeats(saying)
        if one.id == old.id or is_longer or saying.repeats(said):
            return old
    return None


def _renewed(old: Proposal, one: Proposal) -> dict[str, Any]:
    """What changes in an open proposal that was found again."""
    return asdict(one) | {
        "id": old.id,
        "first_seen": min(filter(None, (old.first_seen, one.first_seen)), default=None),
        "last_seen": max(filter(None, (old.last_seen, one.last_seen)), default=None),
    }


def _proposal(row: dict[str, Any]) -> Proposal:
    fields = {name: row[name] for name in Proposal.__slots__}
    return Proposal(**fields | {"examples": tuple(row["examples"])})
