"""The starter library before our own checks and our own drafting, with the default engines."""

from __future__ import annotations

import pytest

from api.wiring import Services
from assistant.drafting.render import plain_text
from assistant.message import Message, Request
from models.protocols import CheckContext
from models.text import SLOT, Severity
from snippets.snippet import Snippet, fill
from snippets.starter import starter

ENTRIES = starter()
REPLIES = [one for one in ENTRIES if one.kind == "reply"]
GRAVE = Severity.WARNING.rank


def grave(findings: object) -> list[tuple[str, str]]:
    """Rule and text of what is a warning or worse; a slot is meant to stand there."""
    return [
        (one.rule, one.text)
        for one in findings  # type: ignore[attr-defined]
        if one.severity.rank <= GRAVE and not SLOT.search(one.text)
    ]


@pytest.mark.parametrize("snippet", ENTRIES, ids=lambda one: one.id)
def test_every_text_passes_our_own_checks(real_parts: Services, snippet: Snippet) -> None:
    text = plain_text(fill(snippet.body, {}).text)
    checked = real_parts.assistant.check(text, CheckContext(), real_parts.library())
    assert grave(checked.review.findings) == []


OF_THE_MESSAGE = ("the message tells of danger", "you are asked to act")
"""How notes begin that are about the message, and no doubt of the draft."""


@pytest.mark.parametrize("snippet", REPLIES, ids=lambda one: one.id)
def test_every_reply_drafts_without_a_warning(real_parts: Services, snippet: Snippet) -> None:
    request = Request(
        Message(snippet.examples[1], sender_name="Dana Reyes"), values={"agent": {"name": "Sam"}}
    )
    draft = real_parts.assistant.draft(request, real_parts.library())
    doubts = [note for note in draft.notes if not note.startswith(OF_THE_MESSAGE)]
    assert (draft.outcome, doubts, grave(draft.findings)) == ("drafted", [], [])
    assert snippet.id in [match.snippet.id for match in draft.matches]
