"""Is it alive, is it ready, how is it doing."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from api.deps import Administrator
from api.routes.findings import problems

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """One word."""

    status: str


@router.get("/healthz", summary="Is the process alive?")
async def healthz() -> Health:
    """Always "ok" while the process answers."""
    return Health(status="ok")


@router.get("/readyz", summary="Is it ready for work?", responses={503: {"model": Health}})
async def readyz(request: Request, response: Response) -> Health:
    """ "ready" once models, rules and index are loaded; until then 503."""
    warmth = request.app.state.warmth
    if warmth.failure:
        response.status_code = 503
        return Health(status=warmth.failure)
    response.status_code = 200 if warmth.ready else 503
    return Health(status="ready" if warmth.ready else "warming up")


@router.get("/metrics", summary="Prometheus metrics", responses=problems(401, 403, 429))
async def metrics(request: Request, _: Administrator) -> Response:
    """Counters and latencies; never a text."""
    state = request.app.state
    state.metrics.working.set(state.pool.taken)
    return Response(generate_latest(state.metrics.registry), media_type=CONTENT_TYPE_LATEST)
