"""OpenAI's chat protocol: the last message of the user is drafted a reply to.

Help desks that take a custom OpenAI endpoint get replies from the library this way. The
draft's own object stands beside the choices as `tactful`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any, Literal

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from api.deps import Plugin, PoolDep, ServicesDep, library_of
from api.errors import InvalidRequest
from api.routes.body import Body
from api.routes.drafts import DraftOut
from api.routes.findings import problems
from assistant.message import Draft, Message, Request, Turn

router = APIRouter(tags=["OpenAI"])
MODEL = "tactful"
_ROLES: dict[str, Literal["customer", "agent"]] = {"user": "customer", "assistant": "agent"}


class PartIn(BaseModel):
    """A part of a message's content; only text is read."""

    type: str
    text: str = ""


class ChatMessageIn(BaseModel):
    """A message of the chat."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[PartIn] | None = None

    @property
    def text(self) -> str:
        """What it says."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class ChatIn(Body):
    """A chat to go on with."""

    model: str = MODEL
    messages: list[ChatMessageIn] = Field(min_length=1, max_length=500)
    stream: bool = False

    def to_request(self) -> Request:
        """The last message of the user, and what came before it as the thread."""
        last = max(
            (at for at, message in enumerate(self.messages) if message.role == "user"), default=-1
        )
        if last < 0:
            raise InvalidRequest("messages: none of them has the role user")
        thread = [
            Turn(_ROLES[message.role], message.text)
            for message in self.messages[:last]
            if message.role in _ROLES
        ]
        return Request(Message(self.messages[last].text), thread=tuple(thread))


@router.get("/v1/models", summary="Models, as OpenAI lists them", responses=problems(401, 403, 429))
@router.get("/models", summary="The same without /v1", responses=problems(401, 403, 429))
async def models(_: Plugin) -> dict[str, Any]:
    """The one model: drafting from the library."""
    model = {"id": MODEL, "object": "model", "created": 0, "owned_by": "tactful"}
    return {"object": "list", "data": [model]}


@router.post(
    "/v1/chat/completions",
    summary="Draft a reply, as OpenAI completes a chat",
    responses=problems(401, 403, 413, 422, 429, 503),
)
@router.post(
    "/chat/completions",
    summary="The same without /v1",
    responses=problems(401, 403, 413, 422, 429, 503),
)
async def complete(body: ChatIn, who: Plugin, parts: ServicesDep, workers: PoolDep) -> Response:
    """A draft as the assistant's message."""

    def work() -> Draft:
        return parts.assistant.draft(body.to_request(), library_of(parts, who))

    draft = await workers.run(work)
    if body.stream:
        return StreamingResponse(_chunks(draft, body.model), media_type="text/event-stream")
    answer = _envelope(draft, body.model, "chat.completion") | {
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": draft.text},
                "finish_reason": "stop",
            }
        ],
        "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
        "tactful": DraftOut.of(draft).model_dump(mode="json"),
    }
    return Response(json.dumps(answer, ensure_ascii=False), media_type="application/json")


def _envelope(draft: Draft, model: str, kind: str) -> dict[str, Any]:
    created = int(time.time())
    return {"id": f"chatcmpl-{draft.id}", "object": kind, "created": created, "model": model}


def _chunks(draft: Draft, model: str) -> Iterator[str]:
    """The text in pieces that end where sentences end."""
    ends = [sentence.span.end for sentence in draft.sentences][:-1]
    starts = [0, *ends]
    pieces = [draft.text[a:b] for a, b in zip(starts, [*ends, len(draft.text)], strict=True)]
    deltas: list[dict[str, str]] = [{"role": "assistant", "content": ""}]
    deltas += [{"content": piece} for piece in pieces]
    envelope = _envelope(draft, model, "chat.completion.chunk")
    for delta in deltas:
        yield _event(envelope | {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
    yield _event(envelope | {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    yield "data: [DONE]\n\n"


def _event(data: dict[str, Any]) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"
