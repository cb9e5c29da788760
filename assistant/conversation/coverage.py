"""Which asks of the customer a reply deals with, and by which sentence.

A sentence deals with an ask when it shares what only this ask is about. Else one does that
has what answers to such a question have, asks back, says that we see to it, or is about none
of the other asks: answers often use words of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.conversation.conversed import CheckedAsk
from assistant.conversation.reply import LINK, Reply, Said
from assistant.conversation.topic import topic
from assistant.conversation.words import keys, tokens
from assistant.message import Ask

COVERAGE = Path(__file__).parent / "coverage.yaml"
LEAST_ANSWER_WORDS = 3
SAME = 0.5
"""The share of words that two asks about one matter have in common."""
LEAST_KEYS = 2
"""How much an ask says that can be looked for; or it names a thing, "my invoice"."""
LEAST_LETTERS = 0.6
"""The share of letters in an ask that is one, and no dump of a file."""

Thread = Sequence[tuple[str, str]]
"""Earlier turns, (role, text) each, the oldest first."""

_POINTS_BACK = re.compile(r"\b(?:it|its|this|that|these|those|they|them|there|then)\b", re.I)


@dataclass(frozen=True, slots=True)
class OpenAsk:
    """An ask that is open before the reply; `own` are the keys that no other ask has."""

    ask: Ask
    keys: frozenset[str]
    own: frozenset[str]


def open_asks(asks: Iterable[Ask], thread: Thread) -> list[OpenAsk]:
    """What the customer asks of us now; rhetoric and what we answered before left out."""
    distinct: list[Ask] = []
    for ask in asks:
        known = any(_is_same(ask, other) for other in distinct)
        if not known and is_direct(ask) and not _answered_before(ask, thread):
            distinct.append(ask)
    about = [keys(ask.query) for ask in distinct]
    counts = Counter(key for of_one in about for key in of_one)
    return [
        OpenAsk(ask, of_one, frozenset(key for key in of_one if counts[key] == 1))
        for ask, of_one in zip(distinct, about, strict=True)
    ]


def checked_asks(asks: Sequence[OpenAsk], reply: Reply) -> tuple[CheckedAsk, ...]:
    """Every open ask, and the sentence that deals with it."""
    by_content = [_by_content(ask, reply.statements) for ask in asks]
    spare = _spare(reply, [ask for ask, said in zip(asks, by_content, strict=True) if said])
    found = [
        said or _by_sort(ask, reply) or spare for ask, said in zip(asks, by_content, strict=True)
    ]
    return tuple(
        CheckedAsk(one.ask.text, said is not None, said.span if said else None)
        for one, said in zip(asks, found, strict=True)
    )


def is_direct(ask: Ask) -> bool:
    """Whether an ask wants something of us: no rhetoric, no story, no general cry for help."""
    text, patterns = ask.text, _patterns()
    if not ask.wants_answer or patterns["rhetoric"].match(text):
        return False
    plain = sum(char.isascii() and char.isalpha() for char in text) >= LEAST_LETTERS * len(text)
    tells = len(keys(text)) >= LEAST_KEYS or bool(topic(text))
    return plain and tells and patterns["direct"].search(text) is not None


def _by_content(ask: OpenAsk, statements: Sequence[Said]) -> Said | None:
    """The sentence that shares most words with the ask, of its own where it has such."""
    wanted = ask.own or ask.keys
    best = max(statements, key=lambda said: len(said.keys & wanted), default=None)
    return best if best and best.keys & wanted else None


def _by_sort(ask: OpenAsk, reply: Reply) -> Said | None:
    """The sentence that has what answers to this sort of question have."""
    text, patterns = ask.ask.text, _patterns()
    answers = [answer for sort, answer in _sorts() if sort.search(text)]
    is_yes_no = patterns["yes_no"].match(text) is not None
    for said in reply.statements:
        if is_yes_no and patterns["says_yes_or_no"].match(said.text):
            return said
        if any(answer.search(said.text) for answer in answers):
            return said
    return None


def _spare(reply: Reply, dealt_with: Sequence[OpenAsk]) -> Said | None:
    """A sentence that may deal with any ask.

    It asks back, names an address, says that we see to it, or is about none of the asks that
    others deal with. A sentence that points back is about what the one before is about.
    """
    about = frozenset(key for ask in dealt_with for key in ask.keys)
    before = False
    for said in reply.statements:
        is_about = bool(said.keys & about) or (before and bool(_POINTS_BACK.search(said.text)))
        if said.is_question or LINK.search(said.text) or _patterns()["handling"].search(said.text):
            return said
        if not is_about and len(said.text.split()) >= LEAST_ANSWER_WORDS:
            return said
        before = is_about
    return None


def _answered_before(ask: Ask, thread: Thread) -> bool:
    """Whether the same ask stood in a turn before one of ours that dealt with it."""
    asked = False
    for role, text in thread:
        if role == "customer" and _has_words(text, ask.text):
            asked = True
        elif role == "agent" and asked and keys(text) & keys(ask.text):
            return True
    return False


def _has_words(text: str, ask: str) -> bool:
    return " ".join(tokens(ask)) in " ".join(tokens(text))


def _is_same(one: Ask, other: Ask) -> bool:
    first, second = keys(one.text), keys(other.text)
    return len(first & second) >= SAME * min(len(first), len(second))


@cache
def _raw() -> dict[str, Any]:
    raw: dict[str, Any] = yaml.load(COVERAGE.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return raw


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile("|".join(cues), re.I) for name, cues in _raw().items() if name != "sorts"
    }


@cache
def _sorts() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """What kind of question, and what an answer to it has."""
    pairs = ((one["ask"], one["answer"]) for one in _raw()["sorts"])
    return tuple((re.compile(ask, re.I), re.compile(answer, re.I)) for ask, answer in pairs)
