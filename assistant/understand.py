"""What a message says: its asks, mood, urgency, formality, language and the writer's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import py3langid
import yaml

from assistant.asks import find_asks, states_problem
from assistant.mail import Mail, read_mail
from assistant.message import Formality, Message, Mood, Understanding, Urgency
from assistant.names import find_name

CUES = Path(__file__).parent / "cues.yaml"
READ_CHARACTERS = 20_000
"""Cues and asks are looked for in this much of a message."""
LANGUAGE_LEAD = 8.0
"""How much more likely (in log odds) than English another language has to be."""


@dataclass(frozen=True, slots=True)
class _Cue:
    match: re.Pattern[str]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class _Cues:
    mood: dict[Mood, list[_Cue]]
    louder: list[_Cue]
    urgency: dict[Urgency, list[_Cue]]
    formality: dict[Formality, list[_Cue]]


def understand(message: Message) -> Understanding:
    """Read a message. Never fails: what can't be told is neutral or absent."""
    mail = read_mail(message.text)
    read = mail.body[:READ_CHARACTERS]
    whole = f"{message.subject}\n{read}\n{' '.join(mail.signature)}"
    mood, intensity = _mood(whole)
    name, salutation = find_name(message, Mail(read, mail.signature))
    return Understanding(
        text=mail.body,
        asks=tuple(find_asks(read, message.subject)),
        mood=mood,
        intensity=intensity,
        urgency=_urgency(whole),
        formality=_formality(f"{message.sender_name}\n{whole}"),
        locale=message.locale or _language(f"{message.subject}\n{read}"),
        customer_name=name,
        salutation=salutation,
    )


def _mood(text: str) -> tuple[Mood, float]:
    lower = text.lower()
    cues = _cues()
    weights = {mood: _weight(lower, of_mood) for mood, of_mood in cues.mood.items()}
    shouted = _is_shouted(text)
    loud = _weight(lower, cues.louder) + 0.2 * shouted
    mood, weight = max(weights.items(), key=lambda item: item[1])
    if mood == "pleased" and states_problem(text):
        return "neutral", 0.0
    if weight < 0.4:
        return ("frustrated", 0.5) if shouted else ("neutral", 0.0)
    return mood, round(min(1.0, weight + loud), 2)


def _is_shouted(text: str) -> bool:
    words = [word for word in text.split() if len(word) > 1 and word.isalpha()]
    shouted = [word for word in words if word.isupper()]
    return len(shouted) >= 3 and len(shouted) >= len(words) * 0.3


def _weight(text: str, cues: list[_Cue]) -> float:
    return sum(cue.weight * min(2, len(cue.match.findall(text))) for cue in cues)


def _urgency(text: str) -> Urgency:
    lower = text.lower()
    for urgency, cues in _cues().urgency.items():
        if any(cue.match.search(lower) for cue in cues):
            return urgency
    return "normal"


def _formality(text: str) -> Formality:
    lower = text.lower()
    counts = {
        formality: sum(len(cue.match.findall(lower)) for cue in cues)
        for formality, cues in _cues().formality.items()
    }
    if counts["formal"] == counts["casual"]:
        return "neutral"
    return "formal" if counts["formal"] > counts["casual"] else "casual"


def _language(text: str) -> str:
    """The ISO 639-1 code; English where too little tells otherwise."""
    if sum(char.isalpha() for char in text) < 6:
        return "en"
    scores = dict(py3langid.rank(text[:2_000]))
    best = max(scores, key=lambda language: scores[language])
    if scores[best] - scores["en"] < LANGUAGE_LEAD or len(best) > 2:
        return "en"
    return str(best)


@cache
def _cues() -> _Cues:
    raw: dict[str, Any] = yaml.safe_load(CUES.read_text("utf-8"))
    return _Cues(
        mood={mood: _weighted(cues) for mood, cues in raw["mood"].items()},
        louder=_weighted(raw["louder"]),
        urgency={
            name: [_Cue(re.compile(cue)) for cue in cues] for name, cues in raw["urgency"].items()
        },
        formality={
            name: [_Cue(re.compile(cue, re.MULTILINE)) for cue in cues]
            for name, cues in raw["formality"].items()
        },
    )


def _weighted(cues: list[dict[str, Any]]) -> list[_Cue]:
    return [_Cue(re.compile(cue["match"]), cue["weight"]) for cue in cues]
