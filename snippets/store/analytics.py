"""Sums over drafts, outcomes and findings by week, and by snippet, team or agent.

The database adds up: one pass over the drafts, one over their findings. Only ratings come one
by one, since a conversation with several replies counts once in each group.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from snippets.analytics.cells import Cells, Keys, RatedDraft
from snippets.analytics.tally import By, Counts, Tally
from snippets.store.database import Database
from snippets.store.schema import agent_names, draft_findings, drafts, ratings, snippets

KEYS: Mapping[By, Any] = {
    By.WEEK: sa.null(),
    By.TEAM: drafts.c.team,
    By.AGENT: drafts.c.agent,
    By.SNIPPET: sa.cast(drafts.c.snippet_ids, sa.Text),
}
SENT = ("sent", "edited")


class Tallies:
    """The sums of one workspace."""

    def __init__(self, database: Database, workspace: str) -> None:
        self._database = database
        self._workspace = workspace

    def cells(self, by: By, since: date, until: date) -> Cells:
        """The sums of the drafts of these weeks, by week and what is asked for.

        `since` and `until` are the Mondays of the first and the last week.
        """
        keys = cache(_split if by is By.SNIPPET else _nothing if by is By.WEEK else _alone)
        mine = self._mine(since, until)
        found: defaultdict[tuple[date, Keys], Tally] = defaultdict(Tally)
        with self._database.read() as connection:
            for week, key, *counts in connection.execute(_counts(by, mine)):
                found[week, keys(key)].counts += Counts(*counts)
            for week, key, spent, count in connection.execute(_seconds(by, mine)):
                found[week, keys(key)].seconds[spent] += count
            for week, key, *names, count in connection.execute(_findings(by, mine)):
                found[week, keys(key)].findings[tuple(names)] += count
            rated = [
                RatedDraft(week, keys(key), *told)
                for week, key, *told in connection.execute(_ratings(by, mine))
            ]
        return Cells(dict(found), rated)

    def outcomes(self, since: date, until: date) -> Cells:
        """What became of drafts by week and snippet, and nothing else of them."""
        keys, mine = cache(_split), self._mine(since, until)
        ids = KEYS[By.SNIPPET].label("key")
        query = sa.select(drafts.c.week, ids, drafts.c.action, sa.func.count()).where(mine)
        query = query.where(drafts.c.action.is_not(None))
        found: defaultdict[tuple[date, Keys], Tally] = defaultdict(Tally)
        with self._database.read() as connection:
            rows = connection.execute(query.group_by(drafts.c.week, ids, drafts.c.action))
            for week, key, action, count in rows:
                found[week, keys(key)].counts += Counts(**{action: count})
        return Cells(dict(found))

    def agents(self, since: date, until: date) -> Mapping[str | None, int]:
        """How many different agents drafted in each team, those without a name left out."""
        query = sa.select(drafts.c.team, drafts.c.agent).distinct()
        query = query.where(self._mine(since, until), drafts.c.agent.is_not(None))
        with self._database.read() as connection:
            return Counter(row.team for row in connection.execute(query))

    def titles(self) -> dict[str, str]:
        """The titles of all snippets that are not one agent's alone, by id."""
        mine = (snippets.c.workspace_id == self._workspace) & snippets.c.owner.is_(None)
        query = sa.select(snippets.c.id, snippets.c.title).where(mine)
        with self._database.read() as connection:
            return {row.id: row.title for row in connection.execute(query)}

    def names(self) -> dict[str, str]:
        """The names of agents by mark, as far as they are kept."""
        mine = agent_names.c.workspace_id == self._workspace
        with self._database.read() as connection:
            query = sa.select(agent_names.c.mark, agent_names.c.name).where(mine)
            return {row.mark: row.name for row in connection.execute(query)}

    def _mine(self, since: date, until: date) -> sa.ColumnElement[bool]:
        mine = drafts.c.workspace_id == self._workspace
        return mine & drafts.c.week.between(since, until)


def _counts(by: By, mine: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Counts, in the order of their fields."""
    one = drafts.c
    own = ~one.alternative
    sums = (
        _count(own),
        _count(own & (one.outcome == "drafted")),
        sa.func.coalesce(sa.func.sum(one.asks), 0),
        sa.func.coalesce(sa.func.sum(one.open_asks), 0),
        *(_count(one.action == action) for action in (*SENT, "discarded")),
        sa.func.count(one.distance),
        sa.func.coalesce(sa.func.sum(one.distance), 0.0),
        sa.func.coalesce(sa.func.sum(one.distance * one.distance), 0.0),
        _count(one.compared),
    )
    query = sa.select(one.week, KEYS[by].label("key"), *sums).where(mine)
    return query.group_by(one.week, sa.text("key"))


def _seconds(by: By, mine: sa.ColumnElement[bool]) -> sa.Select[Any]:
    one = drafts.c
    query = sa.select(one.week, KEYS[by].label("key"), one.seconds, sa.func.count())
    query = query.where(mine, one.action.in_(SENT))
    return query.group_by(one.week, sa.text("key"), one.seconds)


def _findings(by: By, mine: sa.ColumnElement[bool]) -> sa.Select[Any]:
    found = draft_findings.c
    same = (found.workspace_id == drafts.c.workspace_id) & (found.draft_id == drafts.c.id)
    names = found.category, found.phase
    query = sa.select(drafts.c.week, KEYS[by].label("key"), *names, sa.func.sum(found.count))
    query = query.select_from(drafts.join(draft_findings, same)).where(mine, drafts.c.compared)
    return query.group_by(drafts.c.week, sa.text("key"), *names)


def _ratings(by: By, mine: sa.ColumnElement[bool]) -> sa.Select[Any]:
    rated = (ratings.c.workspace_id == drafts.c.workspace_id) & (
        ratings.c.conversation_id == drafts.c.conversation_id
    )
    told = ratings.c.conversation_id, ratings.c.kind, ratings.c.value
    query = sa.select(drafts.c.week, KEYS[by], *told).select_from(drafts.join(ratings, rated))
    return query.where(mine, drafts.c.action.in_(SENT))


def _count(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.count(sa.case((condition, 1)))


def _nothing(_: None) -> Keys:
    return ()


def _alone(key: str | None) -> Keys:
    return (key,)


def _split(ids: str) -> Keys:
    """The snippets of a draft, each once."""
    return tuple(dict.fromkeys(json.loads(ids)))
