"""Checks: a reply in, findings and a better text out."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from api.deps import Offsets, Plugin, PoolDep, ServicesDep, library_of, offset_counter
from api.routes.body import Body
from api.routes.drafts import MessageIn, TurnIn
from api.routes.findings import Count, FindingOut, SpanOut, problems
from assistant.conversation.conversed import CheckedAsk, Strength
from assistant.message import Message
from assistant.pipeline import Checked
from assistant.score import Part
from models.checks.grammar import known
from models.checks.language import resolved
from models.protocols import CheckContext
from snippets.profiles import DEFAULT_PROFILE

router = APIRouter(tags=["checks"])


class CheckIn(Body):
    """A reply to check; only `text` is required.

    `message` is what the customer wrote, as a text or as the message of a draft's request.
    `locale` is "auto" where the language is to be found out; without one it is English.
    """

    text: str
    message: str | MessageIn | None = None
    thread: list[TurnIn] = Field(default_factory=list, max_length=200)
    customer: dict[str, Any] = Field(default_factory=dict)
    channel: str | None = Field(None, max_length=50)
    locale: str | None = Field(None, max_length=35)
    profile: str | None = Field(None, max_length=200)

    def to_context(self) -> CheckContext:
        """What the checkers may know."""
        message = self._message()
        names = [value for value in self.customer.values() if isinstance(value, str)]
        return CheckContext(
            locale=resolved(self.locale, self.text),
            channel=(self.channel or message.channel).lower(),
            message=message.text,
            first_reply=not any(turn.role == "agent" for turn in self.thread) or None,
            known_words=known(names),
            subject=message.subject,
            sender_name=message.sender_name,
            sender_email=message.sender_email,
            customer=self.customer,
            thread=tuple((turn.role, turn.text) for turn in self.thread),
        )

    def _message(self) -> Message:
        """The customer's message; an empty one where none was given."""
        if isinstance(self.message, MessageIn):
            return self.message.to_message()
        return Message(self.message or "")


class CheckedAskOut(BaseModel):
    """An ask of the customer; `span` is the sentence of the reply that deals with it."""

    text: str
    answered: bool
    span: SpanOut | None

    @classmethod
    def of(cls, ask: CheckedAsk, count: Count) -> CheckedAskOut:
        """An ask of the domain, its span in the caller's unit."""
        span = SpanOut.of(ask.span, count) if ask.span else None
        return cls(text=ask.text, answered=ask.answered, span=span)


class ScorePartOut(BaseModel):
    """What one part of a reply takes from its score of 100."""

    model_config = ConfigDict(from_attributes=True)

    part: Part
    lost: int = Field(ge=0, le=100, description="Points taken, whole")
    findings: int = Field(ge=0, description="Its findings above `info`, which costs nothing")


class CheckOut(BaseModel):
    """Findings in reading order; `rewritten` has the safe fixes applied, or is null.

    `score` is 100 less what `score_parts` have lost, and never below 0: `ready` holds every
    error, `answers` coverage, `kindness` tone, `correctness` grammar and spelling. A text with
    an error has less than 50. Each further finding of a rule costs less, and so does a finding
    in a long text. What a reply does well gives no points.

    `asks` is a checklist of what the customer wants to know, `strengths` names what the
    reply does well; both are empty without a message.
    """

    ready: bool
    score: int = Field(ge=0, le=100)
    score_parts: list[ScorePartOut] = Field(description="Every part once, in a fixed order")
    findings: list[FindingOut]
    asks: list[CheckedAskOut]
    strengths: list[Strength]
    ignored: int = Field(description="Findings left out, since the team ignores them here")
    rewritten: str | None
    notes: list[str]
    timings_ms: dict[str, float]

    @classmethod
    def of(cls, text: str, checked: Checked, offsets: str = "codepoints") -> CheckOut:
        """A review of the domain, its spans in the unit asked for."""
        count = offset_counter(text, offsets)
        return cls(
            ready=checked.review.ready,
            score=checked.review.score,
            score_parts=[ScorePartOut.model_validate(one) for one in checked.review.score_parts],
            findings=[FindingOut.of(finding, count) for finding in checked.review.findings],
            asks=[CheckedAskOut.of(ask, count) for ask in checked.review.asks],
            strengths=list(checked.review.strengths),
            ignored=checked.review.ignored,
            rewritten=checked.review.rewritten,
            notes=list(checked.review.notes),
            timings_ms=checked.timings_ms,
        )


@router.post(
    "/v1/checks", summary="Check a reply", responses=problems(401, 403, 404, 413, 422, 429, 503)
)
async def check(
    body: CheckIn,
    request: Request,
    who: Plugin,
    parts: ServicesDep,
    workers: PoolDep,
    offsets: Offsets = "codepoints",
) -> CheckOut:
    """Positive language, placeholders, grammar and spelling of a reply."""

    def work() -> Checked:
        library, profile = library_of(parts, who), body.profile or DEFAULT_PROFILE
        return parts.assistant.check(body.text, body.to_context(), library, profile)

    checked = await workers.run(work)
    request.app.state.metrics.observe_steps({"check": checked.timings_ms["total"]})
    return CheckOut.of(body.text, checked, offsets)
