"""Proposals of new snippets over HTTP."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from urllib.parse import quote

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from api.deps import Agent, Lead, PoolDep, ServicesDep, library_of, may
from api.routes.body import Body
from api.routes.findings import problems
from api.routes.snippet_fields import SnippetOut
from snippets.proposals.proposing import Proposal, State
from snippets.store.access import Role
from snippets.versions import Current, Signed

router = APIRouter(tags=["proposals"])


class ProposalOut(BaseModel):
    """A text that agents write again and again, and messages that it answered."""

    id: str
    state: State
    title: str
    body: str = Field(description="Markdown; a slot stands for a private detail")
    examples: list[str] = Field(description="The messages, their private details masked")
    count: int = Field(description="How many conversations had it")
    lately: int = Field(description="How many of them in the last 90 days of the history")
    agents: int = Field(description="How many agents wrote it; 0 where that is not known")
    first_seen: date | None
    last_seen: date | None
    decided_at: datetime | None
    snippet_id: str | None = Field(description="The snippet that an accepted one became")

    @classmethod
    def of(cls, proposal: Proposal) -> ProposalOut:
        """A proposal of the domain."""
        return cls(**asdict(proposal))


class ProposalsOut(BaseModel):
    """Proposals, the most used lately first."""

    proposals: list[ProposalOut]
    total: int
    may_decide: bool = Field(description="Whether the caller may accept and reject")


class AcceptIn(Body):
    """What to change in a proposal before it becomes a snippet."""

    title: str | None = None
    body: str | None = None
    id: str | None = Field(None, description="The id of the snippet; else made from the title")


@router.get("/v1/proposals", summary="List proposals", responses=problems(401, 403, 422, 429, 503))
async def list_proposals(
    who: Agent, parts: ServicesDep, workers: PoolDep, state: State = "open"
) -> ProposalsOut:
    """All proposals in one state."""
    found = await workers.run(lambda: library_of(parts, who).proposals.all(state))
    return ProposalsOut(
        proposals=[ProposalOut.of(one) for one in found],
        total=len(found),
        may_decide=may(who, Role.LEAD),
    )


@router.get(
    "/v1/proposals/{proposal_id}",
    summary="Read a proposal",
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def get_proposal(
    proposal_id: str, who: Agent, parts: ServicesDep, workers: PoolDep
) -> ProposalOut:
    """One proposal, whatever its state."""
    return ProposalOut.of(
        await workers.run(lambda: library_of(parts, who).proposals.get(proposal_id))
    )


@router.post(
    "/v1/proposals/{proposal_id}/accept",
    summary="Accept a proposal",
    status_code=201,
    responses=problems(401, 403, 404, 409, 413, 422, 429, 503),
)
async def accept_proposal(
    proposal_id: str,
    who: Lead,
    parts: ServicesDep,
    workers: PoolDep,
    response: Response,
    body: AcceptIn | None = None,
) -> SnippetOut:
    """Make it a reply of the library, with its examples; search finds it from now on."""
    chosen = body or AcceptIn()

    def work() -> Current:
        library = library_of(parts, who)
        accepted = library.proposals.accept(
            proposal_id, chosen.title, chosen.body, chosen.id, Signed(who.name)
        )
        return library.current(accepted.id)

    kept = await workers.run(work)
    response.headers["Location"] = f"/v1/snippets/{quote(kept.snippet.id)}"
    return SnippetOut.of(kept)


@router.post(
    "/v1/proposals/{proposal_id}/reject",
    summary="Reject a proposal",
    status_code=204,
    responses=problems(401, 403, 404, 409, 422, 429, 503),
)
async def reject_proposal(
    proposal_id: str, who: Lead, parts: ServicesDep, workers: PoolDep
) -> Response:
    """Keep it out of the library; it is not proposed again."""
    await workers.run(lambda: library_of(parts, who).proposals.reject(proposal_id))
    return Response(status_code=204)
