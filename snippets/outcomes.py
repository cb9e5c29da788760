"""What becomes of drafts: counted for search, learned from, and the edits kept, masked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from snippets.errors import SnippetNotFound
from snippets.learning.edits import changes, hidden, likeness, traced
from snippets.learning.privacy import masked
from snippets.learning.recent import Recent, Said
from snippets.store.database import Database, now
from snippets.store.edits import Edits
from snippets.store.entries import Entries
from snippets.store.examples import Learned
from snippets.store.uses import KEPT, Uses

LEAST_KEPT = 0.5
"""Of a draft that teaches what answers its message."""
MOST_EXAMPLE_CHARACTERS = 2_000
MARK_CHARACTERS = 16


class Outcomes:
    """The outcomes of one workspace.

    What a draft said is remembered in memory. Written down are ids and numbers, and of an
    edited draft what was changed in it, its private details masked.
    """

    def __init__(self, database: Database, entries: Entries, uses: Uses, learns: bool) -> None:
        """With `learns`, messages whose drafts were sent become examples, masked."""
        self.edits = Edits(database, entries.workspace)
        self._entries = entries
        self._uses = uses
        self._learns = learns
        self._recent = Recent()

    def drafted(
        self, draft_id: str, outcome: str, confidence: float, snippet_ids: Sequence[str], said: Said
    ) -> None:
        """Note which snippets a draft was made from."""
        self._uses.drafted(draft_id, outcome, confidence, snippet_ids)
        message = said.message if self._learns else ""
        self._recent.keep(draft_id, replace(said, message=message))

    def became(
        self,
        draft_id: str,
        action: str,
        final: str | None,
        drafted: str | None,
        by: str,
        known: frozenset[str],
    ) -> list[Learned]:
        """Note what became of a draft; examples that this brings. Raises DraftNotFound."""
        said = self._recent.of(draft_id)
        drafted = drafted or "\n".join(one.text for one in said.sentences) or None
        kept = likeness(drafted, final) if drafted and final is not None else None
        ids = self._uses.became(draft_id, action, kept)
        found = []
        if action == "edited" and drafted and final is not None:
            draft = said.sentences or traced(drafted, self._bodies(ids))
            found = hidden(changes(draft, final), known, said.private)
        self.edits.keep(draft_id, found, _mark(said.agent or by))
        return self._learned(draft_id, ids, action, kept, known)

    def _learned(
        self,
        draft_id: str,
        ids: Sequence[str],
        action: str,
        kept: float | None,
        known: frozenset[str],
    ) -> list[Learned]:
        message = self._recent.take_message(draft_id)
        share = KEPT[action] if kept is None else kept
        if not message or action == "discarded" or share < LEAST_KEPT:
            return []
        text = masked([message], known)[0][:MOST_EXAMPLE_CHARACTERS]
        return [Learned(one, f"draft {draft_id}", text, now()) for one in ids]

    def _bodies(self, ids: Sequence[str]) -> Mapping[str, str]:
        """The texts of those that are still there."""
        bodies: dict[str, str] = {}
        for one in ids:
            with suppress(SnippetNotFound):
                bodies[one] = self._entries.in_full(one).body
        return bodies


def _mark(agent: str) -> str:
    """Tells agents apart, not who they are."""
    name = " ".join(agent.split()).casefold()
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:MARK_CHARACTERS]
