"""What the checkers find in the text that was sent, counted beside what they found in the draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.message import MOST_CHARACTERS
from assistant.review import review
from models.protocols import Checker
from snippets.analytics.facts import counted
from snippets.library import Library


def recount(library: Library, checkers: Sequence[Checker], draft_id: str, final: str) -> None:
    """Count the findings in a text that was sent, read as its draft was.

    A draft that is forgotten, after a restart say, is left out: its text was read by what the
    checkers then knew, and the two would not compare. Only numbers are kept.
    """
    context = library.remembered(draft_id).context
    if context is None or not final.strip() or len(final) > MOST_CHARACTERS:
        return
    shape = library.profiles.shape()
    words = context.known_words | library.vocabulary | shape.profile.known_words
    found = review(final, replace(context, known_words=words), checkers, shape=shape)
    library.record_findings(draft_id, counted(found.findings))
