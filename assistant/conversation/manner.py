"""How people write to each other: feelings, next steps, slang, stiffness; see manner.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

MANNER = Path(__file__).parent / "manner.yaml"
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u26ff\u2764\U0001f1e6-\U0001f1ff]\ufe0f?")
"""Pictures; ticks, arrows and stars that menus use are none."""
SMILEY = re.compile(r"(?<![\w/:])[:;]-?[)DP(](?![\w/])")


@dataclass(frozen=True, slots=True)
class Manner:
    """Each kind of wording as one pattern."""

    feeling: re.Pattern[str]
    unfelt: re.Pattern[str]
    heard: re.Pattern[str]
    upset: re.Pattern[str]
    next_step: re.Pattern[str]
    timed: re.Pattern[str]
    underway: re.Pattern[str]
    settled: re.Pattern[str]
    slang: re.Pattern[str]
    stiff: re.Pattern[str]
    owner: re.Pattern[str]
    time: re.Pattern[str]


@cache
def manner() -> Manner:
    """The patterns, read once."""
    raw: dict[str, Any] = yaml.load(MANNER.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return Manner(**{name: _pattern(cues) for name, cues in raw.items()})


def _pattern(cues: str | list[str]) -> re.Pattern[str]:
    """One pattern of a list, or of one text whose lines begin with "|"."""
    whole = cues.replace(" |", "|") if isinstance(cues, str) else "|".join(cues)
    return re.compile(whole, re.I | re.M)
