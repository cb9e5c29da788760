"""Proposals of agents over HTTP: what waits for a lead, and how it gets there."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.deps import PoolDep, ServicesDep, library_of
from api.errors import Forbidden
from api.routes.findings import problems
from api.routes.snippet_fields import SnippetIn
from api.routes.snippets import present
from api.routes.versioned import VersionOut, WholeVersionOut
from api.scopes import AgentCaller, Caller, IfMatch, version_of
from snippets.errors import SnippetNotFound
from snippets.learning.agreed import Agreement
from snippets.library import Library
from snippets.snippet import Snippet
from snippets.versions import Version

router = APIRouter(tags=["versions"])


class AgreementOut(BaseModel):
    """What several agents changed in drafts the same way."""

    before: str = Field(description="The snippet's sentence; empty for what they add")
    after: str = Field(description="What they write most; empty for what they leave out")
    edits: int
    agents: int
    since: datetime
    wordings: list[str] = Field(description="Everything that they wrote in its place")

    @classmethod
    def of(cls, one: Agreement) -> AgreementOut:
        """An agreement of the domain."""
        return cls(**asdict(one))


class ReviewOut(VersionOut):
    """A proposed version."""

    is_new: bool = Field(description="Whether the snippet was never in use")
    in_use: int | None = Field(description="The version in use, to compare with; null if none")
    outdated: bool = Field(description="Whether the snippet has changed since it was proposed")
    evidence: AgreementOut | None = Field(
        description="The edits that it was made from; null where somebody wrote it"
    )


class ReviewsOut(BaseModel):
    """What waits for a decision, the oldest first."""

    reviews: list[ReviewOut]
    total: int
    may_decide: bool


class ProposeIn(SnippetIn):
    """A new snippet, or an existing one (`id`) as it should be."""

    status: Literal["draft", "proposed"] = "proposed"


@router.get("/v1/reviews", summary="What waits for approval", responses=problems(401, 403, 429))
async def list_reviews(caller: AgentCaller, parts: ServicesDep, workers: PoolDep) -> ReviewsOut:
    """The proposed versions that the caller may see."""

    def work() -> list[ReviewOut]:
        library = library_of(parts, caller.who)
        return [_review(library, one) for one in library.review.queue(caller.scope)]

    found = await workers.run(work)
    return ReviewsOut(reviews=found, total=len(found), may_decide=caller.leads)


@router.post(
    "/v1/reviews",
    summary="Propose a snippet",
    status_code=201,
    responses=problems(401, 403, 404, 409, 413, 422, 429, 503),
)
async def propose(
    body: ProposeIn,
    caller: AgentCaller,
    parts: ServicesDep,
    workers: PoolDep,
    if_match: IfMatch = "",
) -> WholeVersionOut:
    """Propose a new snippet or a change; what is in use stays so until a lead approves.

    With status `draft` it is kept, but waits for nobody yet.
    """
    started_from = version_of(if_match, body.version)

    def work() -> Version:
        library = library_of(parts, caller.who)
        there = present(library, caller, body.id) if body.id else None
        snippet = body.to_snippet(None, there)
        require_proposable(library, caller, snippet, there)
        signed = caller.signed(body.reason)
        return library.review.propose(snippet, signed, started_from, body.status)

    return WholeVersionOut.of(await workers.run(work))


def require_proposable(
    library: Library, caller: Caller, snippet: Snippet, there: Snippet | None
) -> None:
    """Nobody proposes into another's shelf, or in the place of another's open proposal.

    Raises Forbidden.
    """
    own = caller.scope.agent
    if snippet.owner not in (None, own) or (there and not there.owner and snippet.owner):
        raise Forbidden("owner: a proposal is for all, or for yourself; leave it out")
    if there is None or caller.leads or there.status in ("approved", "archived"):
        return
    last = library.review.version(there.id, library.current(there.id).version)
    if caller.name != last.author and (own is None or there.owner != own):
        raise Forbidden(f"{there.id!r} is a colleague's proposal; propose under another id")


def _review(library: Library, one: Version) -> ReviewOut:
    known = library.agreements.of(one.snippet.id).get(one.number)
    evidence = AgreementOut.of(known) if known else None
    fields = VersionOut.of(one).model_dump() | {"evidence": evidence}
    try:
        now = library.current(one.snippet.id)
    except SnippetNotFound:
        return ReviewOut(**fields, is_new=False, in_use=None, outdated=True)
    return ReviewOut(
        **fields,
        is_new=one.current,
        in_use=None if one.current else now.version,
        outdated=not one.current and now.version != one.based_on,
    )
