"""A customer's mood: by words of feeling, and by how a trouble is told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.message import Mood
from assistant.reading.asks import states_problem
from assistant.reading.cues import Cue, cues, weight
from assistant.reading.danger import danger_of
from assistant.reading.problems import is_fault
from assistant.reading.speech import speech
from models.text import sentences

LEAST = 0.4
"""What the cues of a mood weigh at least together."""
REPORT = 0.25
"""What it weighs as frustration that somebody only tells of a trouble and asks nothing."""
PUZZLED = 0.4
"""What a question about a trouble with a device or a program weighs as confusion."""
MUCH = 0.8
"""With so much frustration nobody merely puzzles."""
SHOUTED, RHETORIC = 0.2, 0.3
"""What capitals in a trouble weigh as frustration, and a question that wants no answer as anger."""
MOCKED = 0.6
"""What praise that mocks weighs as frustration."""
GRIEF = 0.8
"""What the news of a death weighs as worry."""
DANGER = 0.6
"""What danger to people, money or identity weighs as worry."""
PRAISED = 1.0
"""With so much praise, a fault that is told besides does not spoil it."""
FELT = 0.5
"""A cue of so much weight names a feeling; a lighter one only hints at it."""
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")


def mood_of(text: str, only_tells: bool) -> tuple[Mood, float]:
    """The mood and how strong it is, 0 to 1; neutral where nothing tells.

    `only_tells` is whether the writer reports something and asks nothing.
    """
    lower = plain(text)
    found = cues()
    felt = found.not_felt.sub(" … ", found.praised.sub(" wonderful ", lower))
    weights = {mood: weight(felt, of_mood) for mood, of_mood in found.mood.items()}
    _mend_praise(weights, felt, text)
    emphasis = sum(word.lower() in found.emphasised for word in _CAPITALS.findall(text))
    emphasis += sum(
        one.endswith("!") and is_fault(one) and states_problem(one) for one in sentences(text)
    )
    weights["frustrated"] += SHOUTED * min(2, emphasis) if weights["frustrated"] else 0.0
    if weights["frustrated"] and only_tells:
        weights["frustrated"] += REPORT
    if 0 < weights["frustrated"] < MUCH and not only_tells and found.technical.search(lower):
        weights["confused"] += PUZZLED
    weights["angry"] += RHETORIC * _rhetoric(text)
    weights["worried"] += GRIEF * is_grief(lower) + DANGER * _is_grave(text)
    shouted = is_shouted(text)
    mood, weighs = max(weights.items(), key=lambda item: item[1])
    if weighs < LEAST:
        return ("frustrated", 0.5) if shouted else ("neutral", 0.0)
    loud = weight(lower, found.louder) + 0.2 * shouted
    return mood, round(min(1.0, weighs + loud), 2)


def plain(text: str) -> str:
    """A text in lower case, with straight apostrophes, as the cues read it."""
    return text.lower().replace("’", "'")


def is_grief(text: str) -> bool:
    """Whether a text tells that somebody close has died."""
    return cues().grief.search(plain(text)) is not None


def is_shouted(text: str) -> bool:
    """Whether much of it is in capitals."""
    words = [word for word in text.split() if len(word) > 1 and word.isalpha()]
    shouted = [word for word in words if word.isupper()]
    return len(shouted) >= 3 and len(shouted) >= len(words) * 0.3


def _mend_praise(weights: dict[Mood, float], felt: str, text: str) -> None:
    """Praise mocks where something is wrong, and outweighs a fault that is told besides it."""
    found = cues()
    told = sentences(felt)
    faults = sum(is_fault(one) and states_problem(one) for one in told)
    troubled = faults > 0 or weights["frustrated"] >= LEAST or weights["angry"] >= LEAST
    if found.bitter.search(felt) or (troubled and faults and _is_ironic(felt, told, faults)):
        weights["pleased"] = 0.0
        weights["frustrated"] += MOCKED
    elif _is_content(weights, felt, told, faults):
        weights["frustrated"] = 0.0
    elif faults:
        weights["pleased"] = 0.0


def _is_ironic(felt: str, told: Sequence[str], faults: int) -> bool:
    """Whether there is one piece of praise among faults, in a few sentences."""
    praised = sum(cues().ironic.search(one) is not None for one in told)
    return 0 < praised <= faults and not _named(felt, "pleased", 2)


def _is_content(weights: Mapping[Mood, float], felt: str, told: Sequence[str], faults: int) -> bool:
    """Whether far more is praised than is wrong, and no anger or frustration is named."""
    praise = cues().mood["pleased"]
    praised = sum(weight(one, praise) >= LEAST for one in told)
    upset = _named(felt, "frustrated", 1) or _named(felt, "angry", 1)
    return weights["pleased"] >= PRAISED and praised > 2 * faults and not upset


def _named(felt: str, mood: Mood, times: int) -> bool:
    """Whether the words of a mood, not only its hints, are there so many times."""
    named: tuple[Cue, ...] = tuple(one for one in cues().mood[mood] if one.weight >= FELT)
    return sum(len(one.match.findall(felt)) for one in named) >= times


def _is_grave(text: str) -> bool:
    """Whether it tells of a danger in which a person has to take over."""
    danger = danger_of(text)
    return danger is not None and danger.needs_agent


def _rhetoric(text: str) -> int:
    """How many questions want no answer, two at most."""
    asked = (one for one in sentences(text) if "?" in one)
    return min(2, sum(speech(one) == "rhetoric" for one in asked))
