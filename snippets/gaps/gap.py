"""A gap: messages that ask the same, and that nothing in the library answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

GapState = Literal["open", "answered", "dismissed", "accepted"]
Trend = Literal["growing", "steady", "fading"]


@dataclass(frozen=True, slots=True)
class Period:
    """A week or a month by its first day, and how many of the messages came in it."""

    start: date
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """A group of messages as it was found.

    `nearness` tells by id how typical each message is; `typical` are the ids of the most
    typical ones, none of which says the same as another. `body` is a reply in what agents
    sent, "" where there was none, and `written` how many conversations had it. `refused` are
    the snippets whose drafts were discarded.
    """

    name: str
    nearness: dict[str, float]
    typical: tuple[str, ...]
    trend: Trend
    periods: tuple[Period, ...]
    body: str = ""
    written: int = 0
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap as it is kept, with the texts of its most typical messages.

    An answered one is found by search now; `revision` is the library's when that was looked
    at. A dismissed one is open again when it has grown much since, beyond `decided_size`.
    """

    id: str
    state: GapState
    name: str
    size: int
    trend: Trend
    periods: tuple[Period, ...]
    typical: tuple[str, ...]
    body: str
    written: int
    refused: tuple[str, ...]
    revision: int
    decided_size: int | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    snippet_id: str | None = None
