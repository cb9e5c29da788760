"""What customers said of a conversation, on one scale from -1 to 1.

- `csat`: "good" and "bad", or 1 to 5, where the middle is 0. Desks ask either way.
- `nps`: 0 to 10; promoters (9, 10) are 1, passives (7, 8) 0, detractors (0 to 6) -1, so that the
  mean of all is the Net Promoter Score over 100 (F. F. Reichheld, "The One Number You Need to
  Grow", Harvard Business Review, December 2003).
- `ces`: 1 to 7, where 7 is least effort, the middle 0 (M. Dixon, K. Freeman, N. Toman, "Stop
  Trying to Delight Your Customers", Harvard Business Review, July 2010, asked 1 to 5; 1 to 7 is
  what is asked since 2013).

A `scale` such as "1-3" or "0-100" says otherwise; of it, too, the middle is 0.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from snippets.errors import RatingInvalid

PROMOTER, PASSIVE = 9, 7
SCALES: Mapping[str, tuple[float, float]] = {"csat": (1, 5), "nps": (0, 10), "ces": (1, 7)}
KINDS = tuple(SCALES)
WORDS: Mapping[str, float] = {
    "good": 1,
    "great": 1,
    "goodwithcomment": 1,
    "satisfied": 1,
    "positive": 1,
    "okay": 0,
    "ok": 0,
    "neutral": 0,
    "bad": -1,
    "badwithcomment": -1,
    "not good": -1,
    "notgood": -1,
    "unsatisfied": -1,
    "dissatisfied": -1,
    "negative": -1,
}
"""What desks write in the place of a number."""
UNRATED = frozenset({"", "-", "n/a", "none", "null", "unoffered", "offered", "unrated"})
"""What desks write where nobody has rated."""
MOST_CHARACTERS = 200
"""Of the id of a conversation."""
_SCALE = re.compile(r"(-?\d+)\s*(?:-|–|\.\.|to)\s*(-?\d+)")


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating of a conversation: `score` as it was told, `value` from -1 to 1."""

    conversation_id: str
    kind: str
    score: str
    value: float
    created_at: datetime | None = None


def rating(
    conversation_id: str,
    score: str,
    kind: str = "csat",
    scale: str | None = None,
    created_at: str | None = None,
) -> Rating:
    """A rating as it is kept. Raises RatingInvalid, naming the field."""
    conversation, kind = conversation_id.strip(), kind.strip().lower()
    if not conversation or len(conversation) > MOST_CHARACTERS:
        raise RatingInvalid(f"conversation_id: 1 to {MOST_CHARACTERS} characters are wanted")
    if kind not in KINDS:
        raise RatingInvalid(f"kind: {kind[:50]!r} is none of {', '.join(KINDS)}")
    told = score.strip()
    return Rating(conversation, kind, told[:50], valued(told, kind, scale), time_of(created_at))


def is_rated(score: str) -> bool:
    """Whether a score is one: desks list conversations that nobody has rated, too."""
    return score.strip().casefold() not in UNRATED


def valued(score: str, kind: str, scale: str | None = None) -> float:
    """A score from -1 to 1. Raises RatingInvalid."""
    if kind == "csat" and score.casefold() in WORDS:
        return WORDS[score.casefold()]
    low, high = SCALES[kind] if scale is None else bounds(scale)
    try:
        number = float(score.replace(",", "."))
    except ValueError:
        number = math.nan
    if not low <= number <= high:
        ask = f"{low:g} to {high:g}" + (", good or bad" if kind == "csat" and not scale else "")
        raise RatingInvalid(f"score: {score[:50]!r} is no {kind} of {ask}; `scale` says otherwise")
    if kind == "nps" and scale is None:
        return float(number >= PROMOTER) - float(number < PASSIVE)
    return round((2 * number - low - high) / (high - low), 4)


def bounds(scale: str) -> tuple[float, float]:
    """The ends of a scale like "1-5". Raises RatingInvalid."""
    found = _SCALE.fullmatch(scale.strip())
    if not found or int(found[1]) >= int(found[2]):
        raise RatingInvalid(f"scale: {scale[:50]!r} is none; write the ends, like 1-5")
    return float(found[1]), float(found[2])


def time_of(text: str | None) -> datetime | None:
    """A time in UTC without its zone, None where nobody told. Raises RatingInvalid."""
    told = (text or "").strip()
    if not told:
        return None
    try:
        time = datetime.fromisoformat(told.removesuffix(" UTC"))
        return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time
    except (ValueError, OverflowError) as error:
        raise RatingInvalid(
            f"created_at: {told[:50]!r} is no date; write 2026-03-01, or leave it out"
        ) from error
