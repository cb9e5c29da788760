"""What an engine has to do to be one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from models.private.details import Detail
from models.text import Finding

Vectors = NDArray[np.float32]
"""Shape (texts, dimension), each row of length 1."""


class Embedder(Protocol):
    """Turns texts into vectors whose dot product is their likeness."""

    @property
    def id(self) -> str:
        """Engine and model, "engine:model"; vectors of two ids never mix."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, shape (len(texts), dimension), float32."""


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What a checker may know besides the text.

    `message` is what the customer wrote last, `known_words` are names and product
    words that are never misspelt, `first_reply` tells whether we write to them for
    the first time in this thread (None: not known). `subject`, `sender_name` and
    `sender_email` come with the message, `customer` are the customer's values, and
    `thread` holds the earlier turns, (role, text) each, the oldest first; role is
    "customer" or "agent".
    """

    locale: str = "en"
    channel: str = "email"
    message: str = ""
    first_reply: bool | None = None
    known_words: frozenset[str] = field(default_factory=frozenset)
    subject: str = ""
    sender_name: str = ""
    sender_email: str = ""
    customer: Mapping[str, Any] = field(default_factory=dict)
    thread: tuple[tuple[str, str], ...] = ()


class Checker(Protocol):
    """Finds what could be better in a text."""

    @property
    def id(self) -> str:
        """The engine's name."""

    def check(self, text: str, context: CheckContext) -> list[Finding]:
        """Findings in reading order, spans in code points of `text`."""


class Opinion(Protocol):
    """Weighs what rules have found in a text, and adds what they have missed."""

    @property
    def id(self) -> str:
        """The engine's name."""

    def read(self, text: str, locale: str) -> None:
        """Look at a text that `weigh` will be asked about."""

    def weigh(self, text: str, findings: Sequence[Finding], locale: str) -> list[Finding]:
        """The findings in reading order: some of them mere information now, and new ones."""


class DetailFinder(Protocol):
    """Finds what is private in customers' texts."""

    @property
    def id(self) -> str:
        """The engine's name."""

    def find(self, texts: Sequence[str], known: frozenset[str] = frozenset()) -> list[list[Detail]]:
        """The private details of each text in reading order, none overlapping another.

        `known` are words in lower case that are no names here: products, the library's terms.
        """


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """What one side says in a chat with a language model."""

    role: Literal["system", "user", "assistant"]
    text: str


class Generator(Protocol):
    """Goes on with a chat, in text."""

    @property
    def id(self) -> str:
        """Engine and model, "engine:model", without addresses or keys."""

    def write(
        self, messages: Sequence[ChatMessage], max_tokens: int, seconds: float
    ) -> Iterator[str]:
        """The next message piece by piece, of at most `max_tokens` tokens.

        Raises EngineDown where there is no answer, EngineSlow where it is not whole within
        `seconds`, EngineRefuses where trying again would not help.
        """
