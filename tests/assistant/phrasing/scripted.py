"""A language model that says what a test tells it to, and remembers what it was told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.phrasing.phrase import Budget
from assistant.phrasing.writing import Writers
from models.errors import ModelError
from models.private.patterns import PatternFinder
from models.protocols import ChatMessage


class Scripted:
    """Says `text`, where "DRAFT" stands for the draft that it is given; or raises `error`."""

    id = "scripted:"

    def __init__(self, text: str = "DRAFT", error: ModelError | None = None) -> None:
        self.text = text
        self.error = error
        self.heard: list[ChatMessage] = []

    def write(
        self, messages: Sequence[ChatMessage], max_tokens: int, seconds: float
    ) -> Iterator[str]:
        self.heard = list(messages)
        if self.error:
            raise self.error
        draft = next(one.text for one in messages if one.role == "assistant")
        text = self.text.replace("DRAFT", draft)
        yield from (text[at : at + 7] for at in range(0, len(text), 7))


def writers(generator: Scripted) -> Writers:
    return Writers(lambda name: None if name == "off" else generator, PatternFinder, Budget())
