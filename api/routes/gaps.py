"""What customers ask and nothing in the library answers, over HTTP: for leads."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from api.deps import Lead, PoolDep, ServicesDep, library_of
from api.routes.body import Body
from api.routes.findings import problems
from api.routes.snippet_fields import SnippetOut
from snippets.gaps.finding import current
from snippets.gaps.gap import Gap, GapState, Trend
from snippets.versions import Current, Signed

router = APIRouter(tags=["gaps"])


class PeriodOut(BaseModel):
    """A week or a month by its first day."""

    start: date
    count: int


class GapOut(BaseModel):
    """Messages that ask the same, and that nothing in the library answered."""

    id: str = Field(description="The same as long as most of its messages are")
    state: GapState
    name: str = Field(description="A phrase that several of the messages share")
    size: int = Field(description="How many messages there are")
    trend: Trend = Field(description="The last 90 days against the 90 before")
    periods: list[PeriodOut] = Field(description="Weeks, or months of a long time, oldest first")
    typical: list[str] = Field(description="The most typical messages, private details masked")
    body: str = Field(description="A reply made of what agents sent; empty where none is known")
    written: int = Field(description="How many conversations had that text")
    decided_by: str | None
    decided_at: datetime | None
    snippet_id: str | None = Field(description="The snippet that answers an accepted one")

    @classmethod
    def of(cls, gap: Gap) -> GapOut:
        """A gap of the domain."""
        return cls(
            id=gap.id,
            state=gap.state,
            name=gap.name,
            size=gap.size,
            trend=gap.trend,
            periods=[PeriodOut(start=one.start, count=one.count) for one in gap.periods],
            typical=list(gap.typical),
            body=gap.body,
            written=gap.written,
            decided_by=gap.decided_by,
            decided_at=gap.decided_at,
            snippet_id=gap.snippet_id,
        )


class GapsOut(BaseModel):
    """Gaps, the biggest first."""

    gaps: list[GapOut]
    keeps_messages: bool = Field(description="Whether messages of new drafts are kept for this")


class GapAcceptIn(Body):
    """What to change in a gap's reply before it becomes a snippet."""

    title: str | None = None
    body: str | None = Field(None, description="The text; has to be given where none is proposed")
    id: str | None = Field(None, description="The id of the snippet; else made from the title")
    reason: str = Field("", max_length=2_000)


@router.get("/v1/gaps", summary="What nothing answers", responses=problems(401, 403, 422, 429, 503))
async def list_gaps(
    who: Lead,
    parts: ServicesDep,
    workers: PoolDep,
    state: GapState = "open",
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> GapsOut:
    """Questions that customers ask again and again, grouped anew where messages came in."""

    def work() -> GapsOut:
        library = library_of(parts, who)
        found = current(library, limit, parts.settings.min_confidence)
        if state != "open":
            found = library.gaps.all(state)[:limit]
        keeps = library.messages.keeps
        return GapsOut(gaps=[GapOut.of(one) for one in found], keeps_messages=keeps)

    return await workers.run(work)


@router.post(
    "/v1/gaps/{gap_id}/accept",
    summary="Answer a gap",
    status_code=201,
    responses=problems(401, 403, 404, 409, 413, 422, 429, 503),
)
async def accept_gap(
    gap_id: str,
    who: Lead,
    parts: ServicesDep,
    workers: PoolDep,
    response: Response,
    body: GapAcceptIn | None = None,
) -> SnippetOut:
    """Make its reply, as it is or edited, a snippet with the gap's messages as examples."""
    chosen = body or GapAcceptIn()

    def work() -> Current:
        library = library_of(parts, who)
        signed = Signed(who.name, chosen.reason)
        made = library.gaps.accept(gap_id, chosen.title, chosen.body, chosen.id, signed)
        return library.current(made.id)

    kept = await workers.run(work)
    response.headers["Location"] = f"/v1/snippets/{quote(kept.snippet.id)}"
    return SnippetOut.of(kept)


@router.post(
    "/v1/gaps/{gap_id}/dismissal",
    summary="Call a gap none",
    status_code=204,
    responses=problems(401, 403, 404, 409, 422, 429, 503),
)
async def dismiss_gap(gap_id: str, who: Lead, parts: ServicesDep, workers: PoolDep) -> Response:
    """It is not shown any more, unless it grows much."""
    await workers.run(lambda: library_of(parts, who).gaps.dismiss(gap_id, who.name))
    return Response(status_code=204)


@router.delete(
    "/v1/gaps/{gap_id}/dismissal",
    summary="Take a gap's dismissal back",
    status_code=204,
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def restore_gap(gap_id: str, who: Lead, parts: ServicesDep, workers: PoolDep) -> Response:
    """The gap is shown again."""
    await workers.run(lambda: library_of(parts, who).gaps.restore(gap_id))
    return Response(status_code=204)
