"""A promise of ours that the customer asks for."""

from __future__ import annotations

import pytest

from assistant.drafting.chased import is_chased
from assistant.drafting.thread import earlier
from assistant.message import Message, Turn

ASKED = Turn("customer", "The money for the tent has not come.")
PROMISED = Turn("agent", "Hi Kim,\n\nI'm asking our accounts team and will get back to you soon.")
ANSWERED = Turn("agent", "Hi Kim,\n\nIt takes 5 days after the tent has reached our shop.")


@pytest.mark.parametrize(
    "text",
    [
        "Any news?",
        "You said you'd be back by Tuesday and it is Thursday.",
        "I still haven't heard anything.",
        "Still waiting for your answer!",
        "Just following up on this.",
        "What's happening with my refund?",
    ],
)
def test_a_promise_is_chased(text: str) -> None:
    assert is_chased(earlier((ASKED, PROMISED), Message(text)))


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("Any news?", ()),
        ("Any news?", (ASKED, ANSWERED)),
        ("Thanks! Can I also order a pole?", (ASKED, PROMISED)),
        ("Any news? " + "The tent was blue and I liked it very much. " * 8, (ASKED, PROMISED)),
    ],
)
def test_all_else_is_not(text: str, turns: tuple[Turn, ...]) -> None:
    assert not is_chased(earlier(turns, Message(text)))
