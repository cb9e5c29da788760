"""A made-up year of three teams: drafts, outcomes, findings and ratings, and what is true of them.

Which snippets are good and which team edits much is decided here, and every draft is counted as
it is made, by plain addition: figures are right when they say the same.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from snippets.analytics.facts import mark, monday
from snippets.analytics.tally import even
from snippets.snippet import Snippet
from snippets.store.database import Database
from snippets.store.schema import draft_findings, drafts, ratings, uses

WORKSPACE = "default"
SNIPPETS = 120
TEAMS = {"billing": 0.75, "delivery": 0.6, "accounts": 0.45}
"""How many of each team's drafts are sent."""
BETTER = 0.15
"""By so much more is sent in the last whole week, where something is to be found."""
AGENTS = 8
TOLD = 0.8
RATED = 0.15
UNANSWERED = 0.2
_BATCH = 20_000


@dataclass
class Truth:
    """What was counted while the drafts were made, by week and team and by snippet."""

    drafts: Counter[tuple[date, str]] = field(default_factory=Counter)
    actions: Counter[tuple[date, str, str]] = field(default_factory=Counter)
    of_snippets: Counter[tuple[str, str]] = field(default_factory=Counter)
    findings: Counter[tuple[str, str]] = field(default_factory=Counter)


def library_entries() -> list[Snippet]:
    """The snippets that the drafts were made from."""
    return [
        Snippet(f"reply-{at}", "reply", f"Reply {at}", f"What reply {at} says.")
        for at in range(SNIPPETS)
    ]


def fill(
    database: Database, count: int, today: date, weeks: int, change: bool, seed: int = 7
) -> Truth:
    """Write `count` drafts of the `weeks` up to now; with `change`, the last whole one differs."""
    draw, truth = random.Random(seed), Truth()
    first = monday(today) - (weeks - 1) * timedelta(days=7)
    minutes = int((datetime.combine(today, datetime.min.time()) - _start(first)).total_seconds())
    better = monday(today) - timedelta(days=7) if change else None
    rows: dict[sa.Table, list[dict[str, Any]]] = {
        table: [] for table in (drafts, draft_findings, uses, ratings)
    }
    for at in range(count):
        time = _start(first) + timedelta(seconds=draw.randrange(max(1, minutes)))
        for table, row in _made(draw, at, time, better, truth):
            rows[table].append(row)
        if at % _BATCH == _BATCH - 1 or at == count - 1:
            with database.write() as connection:
                for table, some in rows.items():
                    if some:
                        connection.execute(sa.insert(table), some)
                    some.clear()
    return truth


def _made(
    draw: random.Random, at: int, time: datetime, better: date | None, truth: Truth
) -> Iterator[tuple[sa.Table, dict[str, Any]]]:
    """The rows of one draft."""
    draft, team = {"workspace_id": WORKSPACE, "draft_id": f"d{at}"}, draw.choice(list(TEAMS))
    week, answered = monday(time.date()), draw.random() > UNANSWERED
    ids = [f"reply-{int(SNIPPETS * draw.random() ** 2)}"] if answered else []
    truth.drafts[week, team] += 1
    told: dict[str, Any] = {"action": None, "distance": None, "seconds": None, "compared": False}
    if draw.random() < TOLD:
        sent = TEAMS[team] + (BETTER if week == better else 0)
        told = _outcome(draw, sent)
        truth.actions[week, team, told["action"]] += 1
        truth.of_snippets.update((one, told["action"]) for one in ids)
    yield drafts, told | {
        "workspace_id": WORKSPACE, "id": f"d{at}", "snippet_ids": ids, "confidence": 0.7,
        "outcome": "drafted" if answered else "needs_agent", "created_at": time, "week": week,
        "team": team, "agent": mark(f"{team} {draw.randrange(AGENTS)}"), "checked": True,
        "conversation_id": f"c{at}", "asks": 2, "open_asks": draw.randrange(3),
        "alternative": False,
    }  # fmt: skip
    yield from _findings(draw, draft, "drafted", 0.3, truth, told["compared"])
    yield from _findings(draw, draft, "sent", 0.1, truth, told["compared"])
    if told["action"]:
        spent = timedelta(seconds=told["seconds"])
        kept = None if told["distance"] is None else 1 - told["distance"]
        outcome = {"action": told["action"], "kept": kept, "created_at": time + spent}
        yield uses, draft | outcome
    if told["action"] and draw.random() < RATED:
        value = draw.choice((-1.0, 0.5, 1.0, 1.0))
        yield ratings, {
            "workspace_id": WORKSPACE, "conversation_id": f"c{at}", "kind": "csat",
            "score": str(value), "value": value, "created_at": None,
        }  # fmt: skip


def _outcome(draw: random.Random, sent: float) -> dict[str, Any]:
    action = draw.choice(("sent", "edited")) if draw.random() < sent else "discarded"
    distance = {"sent": 0.0, "discarded": None}.get(action, draw.random())
    seconds = even(draw.lognormvariate(5, 1))
    return {
        "action": action, "distance": distance, "seconds": seconds,
        "compared": action != "discarded",
    }  # fmt: skip


def _findings(
    draw: random.Random, draft: dict[str, str], phase: str, often: float, truth: Truth, counts: int
) -> Iterator[tuple[sa.Table, dict[str, Any]]]:
    for category in ("tone", "grammar"):
        if draw.random() < often:
            truth.findings[category, phase] += counts
            rule = {"rule": f"{category}.one", "category": category, "count": 1}
            yield draft_findings, draft | rule | {"phase": phase}


def _start(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time())
