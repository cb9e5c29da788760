"""What every system is given: snippets, and past messages that are known to be answered.

Needs nothing but Python, since the rivals' environment has none of Tactful's packages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Document:
    """A text that speaks for a snippet."""

    snippet_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Past:
    """A past message that a snippet answered; `day` is an ISO date, "" where not known."""

    snippet_id: str
    conversation_id: str
    text: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Snippets as the contract's library lines, and past messages where they are given."""

    snippets: tuple[Mapping[str, Any], ...]
    past: tuple[Past, ...] = ()

    def documents(self) -> list[Document]:
        """Title with body, each example and each past message; none of them twice."""
        return list(dict.fromkeys(self._documents()))

    def _documents(self) -> Iterator[Document]:
        for snippet in self.snippets:
            yield Document(snippet["id"], f"{snippet['title']}\n{snippet['body']}")
            for example in snippet["examples"]:
                yield Document(snippet["id"], example)
        for past in self.past:
            yield Document(past.snippet_id, past.text)
