"""Which asks are open, and what decides where no engine tells what texts mean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from assistant.conversation.conversed import Dealt
from assistant.conversation.coverage import checked_asks, open_asks
from assistant.conversation.evidence import likeness, pieces
from assistant.conversation.meanings import Meanings
from assistant.conversation.reply import Reply
from assistant.message import Ask, Message
from assistant.understand import understand
from models.protocols import Vectors
from snippets.library import Library


def opened(message: str) -> list[Ask]:
    return open_asks(understand(Message(message)).asks, ())


def texts(message: str) -> list[str]:
    return [ask.text for ask in opened(message)]


@pytest.mark.parametrize(
    "ask",
    [
        "When will my parcel arrive?",
        "Is the red one still available?",
        "How much is shipping?",
        "What is your phone number?",
        "how do i cancel",
        "is the Team plan $30 or $35 a month?",
    ],
)
def test_short_questions_are_asks(ask: str) -> None:
    assert texts(ask) == [ask]


def test_an_ask_that_points_back_is_about_what_stood_before() -> None:
    message = "My sofa was sent on Monday from Leeds. Where is it?"
    assert texts(message) == ["Where is it?"]


@pytest.mark.parametrize(
    "message",
    [
        "When I open the app it crashes.",
        "Any ideas?",
        "Can anybody help me?",
        "I need to print the label today.",
    ],
)
def test_stories_and_pleas_are_none(message: str) -> None:
    assert texts(message) == []


@pytest.mark.parametrize(
    ("message", "count"),
    [
        ("When will my sofa arrive? What is the delivery fee?", 2),
        ("Where is my sofa? I ask again: where is my sofa?", 1),
        ("Is invoice 12 paid? Is invoice 13 paid?", 2),
    ],
)
def test_only_asks_about_one_matter_are_one(message: str, count: int) -> None:
    assert len(opened(message)) == count


@pytest.mark.parametrize(
    ("reply", "dealt"),
    [
        ("The garage is painted.", Dealt.UNDECIDED),
        ("More about lamps: https://help.example/lamps", Dealt.UNDECIDED),
        ("On this: ⟦answer⟧", Dealt.UNDECIDED),
        ("I'll look into it today.", Dealt.LIKELY),
        ("Yes, you can change your address under Orders.", Dealt.SURE),
    ],
)
def test_how_surely_an_ask_is_dealt_with(reply: str, dealt: Dealt) -> None:
    like_nothing = np.eye(64, dtype=np.float32)
    asks = opened("Can I change my address?")

    def meaning(texts: Sequence[str]) -> Vectors:
        return like_nothing[: len(texts)]

    (ask,) = checked_asks(asks, Reply(reply), meaning)
    assert ask.dealt is dealt


def test_of_many_sentences_one_fits_by_chance() -> None:
    asks = opened("How do I open the lid?")
    fitting = "Turn the lid to the left."
    padding = "The sea is calm. The moon is up. The owl is out. The fog is in. The rain is near."
    (alone,) = checked_asks(asks, Reply(fitting))
    (among,) = checked_asks(asks, Reply(f"{padding} {fitting}"))
    assert alone.answered
    assert among.dealt < Dealt.SURE


def test_a_clause_answers_where_several_asks_wait() -> None:
    found = pieces(Reply("We come on Friday, and the bulb is in the box."), several=True)
    assert [piece.text for piece in found] == ["We come on Friday", "the bulb is in the box."]


def test_what_points_back_is_about_what_stood_before() -> None:
    found = pieces(Reply("The lamp left Leeds. It arrives on Friday."), several=False)
    first, second = likeness(["Where is my lamp?"], found, None)[0]
    assert first == second > 0


@pytest.mark.parametrize("reply", ["", "Hi Dana,", "a" * 20_000, "! " * 5_000, "a, and " * 3_000])
def test_odd_replies_are_read(reply: str) -> None:
    assert len(checked_asks(opened("Where is my lamp? When do you open?"), Reply(reply))) == 2


def test_sentences_are_embedded_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    vectors = library.vectors

    def counted(texts: Sequence[str]) -> Vectors:
        asked.extend(texts)
        return vectors(texts)

    monkeypatch.setattr(library, "vectors", counted)
    meanings = Meanings()
    first = meanings.of(library, ["one lamp", "two lamps"])
    again = meanings.of(library, ["two lamps", "three lamps", "one lamp"])
    assert asked == ["one lamp", "two lamps", "three lamps"]
    assert np.array_equal(first, again[[2, 0]])
