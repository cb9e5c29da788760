"""An invented library of any size, the same for every run: sentences put together by a seed.

Each snippet has a title, a body of one sentence, and three examples: two of its own and one
that is learned as a past message. So four texts a snippet.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from snippets.snippet import Snippet
from snippets.store.examples import Learned

TEXTS = 4
"""Texts a snippet: its passage and its examples."""
OWN_EXAMPLES = 2
START = datetime(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Query:
    """A message that one snippet answers."""

    text: str
    snippet_id: str


class Shop:
    """`size` texts: `size / 4` snippets with their examples and past messages."""

    def __init__(self, sentences: Sequence[str], size: int) -> None:
        self._sentences = sentences
        self.snippets = size // TEXTS

    def entries(self, start: int, stop: int) -> list[Snippet]:
        """The snippets from one number to another."""
        return [self._entry(at) for at in range(start, stop)]

    def past(self, start: int, stop: int) -> list[Learned]:
        """What their past messages teach."""
        return [
            Learned(_id(at), f"c{at}", self._texts(at)[-1], START + timedelta(minutes=at % 500_000))
            for at in range(start, stop)
        ]

    def texts(self) -> Iterator[tuple[str, list[str]]]:
        """Every snippet's id and texts, as an index embeds them."""
        for at in range(self.snippets):
            yield _id(at), self._texts(at)

    def queries(self, count: int) -> list[Query]:
        """A snippet's first example, told the other way round and with something else in it."""
        generator = random.Random(count)
        return [self._query(generator) for _ in range(count)]

    def _query(self, generator: random.Random) -> Query:
        at = generator.randrange(self.snippets)
        first, second = self._texts(at)[1].split("\n")
        return Query(f"{second}\n{self._some(generator)}\n{first}", _id(at))

    def _entry(self, at: int) -> Snippet:
        passage, *examples = self._texts(at)
        title, body = passage.split("\n")
        return Snippet(_id(at), "reply", title, body, examples=tuple(examples[:OWN_EXAMPLES]))

    def _texts(self, at: int) -> list[str]:
        generator = random.Random(at)
        return [f"{self._some(generator)}\n{self._some(generator)}" for _ in range(TEXTS)]

    def _some(self, generator: random.Random) -> str:
        return self._sentences[generator.randrange(len(self._sentences))]


def _id(at: int) -> str:
    return f"s{at:07}"
