"""Changes that several agents agreed on, and the versions that they were proposed as."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from snippets.errors import LibraryError
from snippets.learning.agreed import Agreement, agreed, changed
from snippets.store.database import Database
from snippets.store.edits import Edits
from snippets.store.review import Review
from snippets.store.schema import agreements
from snippets.versions import Current, Signed, Version

_FIELDS = tuple(Agreement.__slots__)


class Agreements:
    """Proposes what agents agree on in one workspace, each change once."""

    def __init__(self, database: Database, workspace: str, edits: Edits, review: Review) -> None:
        self._database = database
        self._workspace = workspace
        self._edits = edits
        self._review = review

    def propose(self, now: Current) -> list[Version]:
        """Propose what agents keep changing in a snippet as it is now; what is new of it.

        Nothing is proposed twice, whatever a lead has decided about it.
        """
        if now.snippet.status != "approved":
            return []
        known = self.of(now.snippet.id)
        fresh = [
            one
            for one in agreed(self._edits.all(now.snippet.id))
            if not any(one.repeats(other) for other in known.values())
        ]
        made = [self._propose(now, one) for one in fresh]
        return [version for version in made if version]

    def of(self, snippet_id: str) -> dict[int, Agreement]:
        """What was ever proposed for a snippet, by the number of the version."""
        query = sa.select(agreements).where(self._mine & (agreements.c.snippet_id == snippet_id))
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(agreements.c.number)).mappings()
            return {row["number"]: _agreement(row) for row in rows}

    def _propose(self, now: Current, one: Agreement) -> Version | None:
        """The version with a change; None where the snippet can't have it any more."""
        body = changed(now.snippet.body, one)
        if body is None:
            return None
        with suppress(LibraryError):
            wanted = replace(now.snippet, body=body)
            made = self._review.propose(wanted, _signed(one), now.version)
            self._keep(made, one)
            return made
        return None

    def _keep(self, made: Version, one: Agreement) -> None:
        row = asdict(one) | {
            "workspace_id": self._workspace,
            "snippet_id": made.snippet.id,
            "number": made.number,
            "wordings": list(one.wordings),
        }
        with self._database.write() as connection:
            connection.execute(sa.insert(agreements).values(row))

    @property
    def _mine(self) -> sa.ColumnElement[bool]:
        return agreements.c.workspace_id == self._workspace


def _signed(one: Agreement) -> Signed:
    """Who proposes it, and with what evidence."""
    told = f"{one.edits} edits of {one.agents} agents since {one.since.date().isoformat()}"
    if not one.before:
        change = f"they add “{one.after}”"
    elif not one.after:
        change = f"they leave out “{one.before}”"
    else:
        change = f"they write “{one.after}” in place of “{one.before}”"
    return Signed(f"edits of {one.agents} agents", f"{told}: {change}")


def _agreement(row: Mapping[Any, Any]) -> Agreement:
    fields = {name: row[name] for name in _FIELDS}
    return Agreement(**fields | {"wordings": tuple(row["wordings"])})
