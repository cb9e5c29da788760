"""Tries a library out: its snippets' own tests, and a change before it is made."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from snippets.errors import OthersWouldFail, SnippetNotFound
from snippets.finder import Finder
from snippets.progress import Progress
from snippets.rehearsal.effect import Effect, Shift, drafted, moves
from snippets.rehearsal.known import KnownMessage, Recent, differing, near, nearest_of
from snippets.rehearsal.outcome import Case, Outcome, audience_of, cases_of, outcome
from snippets.rehearsal.stage import Asked, Stage
from snippets.scope import Scope
from snippets.search.neighbours import Vectors
from snippets.snippet import Snippet
from snippets.store.entries import Entries
from snippets.store.messages import Messages

MOST_OF_OTHERS = 40
"""Tests of other snippets that a change is tried with, those nearest to it."""
MOST_REMEMBERED = 50_000
"""Vectors of tests that are held in memory."""


class Rehearsal:
    """Asks one library what it would answer; nothing that is asked is kept or counted.

    `threshold` is the confidence from which drafts are made; a `viewer` is shown the tests of
    what they may see. Messages are those of snippets that all see whom the change is for.
    """

    def __init__(self, entries: Entries, finder: Finder, messages: Messages) -> None:
        self._entries = entries
        self._finder = finder
        self._recent = Recent(finder, messages)
        self._known: dict[str, Vectors] = {}

    def test(
        self,
        threshold: float,
        ids: Collection[str] = (),
        viewer: Scope | None = None,
        progress: Progress | None = None,
    ) -> list[Outcome]:
        """What comes of the tests of these snippets, of all where none is named.

        Raises SnippetNotFound where one is not in use.
        """
        tested = [one for one in self._in_use(viewer) if not ids or one.id in ids]
        if missing := sorted(set(ids) - {one.id for one in tested}):
            raise SnippetNotFound(f"no snippet in use has the id {missing[0]!r}")
        cases = list(cases_of(tested))
        vectors = self._finder.kept_vectors([one.message for one in cases])
        stage, found = Stage(self._finder), list[Outcome]()
        for done, case in enumerate(cases, start=1):
            answer = stage.before(case.asked(vectors[case.message]))
            found.append(outcome(case, answer, threshold))
            if progress:
                progress(done, len(cases))
        return found

    def effect(
        self,
        snippet: Snippet,
        threshold: float,
        viewer: Scope | None = None,
        with_messages: bool = True,
    ) -> Effect:
        """What it would do if a snippet said this. Raises FragmentInvalid."""
        as_if = self._entries.as_if(snippet)
        touched = {*(one.id for one in as_if.said), *as_if.gone}
        everything = self._in_use()
        texts = differing([one for one in everything if one.id in touched], as_if.said)
        stage = Stage(self._finder, as_if.said, as_if.gone)
        known = self._finder.peek(texts)
        around = [known[text] for text in texts]
        own = [case for case in cases_of(as_if.said) if case.snippet.id == snippet.id]
        others = self._near(everything, around, snippet.id, viewer)
        tried = self._tried(stage, [*own, *others], threshold)
        messages = self._messages(around, audience_of(snippet)) if with_messages else []
        shifts = self._shifts(stage, messages, audience_of(snippet), threshold)
        return Effect(
            snippet.id,
            tuple(sorted(touched)),
            tuple(then for _, then in tried[: len(own)] if not then.passes),
            tuple(then for now, then in tried if now.passes != then.passes),
            len(tried),
            moves(shifts),
            len(messages),
            sum(one.recent for one in messages),
        )

    def require_harmless(self, snippet: Snippet, threshold: float, viewer: Scope) -> None:
        """Refuse a change by which tests of other snippets would fail. Raises OthersWouldFail."""
        found = self.effect(snippet, threshold, viewer, with_messages=False).others_failing
        if found:
            raise OthersWouldFail([one.to_dict() for one in found])

    def _in_use(self, viewer: Scope | None = None) -> list[Snippet]:
        """What search finds, all of it or what somebody sees, in the order of their ids."""
        self._finder.refresh()
        found = self._finder.look(lambda look: list(look.index.snippets.values()))
        seen = [one for one in found if viewer is None or viewer.sees(one)]
        return sorted(seen, key=lambda one: one.id)

    def _near(
        self, snippets: Sequence[Snippet], around: Sequence[Vectors], but: str, viewer: Scope | None
    ) -> list[Case]:
        """The tests of other snippets that are nearest to what changes."""
        cases = [case for case in cases_of(snippets) if case.snippet.id != but]
        seen = [one for one in cases if viewer is None or viewer.sees(one.snippet)]
        if not seen or not around:
            return []
        known = self._vectors([case.message for case in seen])
        rows = np.stack([known[case.message] for case in seen])
        return [seen[place] for place in nearest_of(rows, around, MOST_OF_OTHERS)]

    def _tried(
        self, stage: Stage, cases: Sequence[Case], threshold: float
    ) -> list[tuple[Outcome, Outcome]]:
        """What comes of each test before the change and after it."""
        known = self._vectors([case.message for case in cases])
        found = []
        for case in cases:
            now, then = stage.both(case.asked(known[case.message]))
            found.append((outcome(case, now, threshold), outcome(case, then, threshold)))
        return found

    def _messages(self, around: Sequence[Vectors], scope: Scope) -> list[KnownMessage]:
        """The messages that are nearest to what changes, each once."""
        known = near(self._finder, self._entries, around, scope)
        texts = {one.text for one in known}
        return [*known, *(one for one in self._recent.near(around) if one.text not in texts)]

    def _shifts(
        self, stage: Stage, messages: Sequence[KnownMessage], scope: Scope, threshold: float
    ) -> list[Shift]:
        """What happens to these messages."""
        shifts = []
        for one in messages:
            now, then = stage.both(Asked(one.text, one.vector, scope))
            ends = drafted(now, threshold), drafted(then, threshold)
            shifts.append(Shift(one.text, *ends, one.owners))
        return shifts

    def _vectors(self, messages: Sequence[str]) -> dict[str, Vectors]:
        """What tests mean; those of the last time are remembered."""
        new = [one for one in messages if one not in self._known]
        if len(self._known) > MOST_REMEMBERED:
            self._known, new = {}, list(messages)
        self._known |= self._finder.peek(new)
        return self._known
