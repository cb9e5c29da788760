"""The frame of a reply in the customer's language, where that is not English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.choose import Answer
from assistant.drafting.courtesy import BRIEF_CHANNELS, LANGUAGE, Manner
from assistant.message import Ask, Block, Request, Understanding
from models.checks.language import language, locale_of
from snippets.snippet import lookup

TONGUES = Path(__file__).parent / "tongues.yaml"
FEWEST_WORDS = 5
"""Of a message that nobody has told the language of."""


def spoken(request: Request, understanding: Understanding, answers: Sequence[Answer]) -> str:
    """The language of the frame: the customer's, where we know it and all answers are in it.

    "" where the frame is in English; so it is where nothing answers and a few words, or words
    that are English as well, are all that tell the language.
    """
    code = language(understanding.locale)
    if not answers and not request.message.locale and not _is_plain(understanding.text, code):
        return ""
    in_it = all(language(answer.match.snippet.locale) == code for answer in answers)
    return code if code in tongues() and in_it else ""


@dataclass(frozen=True)
class Framed:
    """A reply around answers in one language, or around a handover where there are none."""

    manner: Manner
    code: str

    def blocks(self, told: Sequence[Block], still_open: Sequence[Ask]) -> list[Block]:
        """Greeting, thanks, the answers, what is open, a closing and a name."""
        body = [*told, *map(self._open, still_open)] if told else [self._handover()]
        return [self._greeting(), *self._thanks(), *body, *self._closing(told), self._sign_off()]

    @property
    def _said(self) -> dict[str, Any]:
        said: dict[str, Any] = tongues()[self.code]
        return said

    def _greeting(self) -> Block:
        if not self.manner.greeting():
            return _courtesy("")
        name, salutation = self.manner.addressed()
        tone = "formal" if salutation else self.manner.tone
        kind = "named" if salutation or name else "unnamed"
        return _courtesy(self._said["greetings"][tone][kind].format(name=salutation or name))

    def _thanks(self) -> list[Block]:
        if self.manner.is_brief or self._said["thanks"] in self.manner.earlier.ours:
            return []
        return [_courtesy(self._said["thanks"])]

    def _handover(self) -> Block:
        return Block(self._said["handover"], "slot")

    def _open(self, ask: Ask) -> Block:
        return Block(self._said["open_ask"].format(ask=" ".join(ask.text.split())), "slot")

    def _closing(self, told: Sequence[Block]) -> list[Block]:
        return [_courtesy(self._said["closing"])] if told and not self.manner.is_brief else []

    def _sign_off(self) -> Block:
        agent = lookup(self.manner.request.values, "agent.name")
        if not agent or self.manner.channel in BRIEF_CHANNELS:
            return _courtesy("")
        return _courtesy(self._said["sign_offs"][self.manner.tone].format(agent=agent))


def _is_plain(text: str, code: str) -> bool:
    """Whether a text is long enough, and plainly in this language, whatever is expected."""
    return len(text.split()) >= FEWEST_WORDS and language(locale_of(text, LANGUAGE)) == code


@cache
def tongues() -> dict[str, Any]:
    """All frames by language, as tongues.yaml has them."""
    read: dict[str, Any] = yaml.safe_load(TONGUES.read_text("utf-8"))
    return read


def _courtesy(text: str) -> Block:
    return Block(text, "courtesy")
