"""What shows a customer's mood, urgency and formality, read from cues.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.message import Formality, Mood, Urgency

CUES = Path(__file__).parent / "cues.yaml"
MOST_TIMES = 2
"""How often one cue counts at most."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern over the lower-case message, and what a match of it weighs."""

    match: re.Pattern[str]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of each value.

    `emphasised` are common words that are no abbreviations when in capitals; `technical` tells
    devices and programs.
    """

    mood: Mapping[Mood, tuple[Cue, ...]]
    louder: tuple[Cue, ...]
    emphasised: frozenset[str]
    technical: re.Pattern[str]
    urgency: Mapping[Urgency, tuple[Cue, ...]]
    formality: Mapping[Formality, tuple[Cue, ...]]


@cache
def cues() -> Cues:
    """All cues."""
    raw: dict[str, Any] = yaml.safe_load(CUES.read_text("utf-8"))
    return Cues(
        mood={mood: _weighted(found) for mood, found in raw["mood"].items()},
        louder=_weighted(raw["louder"]),
        emphasised=frozenset(raw["emphasised"].split()),
        technical=re.compile(raw["technical"]),
        urgency={name: _equal(found) for name, found in raw["urgency"].items()},
        formality={name: _equal(found) for name, found in raw["formality"].items()},
    )


def weight(text: str, of: Iterable[Cue]) -> float:
    """What the cues that a lower-case text has weigh together."""
    return sum(cue.weight * min(MOST_TIMES, len(cue.match.findall(text))) for cue in of)


def _weighted(raw: Iterable[Mapping[str, Any]]) -> tuple[Cue, ...]:
    return tuple(Cue(re.compile(cue["match"]), cue["weight"]) for cue in raw)


def _equal(raw: Iterable[str]) -> tuple[Cue, ...]:
    return tuple(Cue(re.compile(cue, re.MULTILINE)) for cue in raw)
