"""The routes of OpenAI's protocol, each with and without `/v1`: desks disagree about it."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from api.compat.openai.answer import chunks, whole
from api.compat.openai.chat import MODEL, ChatIn
from api.compat.openai.failures import ModelAbsent, OpenAIRoute, failures
from api.compat.openai.serving import Served, serve
from api.deps import Plugin, PoolDep, ServicesDep, library_of

router = APIRouter(tags=["OpenAI"], route_class=OpenAIRoute)
_MODEL = {"id": MODEL, "object": "model", "created": 0, "owned_by": "tactful"}


@router.get("/v1/models", summary="Models, as OpenAI lists them", responses=failures(401, 403, 429))
@router.get("/models", summary="The same without /v1", responses=failures(401, 403, 429))
async def models(_: Plugin) -> dict[str, Any]:
    """The one model: drafting from the library."""
    return {"object": "list", "data": [_MODEL]}


@router.get("/v1/models/{model}", summary="One model", responses=failures(401, 403, 404, 429))
@router.get(
    "/models/{model}", summary="The same without /v1", responses=failures(401, 403, 404, 429)
)
async def model(model: str, _: Plugin) -> dict[str, Any]:
    """What is listed under a name."""
    if model != MODEL:
        raise ModelAbsent(f"there is no model {model!r} here; {MODEL!r} is the one there is")
    return _MODEL


@router.post(
    "/v1/chat/completions",
    summary="Draft a reply or rewrite one, as OpenAI completes a chat",
    responses=failures(400, 401, 403, 413, 429, 503),
)
@router.post(
    "/chat/completions",
    summary="The same without /v1",
    responses=failures(400, 401, 403, 413, 429, 503),
)
async def complete(
    body: ChatIn, request: Request, who: Plugin, parts: ServicesDep, workers: PoolDep
) -> Response:
    """The last message of the user is answered from the library, or rewritten by the checker.

    Which of the two a prompt tells ("make the following reply friendlier"); any model name will
    do, and `tactful` holds the draft with its sources, or notes on what was left undone.
    """

    def work() -> Served:
        return serve(body, parts.assistant, library_of(parts, who))

    served = await workers.run(work)
    if served.draft:
        metrics = request.app.state.metrics
        metrics.observe_steps(dict(served.draft.timings_ms))
        metrics.drafts.labels(served.draft.outcome).inc()
    name = body.model or MODEL
    if body.stream:
        return StreamingResponse(chunks(served, body, name), media_type="text/event-stream")
    answer = whole(served, body, name)
    return Response(json.dumps(answer, ensure_ascii=False), media_type="application/json")
