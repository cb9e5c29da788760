"""What agents say of findings: "not here", and whether they heeded them."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from api.deps import Plugin, PoolDep, ServicesDep, library_of
from api.routes.body import Body
from api.routes.findings import problems

router = APIRouter(tags=["feedback"])

MOST_EVENTS = 1_000


class IgnoreIn(Body):
    """A finding that is not to be shown again where its sentence reads so."""

    rule: str = Field(max_length=120)
    text: str = Field(min_length=1, max_length=100_000, description="The words flagged")
    context: str = Field(max_length=100_000, description="The sentence that they stand in")
    locale: str = Field("en", max_length=35)


class IgnoredOut(BaseModel):
    """The mark under which it is kept; nothing of the text is."""

    id: str


class DismissalIn(Body):
    """What became of one finding."""

    rule: str = Field(max_length=120)
    action: Literal["shown", "applied", "dismissed"]


class DismissalsIn(Body):
    """What became of several findings."""

    events: list[DismissalIn] = Field(min_length=1, max_length=MOST_EVENTS)


@router.post(
    "/v1/checks/ignored",
    summary="Ignore a finding here",
    status_code=201,
    responses=problems(401, 403, 413, 422, 429, 503),
)
async def ignore(body: IgnoreIn, who: Plugin, parts: ServicesDep, workers: PoolDep) -> IgnoredOut:
    """Leave it out of later checks wherever this sentence comes, numbers aside."""

    def work() -> str:
        profiles = library_of(parts, who).profiles
        return profiles.ignore(body.rule, body.text, body.context, body.locale)

    return IgnoredOut(id=await workers.run(work))


@router.delete(
    "/v1/checks/ignored/{mark}",
    summary="Show a finding again",
    status_code=204,
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def heed(mark: str, who: Plugin, parts: ServicesDep, workers: PoolDep) -> Response:
    """Take back that a finding is ignored, by the id that ignoring it gave."""
    await workers.run(lambda: library_of(parts, who).profiles.heed(mark))
    return Response(status_code=204)


@router.post(
    "/v1/checks/dismissals",
    summary="Tell what became of findings",
    status_code=204,
    responses=problems(401, 403, 413, 422, 429, 503),
)
async def record(
    body: DismissalIn | DismissalsIn, who: Plugin, parts: ServicesDep, workers: PoolDep
) -> Response:
    """Count it, one or a batch; a rule that most dismiss steps down (see /v1/rules/stats)."""
    one_by_one = body.events if isinstance(body, DismissalsIn) else [body]
    events = [(one.rule, one.action) for one in one_by_one]
    await workers.run(lambda: library_of(parts, who).profiles.record(events, parts.rules))
    return Response(status_code=204)
