"""What is wrong with the library, over HTTP: for leads."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from api.deps import Lead, PoolDep, ServicesDep, library_of
from api.health import options
from api.routes.findings import SpanOut, problems
from snippets.curation.finding import Evidence, HealthFinding, Sort
from snippets.curation.health import health, untold
from snippets.errors import FindingNotFound

router = APIRouter(tags=["health"])


class EvidenceOut(BaseModel):
    """A sentence of a snippet, or a message of its; spans are in the body, in code points."""

    snippet_id: str
    text: str
    span: SpanOut | None = Field(description="Its place in the body; null for anything else")
    marks: list[SpanOut] = Field(description="The parts that differ or matter")

    @classmethod
    def of(cls, said: Evidence) -> EvidenceOut:
        """Evidence of the domain."""
        return cls(
            snippet_id=said.snippet_id,
            text=said.text,
            span=SpanOut.of(said.span, int) if said.span else None,
            marks=[SpanOut.of(mark, int) for mark in said.marks],
        )


class HealthFindingOut(BaseModel):
    """One thing to look at, with the evidence side by side."""

    key: str = Field(description="The same as long as the finding is")
    kind: Sort
    snippet_ids: list[str]
    evidence: list[EvidenceOut]
    score: float = Field(description="From 0 to 1: how grave and how sure")
    message: str
    remedy: str
    dismissed: bool = Field(description="Called no problem, with the texts as they are now")

    @classmethod
    def of(cls, found: HealthFinding) -> HealthFindingOut:
        """A finding of the domain."""
        return cls(
            key=found.key,
            kind=found.kind,
            snippet_ids=list(found.snippet_ids),
            evidence=[EvidenceOut.of(said) for said in found.evidence],
            score=found.score,
            message=found.message,
            remedy=found.remedy,
            dismissed=found.dismissed,
        )


class HealthOut(BaseModel):
    """Findings, the worst first."""

    findings: list[HealthFindingOut]
    total: int
    note: str = Field(description="What can't be told yet, for want of data")


@router.get(
    "/v1/health/findings",
    summary="What is wrong with the library",
    responses=problems(401, 403, 422, 429, 503),
)
async def list_findings(
    who: Lead,
    parts: ServicesDep,
    workers: PoolDep,
    kind: Annotated[list[Sort] | None, Query(description="Only these kinds")] = None,
    dismissed: Annotated[bool, Query(description="Those that were dismissed, too")] = False,
) -> HealthOut:
    """Duplicates, contradictions and what has gone stale; no address is ever asked here."""

    def look() -> HealthOut:
        library = library_of(parts, who)
        chosen = options(parts, library, [*(kind or ())], with_dismissed=dismissed)
        found = [HealthFindingOut.of(one) for one in health(library, chosen)]
        return HealthOut(findings=found, total=len(found), note=untold(library))

    return await workers.run(look)


@router.post(
    "/v1/health/findings/{key}/dismissal",
    summary="Call a finding no problem",
    status_code=204,
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def dismiss_finding(key: str, who: Lead, parts: ServicesDep, workers: PoolDep) -> Response:
    """It is not shown any more, until one of the texts changes."""

    def dismiss() -> None:
        library = library_of(parts, who)
        chosen = options(parts, library, with_dismissed=True)
        found = next((one for one in health(library, chosen) if one.key == key), None)
        if found is None:
            raise FindingNotFound(f"no finding has the key {key!r}; list them anew")
        library.curation.dismiss(key, found.content, who.name)

    await workers.run(dismiss)
    return Response(status_code=204)


@router.delete(
    "/v1/health/findings/{key}/dismissal",
    summary="Take a dismissal back",
    status_code=204,
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def restore_finding(key: str, who: Lead, parts: ServicesDep, workers: PoolDep) -> Response:
    """The finding is shown again."""

    def restore() -> None:
        if not library_of(parts, who).curation.restore(key):
            raise FindingNotFound(f"no dismissed finding has the key {key!r}")

    await workers.run(restore)
    return Response(status_code=204)
