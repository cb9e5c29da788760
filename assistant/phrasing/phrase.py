"""Phrasing: a language model writes a composed draft again, and only that.

It is given the customer's message as data between marks that nobody can guess, the composed
draft, and the sentences of the library that the draft is made of. What it writes is worth
nothing yet: grounding traces it, and review reads it.
"""

from __future__ import annotations

import re
import secrets
from collections import abc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.ground import Grounded
from assistant.message import Request, Sentence, Understanding
from assistant.phrasing.veil import Veil
from assistant.trace import evidence, trace
from models.errors import EngineDown
from models.protocols import ChatMessage, Generator
from models.text import sentence_spans

PROMPTS = Path(__file__).parents[1] / "prompts" / "phrase.yaml"
MOST_MESSAGE_CHARACTERS = 4_000
"""How much of a customer's message a model is given: about a thousand tokens."""
LEAKED_WORDS = 6
"""So many words of the instructions in a row, and they have leaked."""

CHARACTERS_A_TOKEN = 20
"""More than a token ever has: what goes beyond does not keep to its limit."""
MOST_OF_A_SENTENCE = 4_000
"""What goes on for longer without an end is not told while it comes."""
MOST_OF_AN_END = 3
"""Characters in which the end of a sentence stands, and what may follow it: a quote, a space."""

_END = re.compile(r"[.!?:…\n]")
_FENCE = re.compile(r"\A```\w*\n(.*)\n```\Z", re.DOTALL)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Budget:
    """What one draft may cost: tokens of the answer, and seconds in all."""

    max_tokens: int = 600
    seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Phrased:
    """What a model wrote, private details in place again; `leaked` says it gave itself away."""

    text: str
    leaked: bool


def phrase(
    generator: Generator,
    chat: Sequence[ChatMessage],
    veil: Veil,
    budget: Budget,
    told: Callable[[str], None] = lambda _: None,
) -> Phrased:
    """Have the reply written; `told` is given each piece, the details still hidden in it.

    Raises EngineDown or what stands below it.
    """
    most = budget.max_tokens * CHARACTERS_A_TOKEN
    pieces = generator.write(chat, budget.max_tokens, budget.seconds)
    with _closed(pieces):
        written = _clean(_whole(pieces, most, generator.id, told))
    return Phrased(veil.show(written), _leaks(written, chat))


def _whole(pieces: Iterator[str], most: int, writer: str, told: Callable[[str], None]) -> str:
    text: list[str] = []
    size = 0
    for piece in pieces:
        text.append(piece)
        size += len(piece)
        if size > most:
            raise EngineDown(f"{writer} has written more than it may")
        told(piece)
    return "".join(text)


@contextmanager
def _closed(pieces: Iterator[str]) -> Iterator[None]:
    """Whatever happens, the model is told that nobody reads on."""
    try:
        yield
    finally:
        if isinstance(pieces, abc.Generator):
            pieces.close()


def chat_for(
    request: Request, understanding: Understanding, composed: Grounded, veil: Veil
) -> list[ChatMessage]:
    """What the model is told; the composed draft is its own turn before the last."""
    told = _prompts()
    fence = f"message-{secrets.token_hex(4)}"
    message = f"{request.message.subject}\n{understanding.text}".strip()
    task = told["task"].format(
        fence=fence,
        facts=veil.hide(_facts(composed.sentences)),
        tone=told["tones"][request.options.tone],
        length=told["lengths"][request.options.length],
    )
    shown = veil.hide(message)[:MOST_MESSAGE_CHARACTERS]
    return [
        ChatMessage("system", told["system"]),
        ChatMessage("user", told["message"].format(fence=fence, message=shown)),
        ChatMessage("assistant", veil.hide(composed.text)),
        ChatMessage("user", task),
    ]


def sentences_so_far(composed: Sequence[Sentence], veil: Veil) -> Callable[[str], Iterator[str]]:
    """Gives, of a text that comes in pieces, each sentence once it is whole and supported.

    Only what has come since the last whole sentence is looked at, and only where one may end.
    """
    sources = evidence(composed)
    rest = ""

    def new(piece: str) -> Iterator[str]:
        nonlocal rest
        ended = bool(_END.search(rest[-MOST_OF_AN_END:]))
        rest += piece
        if len(rest) > MOST_OF_A_SENTENCE or not (ended or _END.search(piece)):
            return
        whole = sentence_spans(rest)[:-1]
        said = [veil.show(span.of(rest)) for span in whole]
        rest = rest[whole[-1].end :] if whole else rest
        yield from (one for one in said if trace(one, sources))

    return new


def _facts(sentences: Sequence[Sentence]) -> str:
    told = (one.text for one in sentences if one.origin != "courtesy")
    return "\n".join(f"{number}. {text}" for number, text in enumerate(told, 1))


def _clean(text: str) -> str:
    """The reply without the frame that models like to put around it."""
    bare = text.strip()
    framed = _FENCE.match(bare)
    return (framed[1] if framed else bare).strip()


def _leaks(text: str, chat: Sequence[ChatMessage]) -> bool:
    """Whether the text says again what only the instructions say."""
    told = _runs(f"{chat[0].text}\n{_prompts()['task']}")
    return bool(told & _runs(text))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return {tuple(words[at : at + LEAKED_WORDS]) for at in range(len(words) - LEAKED_WORDS + 1)}


@cache
def _prompts() -> Mapping[str, Any]:
    prompts: Mapping[str, Any] = yaml.safe_load(PROMPTS.read_text("utf-8"))
    return prompts
