"""How soon a message wants an answer."""

from __future__ import annotations

from assistant.message import Urgency
from assistant.reading.asks import states_problem
from assistant.reading.cues import cues
from assistant.reading.danger import danger_of
from assistant.reading.moods import plain


def urgency_of(text: str) -> Urgency:
    """High for danger, deadlines and what stands still; low for what says so or may wait."""
    if danger_of(text):
        return "high"
    lower = plain(text)
    for urgency, of_urgency in cues().urgency.items():
        if any(cue.match.search(lower) for cue in of_urgency):
            return urgency
    return "low" if cues().idle.search(lower) and not states_problem(text) else "normal"
