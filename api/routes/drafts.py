"""Drafts: a message in, a reply out, and what became of it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any, Literal

import structlog
from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.deps import (
    Offsets,
    Plugin,
    PoolDep,
    ServicesDep,
    library_of,
)
from api.errors import problem, status_of, unexpected
from api.routes.body import Body
from api.routes.drafted import DraftOut
from api.routes.findings import problems
from api.scopes import AnyCaller
from api.streaming import Telling, ToldResponse
from api.wiring import Services
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
from assistant.recounting import recount
from snippets.library import Library
from snippets.profiles import DEFAULT_PROFILE
from snippets.scope import Scope

router = APIRouter(tags=["drafts"])
_log = structlog.get_logger()


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
    profile: str | None = Field(
        None, max_length=200, description="The team's profile that the draft is checked by"
    )
    max_matches: int = Field(5, ge=1, le=50)
    alternatives: int = Field(
        0, ge=0, le=2, description="Other drafts that are wanted beside it, at most 2"
    )


class DraftIn(Body):
    """A message to answer, with what is known around it."""

    id: str | None = Field(None, max_length=200)
    message: MessageIn
    thread: list[TurnIn] = Field(default_factory=list, max_length=200)
    customer: dict[str, Any] = Field(default_factory=dict)
    agent: dict[str, Any] = Field(default_factory=dict)
    ticket: dict[str, Any] = Field(default_factory=dict)
    team: str | None = Field(None, max_length=200, description="The team that the draft is for")
    options: OptionsIn = Field(default_factory=OptionsIn)

    @property
    def agent_id(self) -> str | None:
        """Whose private snippets the draft may be made from: `agent.id`."""
        named = self.agent.get("id")
        return str(named) if isinstance(named, str | int) else None

    def to_request(self, scope: Scope | None = None) -> DraftRequest:
        """The request of the domain, for whom it says unless told otherwise."""
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
                options.profile or DEFAULT_PROFILE,
            ),
            scope=scope or Scope(self.team, self.agent_id),
        )


class OutcomeIn(Body):
    """What became of a draft."""

    action: Literal["sent", "edited", "discarded"]
    final_text: str | None = Field(
        None, max_length=200_000, description="What was sent; tells the changes of an edited draft"
    )
    draft_text: str | None = Field(
        None, max_length=200_000, description="The draft, where the service may have forgotten it"
    )


@router.post(
    "/v1/drafts",
    summary="Draft a reply",
    responses={
        200: {"model": DraftOut, "content": {"text/event-stream": {"schema": {"type": "string"}}}},
        **problems(401, 403, 404, 413, 422, 429, 503),
    },
)
async def create_draft(
    body: DraftIn,
    request: Request,
    caller: AnyCaller,
    parts: ServicesDep,
    workers: PoolDep,
    offsets: Offsets = "codepoints",
    accept: Annotated[str, Header(include_in_schema=False)] = "",
) -> Response:
    """Draft a reply to a message from the library.

    `Accept: text/event-stream` answers with an event a sentence and the draft at the end. While
    a language model writes, there are events named `writing` before: `{"text"}` of a sentence
    that is supported so far. Only the draft counts. What goes wrong after that is told by an
    event named `error`, with the problem.
    """

    wanted = body.to_request(caller.for_whom(body.team, body.agent_id))

    def work(told: Told | None = None) -> Draft:
        return parts.assistant.draft(wanted, library_of(parts, caller.who), told)

    def shown(draft: Draft) -> DraftOut:
        metrics = request.app.state.metrics
        metrics.observe_steps(dict(draft.timings_ms))
        metrics.drafts.labels(draft.outcome).inc()
        return DraftOut.of(draft, offsets)

    if "text/event-stream" in accept:
        telling = Telling(workers, work)
        await telling.begun()
        return ToldResponse(telling, _events(telling, shown, request.state.id))
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
    """Note that a draft, or an alternative to it, was sent, edited or discarded.

    Of an edited draft what was changed is kept, sentence by sentence, with private details
    masked; of the texts as they are, nothing. `draft_text` is needed only where the service was
    started anew since the draft.
    """

    def work() -> None:
        library = library_of(parts, who)
        library.record_use(draft_id, body.action, body.final_text, body.draft_text, who.name)
        if body.final_text and body.action != "discarded":
            _recount(parts, library, draft_id, body.final_text)

    await workers.run(work)
    return Response(status_code=204)


def _recount(parts: Services, library: Library, draft_id: str, final: str) -> None:
    """Count what the checkers find in what was sent; where they fail, it is just not counted."""
    try:
        recount(library, parts.checkers, draft_id, final)
    except Exception as error:
        _log.warning("not_counted", error=type(error).__name__)


async def _events(
    telling: Telling[Draft], shown: Callable[[Draft], DraftOut], request_id: str
) -> AsyncIterator[str]:
    try:
        async for text in telling.told():
            yield _event("writing", {"text": text})
        draft = shown(await telling.result())
    except Exception as error:
        yield _event("error", _problem(request_id, error))
        return
    for sentence in draft.sentences:
        yield _event("sentence", sentence.model_dump())
    yield _event("draft", draft.model_dump())


def _problem(request_id: str, error: Exception) -> Any:
    """The problem that an error would have been answered with, had nothing been sent yet."""
    status, code = status_of(error)
    if code == "internal":
        answer = unexpected(request_id, error)
    else:
        _log.error("failed", code=code, request_id=request_id, error=type(error).__name__)
        answer = problem(request_id, status, code, str(error))
    return json.loads(bytes(answer.body))


def _event(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
