"""Versions of a snippet: who wrote which words when and why, and how two of them differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from snippets.snippet import Snippet

VersionState = Literal[
    "draft", "proposed", "approved", "archived", "rejected", "replaced", "deleted"
]
WAITING: tuple[VersionState, ...] = ("draft", "proposed")
"""The states that somebody still has to decide about."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who makes a change, and why."""

    author: str = ""
    reason: str = ""


UNSIGNED = Signed()


@dataclass(frozen=True, slots=True)
class Version:
    """A snippet as it was written once. Its text never changes; only a decision is added.

    `state` is what the version is: a proposed one becomes approved or rejected, with the
    `word` of whoever decided, or replaced by a later one; the last one of a deleted snippet is
    "deleted". `based_on` is the number of the version that its author had before them.
    `current` is whether it is what the library has under this id now.
    """

    snippet: Snippet
    number: int
    state: VersionState
    author: str
    reason: str
    created_at: datetime
    based_on: int | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    word: str | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class Current:
    """A snippet as the library has it, and the number of that version."""

    snippet: Snippet
    version: int
