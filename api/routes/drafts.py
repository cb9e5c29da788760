"""Drafts: a message in, a reply out, and what became of it."""

from __future__ import annotations

import difflib
import json
from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from api.deps import (
    Offsets,
    Plugin,
    PoolDep,
    ServicesDep,
    library_of,
)
from api.routes.body import Body
from api.routes.drafted import DraftOut
from api.routes.findings import problems
from api.streaming import Telling
from assistant.message import (
    Draft,
    Length,
    Message,
    Options,
    Tone,
    Turn,
)
from assistant.message import Request as DraftRequest
from assistant.phrasing.writing import Told

router = APIRouter(tags=["drafts"])


class SenderIn(BaseModel):
    """Who wrote."""

    name: str | None = Field(None, max_length=500)
    email: str | None = Field(None, max_length=500)


class MessageIn(BaseModel):
    """What the customer wrote; only `text` is required."""

    model_config = ConfigDict(populate_by_name=True)

    text: str
    subject: str | None = Field(None, max_length=10_000)
    sender: SenderIn | None = Field(None, alias="from")
    channel: str | None = Field(None, max_length=50)
    locale: str | None = Field(None, max_length=35)

    def to_message(self) -> Message:
        """The message of the domain."""
        sender = self.sender or SenderIn(name=None, email=None)
        return Message(
            text=self.text,
            subject=self.subject or "",
            sender_name=sender.name or "",
            sender_email=sender.email or "",
            channel=(self.channel or "email").lower(),
            locale=self.locale,
        )


class TurnIn(BaseModel):
    """An earlier message of the conversation."""

    role: Literal["customer", "agent"]
    text: str


class OptionsIn(BaseModel):
    """How the draft should be."""

    tone: Tone = "friendly"
    length: Length = "normal"
    generator: str | None = Field(None, max_length=200)
    max_matches: int = Field(5, ge=1, le=50)
    alternatives: int = Field(0, ge=0, le=2, description="Other drafts that are wanted beside it")


class DraftIn(Body):
    """A message to answer, with what is known around it."""

    id: str | None = Field(None, max_length=200)
    message: MessageIn
    thread: list[TurnIn] = Field(default_factory=list, max_length=200)
    customer: dict[str, Any] = Field(default_factory=dict)
    agent: dict[str, Any] = Field(default_factory=dict)
    ticket: dict[str, Any] = Field(default_factory=dict)
    options: OptionsIn = Field(default_factory=OptionsIn)

    def to_request(self) -> DraftRequest:
        """The request of the domain."""
        options = self.options
        return DraftRequest(
            id=self.id or "",
            message=self.message.to_message(),
            thread=tuple(Turn(turn.role, turn.text) for turn in self.thread),
            values={"customer": self.customer, "agent": self.agent, "ticket": self.ticket},
            options=Options(
                options.tone,
                options.length,
                options.max_matches,
                options.generator or None,
                options.alternatives,
            ),
        )


class OutcomeIn(Body):
    """What became of a draft."""

    action: Literal["sent", "edited", "discarded"]
    final_text: str | None = Field(None, max_length=200_000)
    draft_text: str | None = Field(None, max_length=200_000)


@router.post(
    "/v1/drafts",
    summary="Draft a reply",
    responses={
        200: {"model": DraftOut, "content": {"text/event-stream": {"schema": {"type": "string"}}}},
        **problems(401, 403, 413, 422, 429, 503),
    },
)
async def create_draft(
    body: DraftIn,
    request: Request,
    who: Plugin,
    parts: ServicesDep,
    workers: PoolDep,
    offsets: Offsets = "codepoints",
    accept: Annotated[str, Header(include_in_schema=False)] = "",
) -> Response:
    """Draft a reply to a message from the library.

    `Accept: text/event-stream` answers with an event a sentence and the draft at the end. While
    a language model writes, there are events named `writing` before: `{"text"}` of a sentence
    that is supported so far. Only the draft counts.
    """

    def work(told: Told | None = None) -> Draft:
        return parts.assistant.draft(body.to_request(), library_of(parts, who), told)

    def shown(draft: Draft) -> DraftOut:
        metrics = request.app.state.metrics
        metrics.observe_steps(dict(draft.timings_ms))
        metrics.drafts.labels(draft.outcome).inc()
        return DraftOut.of(draft, offsets)

    if "text/event-stream" in accept:
        telling = Telling(workers, work)
        await telling.begun()
        return StreamingResponse(_events(telling, shown), media_type="text/event-stream")
    draft = await workers.run(work)
    return Response(shown(draft).model_dump_json(), media_type="application/json")


@router.post(
    "/v1/drafts/{draft_id}/outcome",
    summary="Say what became of a draft",
    status_code=204,
    responses=problems(401, 403, 404, 413, 422, 429, 503),
)
async def record_outcome(
    draft_id: str, body: OutcomeIn, who: Plugin, parts: ServicesDep, workers: PoolDep
) -> Response:
    """Note that a draft was sent, edited or discarded.

    Of the texts only their likeness is kept, and only when both are given.
    """

    def work() -> None:
        kept = _kept(body.draft_text, body.final_text)
        library_of(parts, who).record_use(draft_id, body.action, kept)

    await workers.run(work)
    return Response(status_code=204)


def _kept(drafted: str | None, final: str | None) -> float | None:
    """The share of words that draft and final text have in common, in order."""
    if drafted is None or final is None:
        return None
    matcher = difflib.SequenceMatcher(None, drafted.split()[:2_000], final.split()[:2_000], False)
    return round(matcher.ratio(), 4)


async def _events(
    telling: Telling[Draft], shown: Callable[[Draft], DraftOut]
) -> AsyncIterator[str]:
    async for text in telling.told():
        yield _event("writing", {"text": text})
    draft = shown(await telling.result())
    for sentence in draft.sentences:
        yield _event("sentence", sentence.model_dump())
    yield _event("draft", draft.model_dump())


def _event(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
