"""What is looked for: the message, the asks, and what is around them in a long message."""

from __future__ import annotations

from assistant.message import Message, Request, Turn
from assistant.queries import LONG_CHARACTERS, Queries, queries
from assistant.understand import understand

STORY = "We moved house in May and all of it went well. " * (LONG_CHARACTERS // 40)


def asked(text: str, thread: tuple[Turn, ...] = (), subject: str = "") -> Queries:
    message = Message(text, subject=subject)
    return queries(Request(message, thread=thread), understand(message))


def test_the_message_and_each_ask() -> None:
    found = asked("How long is it? Which colours are there?", subject="The bench")
    assert found.whole == "The bench\nHow long is it? Which colours are there?"
    assert found.asks == ("How long is it?", "Which colours are there?")
    assert found.around == ()


def test_in_a_long_message_an_ask_goes_with_what_is_around_it() -> None:
    text = f"{STORY}The lamp is dark. What can I do? {STORY}Do you ship to Malta?"
    found = asked(text)
    assert found.around[0].startswith("We moved")
    assert "The lamp is dark. What can I do? We moved" in found.around[0]
    assert "lamp" not in found.around[1]


def test_a_short_message_goes_with_its_thread() -> None:
    thread = (Turn("customer", "My refund has not come."), Turn("agent", "I'll look into it."))
    assert asked("Any news?", thread).whole == "My refund has not come.\nAny news?"
    told = "The lamp that I ordered in May arrived broken, with a loose cable."
    assert asked(told, thread).whole == told


def test_what_is_refused_is_not_looked_for() -> None:
    assert "cancel" not in asked("Please don't cancel it, I only want to skip a month.").whole
