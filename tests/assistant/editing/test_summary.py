"""A conversation in its own sentences."""

from __future__ import annotations

from assistant.editing.summary import extract
from assistant.message import Turn

TURNS = (
    Turn("customer", "Hello,\n\nmy lamp arrived broken. Can I get a new one?"),
    Turn("agent", "Hi Dana,\n\nYes, please send us a photo of the lamp. Thanks!\n\nBest,\nSam"),
    Turn("customer", "This is so annoying! Where do I send the photo?"),
)


def test_every_line_is_said_in_the_conversation() -> None:
    found = extract(TURNS)
    whole = "\n".join(turn.text for turn in TURNS)
    assert "Can I get a new one?" in found.request
    assert ("agent", "Yes, please send us a photo of the lamp.") in found.course
    assert all(said in whole for _, said in found.course)
    assert found.text.startswith("- Customer: ")


def test_what_came_after_the_last_answer_is_open() -> None:
    assert extract(TURNS).open_asks == ("Where do I send the photo?",)
    assert extract(TURNS[:2]).open_asks == ()


def test_the_last_message_sets_the_mood() -> None:
    assert extract(TURNS).mood == "frustrated"
    assert extract(()).mood == "neutral"


def test_an_agent_alone_asks_nothing() -> None:
    found = extract(TURNS[1:2])
    assert (found.request, found.open_asks) == ("", ())
