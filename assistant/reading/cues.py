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
    devices and programs; `not_felt` is what says nothing of the writer's own feeling; `praised` is
    praise by denial; `bitter` praise mocks always, `ironic` praise where something is wrong;
    `grief` tells of a death; `idle`
    is what can wait where nothing is wrong.
    """

    mood: Mapping[Mood, tuple[Cue, ...]]
    louder: tuple[Cue, ...]
    emphasised: frozenset[str]
    technical: re.Pattern[str]
    not_felt: re.Pattern[str]
    praised: re.Pattern[str]
    bitter: re.Pattern[str]
    ironic: re.Pattern[str]
    grief: re.Pattern[str]
    urgency: Mapping[Urgency, tuple[Cue, ...]]
    idle: re.Pattern[str]
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
        not_felt=_any(raw["not_felt"]),
        praised=_any(raw["praised"]),
        bitter=_any(raw["sarcasm"]["bitter"]),
        ironic=_any(raw["sarcasm"]["ironic"]),
        grief=_any(raw["grief"], relative=raw["relative"].replace(" |", "|")),
        urgency={name: _equal(found) for name, found in raw["urgency"].items()},
        idle=re.compile(raw["idle"]),
        formality={name: _equal(found) for name, found in raw["formality"].items()},
    )


def weight(text: str, of: Iterable[Cue]) -> float:
    """What the cues that a lower-case text has weigh together."""
    return sum(cue.weight * min(MOST_TIMES, len(cue.match.findall(text))) for cue in of)


def _weighted(raw: Iterable[Mapping[str, Any]]) -> tuple[Cue, ...]:
    return tuple(Cue(re.compile(cue["match"]), cue["weight"]) for cue in raw)


def _equal(raw: Iterable[str]) -> tuple[Cue, ...]:
    return tuple(Cue(re.compile(cue, re.MULTILINE)) for cue in raw)


def _any(raw: Iterable[str], **parts: str) -> re.Pattern[str]:
    """One pattern of several, `<part>` standing for each of these parts."""
    whole = "|".join(raw)
    for name, part in parts.items():
        whole = whole.replace(f"<{name}>", part.strip())
    return re.compile(whole)
