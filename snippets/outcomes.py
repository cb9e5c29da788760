"""What becomes of drafts: counted for search, learned from, and the edits kept, masked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from snippets.analytics.facts import NO_FACTS, Facts, mark
from snippets.errors import SnippetNotFound
from snippets.learning.edits import changes, hidden, likeness, traced, without
from snippets.learning.privacy import masked
from snippets.learning.recent import Recent, Said
from snippets.proposals.paragraphs import paragraphs
from snippets.store.database import now
from snippets.store.edits import Edits
from snippets.store.entries import Entries
from snippets.store.examples import Learned
from snippets.store.messages import KeptMessage, Messages
from snippets.store.uses import KEPT, Uses

LEAST_KEPT = 0.5
"""Of a draft that teaches what answers its message."""
MOST_EXAMPLE_CHARACTERS = 2_000


class Outcomes:
    """The outcomes of one workspace.

    What a draft said is remembered in memory. Written down are ids and numbers, and of an
    edited draft what was changed in it, its private details masked; the message and what was
    sent only where messages are kept, masked as well.
    """

    def __init__(self, entries: Entries, uses: Uses, messages: Messages, learns: bool) -> None:
        """With `learns`, messages whose drafts were sent become examples, masked."""
        self.edits = Edits(entries.database, entries.workspace)
        self._entries = entries
        self._uses = uses
        self._messages = messages
        self._learns = learns
        self._recent = Recent()

    def drafted(
        self,
        draft_id: str,
        outcome: str,
        confidence: float,
        snippet_ids: Sequence[str],
        said: Said,
        facts: Facts = NO_FACTS,
    ) -> None:
        """Note which snippets a draft was made from, and what is counted of it."""
        self._uses.drafted(draft_id, outcome, confidence, snippet_ids, facts)
        message = said.message if self._learns else ""
        self._recent.keep(draft_id, replace(said, message=message))

    def keep(
        self,
        draft_id: str,
        outcome: str,
        snippet_ids: tuple[str, ...],
        said: Said,
        known: frozenset[str],
    ) -> None:
        """Keep the message that a draft answers, its private details masked."""
        text = _hidden(said.message, said, known)
        if text:
            kept = KeptMessage(draft_id, text, now(), outcome, snippet_ids=snippet_ids)
            self._messages.keep(kept)

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
        self.edits.keep(draft_id, found, mark(said.agent or by))
        sent = "\n\n".join(one.text for one in paragraphs(final or ""))
        self._messages.became(said.first or draft_id, action, _hidden(sent, said, known))
        return self._learned(draft_id, ids, action, kept, known)

    def remembered(self, draft_id: str) -> Said:
        """What a draft said; nothing where it is forgotten."""
        return self._recent.of(draft_id)

    def checked(self, draft_id: str, findings: Sequence[tuple[str, str]]) -> None:
        """Note what the checkers found in the text that was sent, as (category, rule)."""
        self._uses.checked(draft_id, findings)

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


def _hidden(text: str, said: Said, known: frozenset[str]) -> str:
    """A text as it may be kept: masked, and cut after that."""
    beginning = without(text[: 2 * MOST_EXAMPLE_CHARACTERS], said.private)
    return masked([beginning], known)[0][:MOST_EXAMPLE_CHARACTERS].strip()
