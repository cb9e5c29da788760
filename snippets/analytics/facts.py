"""What is written down of a draft so that it can be counted: ids and numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from models.text import Finding, Severity

MARK_CHARACTERS = 16


@dataclass(frozen=True, slots=True)
class Facts:
    """For whom a draft was made and what it holds; nothing of its text.

    `agent` is the agent's name, of which only a mark is kept. `asks` and `open_asks` are None
    where nobody counted. An `alternative` stands beside another draft for the same message.
    `findings` are pairs (category, rule), one for each finding, or None where none was sought.
    """

    team: str | None = None
    agent: str = ""
    conversation_id: str | None = None
    asks: int | None = None
    open_asks: int | None = None
    alternative: bool = False
    findings: tuple[tuple[str, str], ...] | None = None


NO_FACTS = Facts()


def counted(findings: Iterable[Finding]) -> tuple[tuple[str, str], ...]:
    """The findings that count, as (category, rule): all but mere information."""
    return tuple((one.category, one.rule) for one in findings if one.severity is not Severity.INFO)


def mark(agent: str) -> str:
    """Tells agents apart without saying who they are.

    A hash of a name: whoever has a list of the names can find out whose it is.
    """
    name = " ".join(agent.split()).casefold()
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:MARK_CHARACTERS]


def monday(day: date) -> date:
    """The first day of an ISO week."""
    return day - timedelta(days=day.weekday())
