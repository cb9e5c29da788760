"""Sentences that hold the customer off, and such as say nothing; see holding.yaml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from assistant.conversation.manner import manner
from assistant.conversation.reply import Said
from assistant.conversation.words import keys

HOLDING = Path(__file__).parent / "holding.yaml"
_TIED = re.compile(r"\d|\b(?:yes|no|not|done)\b|n['’]t\b", re.I)
"""What tells something whatever stands beside it."""


def is_promise(sentence: str) -> bool:
    """Whether it promises that somebody looks at it, or writes again."""
    return _patterns()["promises"].search(sentence) is not None


def promised(said: Sequence[Said]) -> Said | None:
    """The first promise to see to it that tells when, in its own words or the next sentence."""
    for at, one in enumerate(said):
        if is_promise(one.text) and any(has_time(later.text) for later in said[at : at + 2]):
            return one
    return None


def has_time(sentence: str) -> bool:
    """Whether it says by when: "today", "by 5 pm", "⟦when⟧"."""
    return manner().time.search(sentence) is not None


def says_something(sentence: str) -> bool:
    """Whether it is more than promises and stock phrases."""
    rest = without_promises(_patterns()["hollow"].sub(" ", sentence))
    return rest == sentence or bool(keys(rest) or _TIED.search(rest))


def without_promises(sentence: str) -> str:
    """What a sentence says besides promising to look at it, some time."""
    rest = _patterns()["promises"].sub(" ", sentence)
    return sentence if rest == sentence else _patterns()["vague"].sub(" ", rest)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    raw: dict[str, list[str]] = yaml.load(HOLDING.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {name: re.compile("|".join(cues), re.I) for name, cues in raw.items()}
