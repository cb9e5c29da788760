"""A customer's mood: by words of feeling, and by how a trouble is told."""

from __future__ import annotations

import re

from assistant.message import Mood
from assistant.reading.asks import states_problem
from assistant.reading.cues import cues, weight
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
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")


def mood_of(text: str, only_tells: bool) -> tuple[Mood, float]:
    """The mood and how strong it is, 0 to 1; neutral where nothing tells.

    `only_tells` is whether the writer reports something and asks nothing.
    """
    lower = text.lower().replace("’", "'")
    found = cues()
    weights = {mood: weight(lower, of_mood) for mood, of_mood in found.mood.items()}
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
    if is_fault(text) and states_problem(text):
        weights["pleased"] = 0.0
    shouted = is_shouted(text)
    mood, weighs = max(weights.items(), key=lambda item: item[1])
    if weighs < LEAST:
        return ("frustrated", 0.5) if shouted else ("neutral", 0.0)
    loud = weight(lower, found.louder) + 0.2 * shouted
    return mood, round(min(1.0, weighs + loud), 2)


def is_shouted(text: str) -> bool:
    """Whether much of it is in capitals."""
    words = [word for word in text.split() if len(word) > 1 and word.isalpha()]
    shouted = [word for word in words if word.isupper()]
    return len(shouted) >= 3 and len(shouted) >= len(words) * 0.3


def _rhetoric(text: str) -> int:
    """How many questions want no answer, two at most."""
    asked = (one for one in sentences(text) if "?" in one)
    return min(2, sum(speech(one) == "rhetoric" for one in asked))
