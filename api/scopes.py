"""For whom a request is, what they may see of the library, and what they may write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import unquote

from fastapi import Depends, Header

from api.deps import Agent, Plugin, may
from api.errors import Forbidden, InvalidRequest
from snippets.errors import SnippetNotFound
from snippets.library import Library
from snippets.scope import Scope
from snippets.snippet import Snippet
from snippets.store.access import Holder, Role
from snippets.versions import Current, Signed

TeamName = Annotated[
    str, Header(alias="Tactful-Team", description="The team that this request is for")
]
AgentName = Annotated[
    str,
    Header(
        alias="Tactful-Agent",
        description="The agent that this request is for; a key of role agent speaks for itself",
    ),
]
MOST_DIGITS = 18
"""Of the number of a version, or of a place in a list."""

IfMatch = Annotated[
    str,
    Header(
        alias="If-Match",
        description="The version that this started from, as ETag told it; else 409",
    ),
]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling, and for whom."""

    who: Holder
    scope: Scope

    @property
    def name(self) -> str:
        """Whose name stands at a change: a plugin's agent, else the key's own."""
        named = self.scope.agent if self.who.role is Role.PLUGIN else None
        return named or self.who.name

    @property
    def leads(self) -> bool:
        """Whether they may write what is for others."""
        return may(self.who, Role.LEAD)

    def signed(self, reason: str = "") -> Signed:
        """Their name at a change, and why."""
        return Signed(self.name, reason)

    def seen(self, library: Library, snippet_id: str) -> Current:
        """A snippet that they may see. Raises SnippetNotFound."""
        found = library.current(snippet_id)
        if not self.scope.sees(found.snippet):
            raise SnippetNotFound(f"no snippet has the id {snippet_id!r}")
        return found

    def require_write(self, *snippets: Snippet) -> None:
        """Leads write what they see, agents what is theirs alone. Raises Forbidden."""
        owns = may(self.who, Role.AGENT) and all(one.owner == self.scope.agent for one in snippets)
        if not (self.leads or owns):
            raise Forbidden(
                f"this wants the role lead; the key has the role {self.who.role}. An agent "
                "proposes it (POST /v1/reviews), or keeps it for themselves (field 'owner')"
            )

    def for_whom(self, team: str | None, agent: str | None) -> Scope:
        """What a search or draft for them may use: approved, and theirs or everyone's.

        A request may name team and agent in its body; the headers come first.
        """
        named = self.scope.agent
        if agent and not _speaks_for_itself(self.who) and named in (None, self.who.name):
            named = agent
        return Scope(self.scope.team or team or None, named, approved=True)


def scope_of(who: Holder, team: str = "", agent: str = "") -> Scope:
    """What a caller may see: a plugin what is approved, a lead what is of any team."""
    if _speaks_for_itself(who):
        agent = who.name
    own = who.name if may(who, Role.AGENT) else None
    return Scope(
        unquote(team).strip() or None,
        unquote(agent).strip() or own,
        every_team=may(who, Role.LEAD),
        approved=not may(who, Role.AGENT),
    )


async def _caller(who: Plugin, team: TeamName = "", agent: AgentName = "") -> Caller:
    return Caller(who, scope_of(who, team, agent))


async def _colleague(who: Agent, team: TeamName = "", agent: AgentName = "") -> Caller:
    return Caller(who, scope_of(who, team, agent))


AnyCaller = Annotated[Caller, Depends(_caller)]
"""Any key, for a team and an agent."""
AgentCaller = Annotated[Caller, Depends(_colleague)]
"""The same for keys of role agent and above."""


def in_team(scope: Scope, team: str | None) -> Scope:
    """The scope of somebody who has named a team."""
    return replace(scope, team=team) if team else scope


def version_of(if_match: str, named: int | None = None) -> int | None:
    """The version that a write started from, None where nobody says. Raises InvalidRequest."""
    text = if_match.strip()
    if text in ("", "*"):
        return named
    number = text.removeprefix("W/").strip('"')
    if not number.isdecimal() or len(number) > MOST_DIGITS:
        raise InvalidRequest(f'If-Match: {text[:50]} is no version; send the ETag, like "3"')
    return int(number)


def _speaks_for_itself(who: Holder) -> bool:
    return who.role is Role.AGENT
