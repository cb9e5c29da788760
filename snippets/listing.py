"""What to list of a library: which snippets, in which order, how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from snippets.scope import EVERYONE, Scope
from snippets.snippet import Audience, Kind, Status
from snippets.versions import Current

Sort = Literal["id", "title", "updated", "used"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which snippets are listed; what is None or "" says nothing.

    `text` are words that each one has to have in its title, id, shortcut, tags, folder or
    body. `folder` takes its subfolders along; "/" is what lies in none.
    """

    text: str = ""
    folder: str = ""
    tag: str | None = None
    team: str | None = None
    owner: str | None = None
    status: Status | None = None
    kind: Kind | None = None
    audience: Audience | None = None
    locale: str | None = None
    variant_of: str | None = None
    scope: Scope = EVERYONE


@dataclass(frozen=True, slots=True)
class Order:
    """By what a list is sorted, and the part of it that is wanted.

    `after` is the id that the page begins behind, for lists by id; `offset` is how many are
    left out at the beginning, for all others.
    """

    by: Sort = "id"
    down: bool = False
    limit: int = 100
    offset: int = 0
    after: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A snippet in a list: how often its drafts were sent, and whether a change is proposed."""

    current: Current
    used: int
    updated_at: str
    waiting: int


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list, and how many there are in all."""

    items: tuple[Listed, ...]
    total: int
