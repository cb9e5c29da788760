"""Past conversations that no snippet was used in."""

from __future__ import annotations

from datetime import datetime

import pytest

from snippets.gaps import past
from snippets.gaps.past import unanswered
from snippets.learning.history import Conversation
from snippets.learning.privacy import masked
from snippets.store.messages import KeptMessage


def conversation(number: int, message: str = "", reply: str = "", day: str = "") -> Conversation:
    return Conversation(
        id=f"c{number}",
        created_at=day or f"2026-01-0{number}T09:00:00+02:00",
        subject="",
        message=message or f"What about number {number}?",
        reply=reply or f"Hi Dana,\n\nIt is number {number}.\n\nBest,\nSam",
    )


def kept(*history: Conversation, answered: str = "", known: str = "") -> list[KeptMessage]:
    return unanswered(history, {answered}, {known}, masked)


def test_message_reply_and_day_are_kept() -> None:
    assert kept(conversation(1)) == [
        KeptMessage(
            id="c1",
            text="What about number 1?",
            created_at=datetime(2026, 1, 1, 7),
            outcome="unanswered",
            reply="It is number 1.",
        )
    ]


def test_private_details_are_masked() -> None:
    (one,) = kept(conversation(1, "I am dana@example.org", "Ask ann@example.org about it."))
    assert (one.text, one.reply) == ("I am [email]", "Ask [email] about it.")


def test_what_was_answered_or_is_known_is_left_out() -> None:
    history = [conversation(1), conversation(2), conversation(3)]
    assert [one.id for one in kept(*history, answered="c1", known="c3")] == ["c2"]


def test_replies_to_one_message_are_one_conversation() -> None:
    history = [conversation(2, "Why?"), conversation(1, "Why?"), conversation(3, "How?")]
    first, other = kept(*history)
    assert (first.created_at.day, other.id) == (1, "c3")
    assert first.reply == "It is number 2.\n\nIt is number 1."
    assert kept(*history, answered="c2") == [other]


@pytest.mark.parametrize("day", ["", "yesterday"])
def test_without_a_day_nothing_is_kept(day: str) -> None:
    assert kept(conversation(1, day=day or "?")) == []


def test_without_a_reply_nothing_is_kept() -> None:
    assert kept(conversation(1, reply=" ")) == []


def test_only_the_newest_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past, "MOST_LEARNED", 2)
    found = kept(conversation(3), conversation(1), conversation(2))
    assert [one.id for one in found] == ["c2", "c3"]
