"""Drafts as the API shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pydantic import BaseModel, Field

from api.deps import offset_counter
from api.routes.findings import FindingOut, SpanOut
from api.routes.search import MatchOut
from assistant.message import (
    AnsweredAsk,
    Draft,
    Formality,
    Mood,
    Origin,
    OtherDraft,
    Outcome,
    Sentence,
    Urgency,
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


class EntityOut(BaseModel):
    """Something that the customer names, as they wrote it."""

    kind: str
    text: str


class UnderstandingOut(BaseModel):
    """What the message says and how."""

    mood: Mood
    intensity: float
    urgency: Urgency
    formality: Formality
    locale: str
    customer_name: str | None
    danger: str | None
    entities: list[EntityOut]


class SlotOut(BaseModel):
    """A fact that only the agent has; a text with a slot is not ready to send."""

    name: str
    span: SpanOut


class OtherDraftOut(BaseModel):
    """Another reply that may be the right one, and why; its outcome is told by its own id."""

    id: str
    text: str
    sentences: list[SentenceOut]
    asks: list[AskOut]
    why: str


class DraftOut(BaseModel):
    """The proposed reply; `alternatives` are there where `options.alternatives` wants some."""

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
    alternatives: list[OtherDraftOut] = Field(default_factory=list)

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
            sentences=_sentences(draft.sentences, count),
            asks=_asks(draft.asks),
            matches=[MatchOut.of(match) for match in draft.matches],
            understanding=UnderstandingOut(
                mood=understood.mood,
                intensity=understood.intensity,
                urgency=understood.urgency,
                formality=understood.formality,
                locale=understood.locale,
                customer_name=understood.customer_name,
                danger=understood.danger or None,
                entities=[EntityOut(kind=one.kind, text=one.text) for one in understood.entities],
            ),
            slots=[
                SlotOut(name=slot.name, span=SpanOut.of(slot.span, count)) for slot in draft.slots
            ],
            findings=[FindingOut.of(finding, count) for finding in draft.findings],
            notes=list(draft.notes),
            timings_ms=dict(draft.timings_ms),
            alternatives=[_other(one, offsets) for one in draft.alternatives],
        )


def _other(draft: OtherDraft, offsets: str) -> OtherDraftOut:
    count = offset_counter(draft.text, offsets)
    return OtherDraftOut(
        id=draft.id,
        text=draft.text,
        sentences=_sentences(draft.sentences, count),
        asks=_asks(draft.asks),
        why=draft.why,
    )


def _asks(asks: Iterable[AnsweredAsk]) -> list[AskOut]:
    return [
        AskOut(text=ask.text, answered=ask.answered, sentences=list(ask.sentences)) for ask in asks
    ]


def _sentences(sentences: Iterable[Sentence], count: Callable[[int], int]) -> list[SentenceOut]:
    return [
        SentenceOut(
            text=sentence.text,
            span=SpanOut.of(sentence.span, count),
            origin=sentence.origin,
            sources=list(sentence.sources),
        )
        for sentence in sentences
    ]
