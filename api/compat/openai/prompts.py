"""What a desk's prompt wants, and what it tells about the message: by patterns of `wishes.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.editing.improve import Wish

DATA = Path(__file__).parent / "wishes.yaml"
READ_CHARACTERS = 20_000
"""Of a prompt."""
TASK_CHARACTERS = 1_000
"""What a prompt is for stands early in it; further on there are rules and examples."""


class Other(StrEnum):
    """What is wanted that is no rewriting of a text."""

    REPLY = "reply"
    REFINE = "refine"
    LABELS = "labels"


Wanted = Wish | Other


@dataclass(frozen=True, slots=True)
class Instructed:
    """A user's message that is an instruction, and the text it is about."""

    wish: Wish
    text: str


def wanted(prompt: str) -> Wanted | None:
    """What a prompt asks for: the match that stands first; None where it says nothing of it.

    A bot that can hand over to a person is there to reply, whatever else its prompt speaks of.
    """
    if says("handover", prompt):
        return Other.REPLY
    read = allowed(prompt[:TASK_CHARACTERS])
    found = sorted(_found(read, "match"), key=lambda one: one[0])
    weak = min(_places(read, prompts()["weak"]), default=None)
    if weak is None or (found and found[0][0] < weak):
        return found[0][1] if found else None
    closer = (wish for _, wish in found if isinstance(wish, Wish))
    return next(closer, Wish.IMPROVE)


def allowed(prompt: str) -> str:
    """A prompt without what it forbids."""
    return _one("forbidden").sub("", prompt[:READ_CHARACTERS])


def on_feedback(words: str) -> Wish | None:
    """What an agent's word on a text asks for: "a bit shorter, please"."""
    found = _found(allowed(words), "loose")
    return min(((at, wish) for at, wish in found if isinstance(wish, Wish)), default=(0, None))[1]


def instructed(message: str) -> Instructed | None:
    """A message of the kind "Make this text shorter: …"; None for any other."""
    head, rest = _head_and_rest(message)
    if not rest or not _one("instruction").match(head):
        return None
    wish = wanted(head)
    return Instructed(wish, _unquoted(rest)) if isinstance(wish, Wish) else None


def is_from_desk(message: str) -> bool:
    """Whether a message with the role user is a prompt: some models take no other role."""
    return _one("from_desk").match(message) is not None


def is_from_desk_too(message: str) -> bool:
    """Whether a message behind such a prompt tells about the one to come."""
    return _one("from_desk_too").match(message) is not None


def says(name: str, prompt: str) -> bool:
    """Whether a prompt matches a pattern of the data, such as `no_closing`."""
    return _one(name).search(prompt[:READ_CHARACTERS]) is not None


def hints(prompt: str) -> dict[str, str]:
    """What a prompt tells about the message: subject, sender, agent, channel, tone, length."""
    told = {}
    for name, pattern in prompts()["hints"].items():
        found = _pattern(pattern).search(prompt[:READ_CHARACTERS])
        if found:
            told[name] = next(one for one in found.groups() if one).strip()
    return told


@cache
def prompts() -> dict[str, Any]:
    """The data of `wishes.yaml`."""
    data: dict[str, Any] = yaml.safe_load(DATA.read_text("utf-8"))
    return data


def _found(text: str, kind: str) -> Iterator[tuple[int, Wanted]]:
    """Where in a text each wish is first spoken of."""
    for name, patterns in prompts()["wishes"].items():
        for at in _places(text, patterns[kind]):
            yield at, Wish(name)
    if kind == "match":
        for other in Other:
            for at in _places(text, prompts()[other]):
                yield at, other


def _places(text: str, patterns: Iterable[str]) -> Iterator[int]:
    for pattern in patterns:
        found = _pattern(pattern).search(text)
        if found:
            yield found.start()


def _head_and_rest(message: str) -> tuple[str, str]:
    """The first line up to a colon, or the whole of it; and what follows."""
    line, _, below = message.strip().partition("\n")
    head, colon, after = line.partition(":")
    if colon and (after.strip() or below.strip()):
        return head, f"{after}\n{below}".strip()
    return line, below.strip()


def _unquoted(text: str) -> str:
    """A text without the quotation marks around the whole of it."""
    inner = text[1:-1]
    pairs = {'"': '"', "“": "”", "'": "'"}
    is_quoted = len(text) > 1 and pairs.get(text[0]) == text[-1] and text[0] not in inner
    return inner if is_quoted else text


def _one(name: str) -> re.Pattern[str]:
    return _pattern(prompts()[name])


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)
