"""Ratings in files as desks export them: a table, or JSON Lines; other columns are not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from snippets.analytics.ratings import Rating, is_rated, rating
from snippets.errors import FileInvalid, RatingInvalid
from snippets.formats import table
from snippets.formats.entry import Loss
from snippets.formats.jsonl import objects

CONVERSATION = (
    "conversation_id", "conversation", "ticket_id", "ticket", "ticket_number", "case_id",
    "case_number", "chat_id", "id",
)  # fmt: skip
KIND = ("kind", "metric", "survey_type")
SCALE = ("scale",)
TIME = ("created_at", "rated_at", "submitted_at", "responded_at", "date", "created")
SCORES: Mapping[str, str | None] = {
    "score": None,
    "rating": None,
    "satisfaction": "csat",
    "satisfaction_score": "csat",
    "satisfaction_rating": "csat",
    "ticket_satisfaction_rating": "csat",
    "conversation_rating": "csat",
    "csat": "csat",
    "csat_score": "csat",
    "csat_rating": "csat",
    "nps": "nps",
    "nps_score": "nps",
    "nps_rating": "nps",
    "ces": "ces",
    "ces_score": "ces",
}
"""Columns with a score, and its kind where the name tells; the first of each kind is read."""
_NAMES = frozenset({*CONVERSATION, *KIND, *SCALE, *TIME, *SCORES})
_SPELLED = _NAMES | {name.replace("_", " ") for name in _NAMES}
_UNNAMED = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Read:
    """The ratings of a file, how many lines had none, and doubts about how it was read."""

    ratings: tuple[Rating, ...]
    unrated: int
    doubts: tuple[str, ...] = ()


def read(path: Path, kind: str = "csat", scale: str | None = None) -> Read:
    """All ratings of a file; `kind` and `scale` hold where a line does not say.

    Raises FileInvalid, naming file and line.
    """
    found: list[Rating] = []
    doubts: list[str] = []
    unrated = 0
    for line in _lines(path):
        if isinstance(line, Loss):
            doubts.append(line.what)
            continue
        where, fields = line
        told = _told(fields, where)
        scores = [(of, score) for of, score in told if is_rated(score)]
        unrated += not scores
        found += [_rating(where, fields, of or kind, score, scale) for of, score in scores]
    return Read(tuple(found), unrated, tuple(doubts))


def _lines(path: Path) -> Iterator[tuple[str, Mapping[str, str]] | Loss]:
    """Each line's place and its fields by the names that we know."""
    if path.suffix.lower() in (".jsonl", ".ndjson", ".gz"):
        yield from ((where, _known(fields)) for where, fields in objects(path))
        return
    columns: list[str] = []
    for row in table.rows(path, _SPELLED):
        if isinstance(row, Loss):
            yield row
        elif not columns:
            columns = [_name(one) for one in row[1]]
        else:
            yield row[0], _known(dict(zip(reversed(columns), reversed(row[1]), strict=True)))


def _known(fields: Mapping[str, Any]) -> Mapping[str, str]:
    named = ((_name(name), value) for name, value in fields.items())
    return {
        name: str(value)
        for name, value in named
        if name in _NAMES and isinstance(value, str | int | float)
    }


def _told(fields: Mapping[str, str], where: str) -> list[tuple[str | None, str]]:
    """The scores of a line with their kinds. Raises FileInvalid where no column has any."""
    found: dict[str | None, str] = {}
    for name, kind in SCORES.items():
        if name in fields:
            found.setdefault(kind, fields[name])
    if None in found:
        return [(None, found[None])]
    if not found:
        raise FileInvalid(f"{where}: no score; call its column score, csat or nps")
    return list(found.items())


def _rating(
    where: str, fields: Mapping[str, str], kind: str, score: str, scale: str | None
) -> Rating:
    conversation = _first(fields, CONVERSATION)
    if conversation is None:
        raise FileInvalid(f"{where}: no conversation; call its column conversation_id")
    kind, scale = _first(fields, KIND) or kind, _first(fields, SCALE) or scale
    try:
        return rating(conversation, score, kind, scale, _first(fields, TIME))
    except RatingInvalid as error:
        raise FileInvalid(f"{where}: {error}") from error


def _first(fields: Mapping[str, str], names: Sequence[str]) -> str | None:
    return next((fields[name].strip() for name in names if fields.get(name, "").strip()), None)


def _name(header: str) -> str:
    return _UNNAMED.sub("_", header.strip().lower()).strip("_")
