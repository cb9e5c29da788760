"""A program's words are told from a person's."""

from __future__ import annotations

import pytest

from assistant.message import Message
from assistant.reading.dumps import is_dump
from assistant.understand import understand

DUMP = "BuildId: 20250101 HeadMode: 0 StartupTime: 1711 WR? ok+ pending-"


@pytest.mark.parametrize(
    "text",
    [
        DUMP,
        "user=dana host=mail.example port=993 state=down?",
        "at getUserName loadProfile renderPage mainLoop",
        "0x7ffe12 0x88aa01 0x12ffee 0x12fff0",
        "==== 12:44:01.221 [7721] <-> 88 //",
    ],
)
def test_a_programs_words(text: str) -> None:
    assert is_dump(text)


@pytest.mark.parametrize(
    "text",
    [
        "Two things: where is order LC-1234, and when will it come?",
        "Name: Dana, order: 5512. Where is it?",
        "My iPhone and my MacBook both show error 0x80070005, why?",
        "When is it due, 12:30 or 14:00?",
        "???",
        "Wann kommt mein Paket?",
    ],
)
def test_a_persons_words(text: str) -> None:
    assert not is_dump(text)


def test_a_dump_asks_nothing() -> None:
    asks = understand(Message(f"The app stops when I open a file. Why?\n\n{DUMP}")).asks
    assert [ask.text for ask in asks] == ["Why?"]
