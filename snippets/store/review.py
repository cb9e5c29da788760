"""Versions and approval: agents propose, leads decide, and what was can come back."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import sqlalchemy as sa

from snippets.difference import conflict
from snippets.errors import SnippetExists, VersionDecided, VersionNotFound
from snippets.fragments import check
from snippets.scope import EVERYONE, Scope
from snippets.snippet import Snippet
from snippets.store.entries import Entries
from snippets.store.schema import versions
from snippets.versions import UNSIGNED, WAITING, Signed, Version, VersionState

Early = Literal["draft", "proposed"]


class Review:
    """The versions of one workspace's snippets, and what is decided about them."""

    def __init__(self, entries: Entries) -> None:
        self._entries = entries
        self._database = entries.database
        self._kept = entries.kept

    def queue(self, scope: Scope = EVERYONE) -> list[Version]:
        """What waits for a decision and may be seen, the oldest first."""
        with self._database.read() as connection:
            found = self._kept.select(connection, versions.c.state == "proposed")
        return [one for one in reversed(found) if scope.sees(one.snippet)]

    def history(self, snippet_id: str) -> list[Version]:
        """All versions of a snippet, newest first; also of one that is deleted.

        Raises VersionNotFound where there never was one.
        """
        with self._database.read() as connection:
            found = self._kept.all(connection, snippet_id)
        if not found:
            raise VersionNotFound(f"nothing was ever kept under the id {snippet_id!r}")
        return found

    def version(self, snippet_id: str, number: int) -> Version:
        """Raises VersionNotFound."""
        with self._database.read() as connection:
            return self._kept.get(connection, snippet_id, number)

    def propose(
        self,
        snippet: Snippet,
        signed: Signed = UNSIGNED,
        started_from: int | None = None,
        state: Early = "proposed",
    ) -> Version:
        """Keep a version that is not in use before a lead approves it.

        Of a snippet that is in use, or archived, what is there stays as it is. A new one, or
        one that was never approved, is in the library with this status. Raises
        EditedMeanwhile, FragmentInvalid and SnippetExists.
        """
        with self._database.write() as connection:
            rows, kept = self._entries.rows, self._kept
            now = rows.current(connection, [snippet.id]).get(snippet.id)
            conflict(now, snippet, started_from)
            seen = {snippet.id: now.version} if now else {}
            if now and now.snippet.status in ("approved", "archived"):
                wanted = replace(snippet, status="approved")
                check(wanted, self._entries.held.closure(connection, [wanted]))
                numbers = kept.keep(connection, [wanted], seen, signed, state)
            else:
                early = replace(snippet, status=state)
                numbers = kept.keep(connection, [early], seen, signed)
                self._entries.place(connection, [early], numbers)
            return kept.get(connection, snippet.id, numbers[snippet.id])

    def approve(
        self, snippet_id: str, number: int, by: str, word: str = "", seen: int | None = None
    ) -> Version:
        """Put a proposed version, a draft, or one that was rejected, into use.

        Where the snippet has changed since the version was written, the lead has to have
        `seen` what it is now: the number of the version in use. Raises VersionNotFound,
        VersionDecided, EditedMeanwhile, FragmentInvalid and SnippetExists.
        """
        with self._database.write() as connection:
            version = self._open(connection, snippet_id, number, (*WAITING, "rejected"))
            now = self._entries.rows.current(connection, [snippet_id]).get(snippet_id)
            wanted = replace(version.snippet, status="approved")
            base = number if now and now.version == number else version.based_on or 0
            conflict(now, wanted, base if seen is None else seen)
            self._kept.decide(connection, version, "approved", by, word)
            self._entries.place(connection, [wanted], {snippet_id: number})
            return self._kept.get(connection, snippet_id, number)

    def reject(self, snippet_id: str, number: int, by: str, word: str = "") -> Version:
        """Keep a version out of use; a snippet that was never approved is a draft again.

        Raises VersionNotFound and VersionDecided.
        """
        with self._database.write() as connection:
            version = self._open(connection, snippet_id, number, WAITING)
            self._kept.decide(connection, version, "rejected", by, word)
            now = self._entries.rows.current(connection, [snippet_id]).get(snippet_id)
            if now and now.version == number:
                again = replace(now.snippet, status="draft")
                self._entries.place(connection, [again], {snippet_id: number})
            return self._kept.get(connection, snippet_id, number)

    def restore(
        self, snippet_id: str, number: int, signed: Signed, expected: int | None = None
    ) -> Version:
        """Make what a version says the newest one, in use; also of a deleted snippet.

        Raises VersionNotFound, EditedMeanwhile, FragmentInvalid and SnippetExists.
        """
        with self._database.write() as connection:
            old = self._kept.get(connection, snippet_id, number)
            again = replace(old.snippet, status="approved")
            now = self._entries.rows.current(connection, [snippet_id]).get(snippet_id)
            conflict(now, again, expected)
            reason = signed.reason or f"back to version {number}"
            seen = {snippet_id: now.version} if now else {}
            told = Signed(signed.author, reason)
            numbers = self._kept.keep(connection, [again], seen, told)
            self._entries.place(connection, [again], numbers)
            return self._kept.get(connection, snippet_id, numbers[snippet_id])

    def erase(self, snippet_id: str) -> int:
        """Forget the versions of a deleted snippet; how many. Raises SnippetExists."""
        with self._database.write() as connection:
            if self._entries.rows.current(connection, [snippet_id]):
                raise SnippetExists(f"{snippet_id!r} is in the library; delete it first")
            return self._kept.erase(connection, snippet_id)

    def _open(
        self,
        connection: sa.Connection,
        snippet_id: str,
        number: int,
        states: tuple[VersionState, ...],
    ) -> Version:
        version = self._kept.get(connection, snippet_id, number)
        if version.state not in states:
            raise VersionDecided(f"version {number} of {snippet_id!r} is {version.state} already")
        return version
