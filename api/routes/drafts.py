"""Drafts: a message in, a reply out, and what became of it."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterator
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
    offset_counter,
)
from api.routes.body import Body
from api.routes.findings import FindingOut, SpanOut, problems
from api.routes.search import MatchOut
from assistant.errors import GeneratorUnknown
from assistant.message import (
    Draft,
    Formality,
    Length,
    Message,
    Mood,
    Options,
    Origin,
    Outcome,
    Tone,
    Turn,
    Urgency,
)
from assistant.message import Request as DraftRequest

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
    generator: str | None = None
    max_matches: int = Field(5, ge=1, le=50)


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
        """The request of the domain. Raises GeneratorUnknown."""
        if self.options.generator:
            raise GeneratorUnknown(
                f"no language model is set up as {self.options.generator!r}; "
                "leave options.generator out for a draft from the library"
            )
        return DraftRequest(
            id=self.id or "",
            message=self.message.to_message(),
            thread=tuple(Turn(turn.role, turn.text) for turn in self.thread),
            values={"customer": self.customer, "agent": self.agent, "ticket": self.ticket},
            options=Options(self.options.tone, self.options.length, self.options.max_matches),
        )


class SentenceOut(BaseModel):
    """A sentence of the draft; one that states a fact names its sources."""

    text: str
    span: SpanOut
    origin: Origin
    sources: list[str]


class AskOut(BaseModel):
    """An ask, and the numbers of the sentences that answer it."""

    text: str
    answered: bool
    sentences: list[int]


class UnderstandingOut(BaseModel):
    """What the message says and how."""

    mood: Mood
    intensity: float
    urgency: Urgency
    formality: Formality
    locale: str
    customer_name: str | None


class SlotOut(BaseModel):
    """A fact that only the agent has; a text with a slot is not ready to send."""

    name: str
    span: SpanOut


class DraftOut(BaseModel):
    """The proposed reply."""

    id: str
    outcome: Outcome
    confidence: float
    text: str
    sentences: list[SentenceOut]
    asks: list[AskOut]
    matches: list[MatchOut]
    understanding: UnderstandingOut
    slots: list[SlotOut]
    findings: list[FindingOut]
    notes: list[str]
    timings_ms: dict[str, float]

    @classmethod
    def of(cls, draft: Draft, offsets: str = "codepoints") -> DraftOut:
        """A draft of the domain, its spans in the unit asked for."""
        count = offset_counter(draft.text, offsets)
        understood = draft.understanding
        return cls(
            id=draft.id,
            outcome=draft.outcome,
            confidence=draft.confidence,
            text=draft.text,
            sentences=_sentences(draft, count),
            asks=[
                AskOut(text=ask.text, answered=ask.answered, sentences=list(ask.sentences))
                for ask in draft.asks
            ],
            matches=[MatchOut.of(match) for match in draft.matches],
            understanding=UnderstandingOut(
                mood=understood.mood,
                intensity=understood.intensity,
                urgency=understood.urgency,
                formality=understood.formality,
                locale=understood.locale,
                customer_name=understood.customer_name,
            ),
            slots=[
                SlotOut(name=slot.name, span=SpanOut.of(slot.span, count)) for slot in draft.slots
            ],
            findings=[FindingOut.of(finding, count) for finding in draft.findings],
            notes=list(draft.notes),
            timings_ms=dict(draft.timings_ms),
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

    `Accept: text/event-stream` answers with an event a sentence and the draft at the end.
    """

    def work() -> Draft:
        return parts.assistant.draft(body.to_request(), library_of(parts, who))

    draft = await workers.run(work)
    metrics = request.app.state.metrics
    metrics.observe_steps(dict(draft.timings_ms))
    metrics.drafts.labels(draft.outcome).inc()
    shown = DraftOut.of(draft, offsets)
    if "text/event-stream" in accept:
        return StreamingResponse(_events(shown), media_type="text/event-stream")
    return Response(shown.model_dump_json(), media_type="application/json")


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


def _sentences(draft: Draft, count: Callable[[int], int]) -> list[SentenceOut]:
    return [
        SentenceOut(
            text=sentence.text,
            span=SpanOut.of(sentence.span, count),
            origin=sentence.origin,
            sources=list(sentence.sources),
        )
        for sentence in draft.sentences
    ]


def _events(draft: DraftOut) -> Iterator[str]:
    for sentence in draft.sentences:
        yield _event("sentence", sentence.model_dump())
    yield _event("draft", draft.model_dump())


def _event(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
