"""Says again what it said last: no weights, no understanding.

A fake that ships: with it the whole way of a written draft can be tried out on a machine
without models. Where it has said nothing yet, it repeats what it was told last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.protocols import ChatMessage


class EchoGenerator:
    """Its own last turn, a word at a time; a word counts as a token."""

    id = "echo:"

    def write(
        self, messages: Sequence[ChatMessage], max_tokens: int, seconds: float
    ) -> Iterator[str]:
        """The last turn of the assistant, or else the last message."""
        said = [one for one in messages if one.role == "assistant"] or messages
        words = said[-1].text.split(" ")[:max_tokens]
        yield from (word if at == 0 else f" {word}" for at, word in enumerate(words))
