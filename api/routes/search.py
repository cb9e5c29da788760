"""Search: a query in, matches out."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.deps import PoolDep, ServicesDep, library_of
from api.routes.body import Body
from api.routes.findings import problems
from api.scopes import AnyCaller
from assistant.pipeline import require_text
from snippets.snippet import Kind, Match, Matches

router = APIRouter(tags=["search"])


class WhyOut(BaseModel):
    """What spoke for a match."""

    semantic: float
    keywords: list[str]
    examples: list[str]
    reasons: list[str] = []


class MatchOut(BaseModel):
    """A snippet that was found."""

    snippet_id: str
    kind: Kind
    title: str
    score: float
    why: WhyOut

    @classmethod
    def of(cls, match: Match) -> MatchOut:
        """A match of the domain."""
        return cls(
            snippet_id=match.snippet.id,
            kind=match.snippet.kind,
            title=match.snippet.title,
            score=round(match.score, 4),
            why=WhyOut(
                semantic=match.why.semantic,
                keywords=list(match.why.keywords),
                examples=list(match.why.examples),
                reasons=list(match.why.reasons),
            ),
        )


class SearchIn(Body):
    """What to look for."""

    query: str
    k: int = Field(5, ge=1, le=100)
    kind: Kind | None = None
    team: str | None = Field(None, max_length=200, description="The team that it is for")
    agent: str | None = Field(None, max_length=200, description="The agent that it is for")
    locale: str | None = Field(
        None, max_length=35, description="Of language variants, the one for this locale"
    )


class SearchOut(BaseModel):
    """Matches, best first, and the probability that the first one answers."""

    confidence: float
    matches: list[MatchOut]

    @classmethod
    def of(cls, found: Matches) -> SearchOut:
        """Matches of the domain."""
        return cls(
            confidence=round(found.confidence, 4), matches=[MatchOut.of(one) for one in found]
        )


@router.post(
    "/v1/search", summary="Search the library", responses=problems(401, 403, 413, 422, 429, 503)
)
async def search(
    body: SearchIn, caller: AnyCaller, parts: ServicesDep, workers: PoolDep
) -> SearchOut:
    """The snippets that answer a query best; those of a team or agent for whoever names them."""
    scope = caller.for_whom(body.team, body.agent)

    def work() -> Matches:
        require_text(body.query)
        library = library_of(parts, caller.who)
        return library.search(body.query, body.k, body.kind, scope, body.locale)

    return SearchOut.of(await workers.run(work))
