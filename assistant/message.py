"""What goes in and what comes out: messages, what they mean, drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from models.text import Finding, Span
from snippets.profiles import DEFAULT_PROFILE
from snippets.scope import EVERYONE, Scope
from snippets.snippet import Match

Mood = Literal["angry", "frustrated", "worried", "confused", "neutral", "pleased"]
Urgency = Literal["low", "normal", "high"]
Formality = Literal["formal", "neutral", "casual"]
Tone = Literal["friendly", "neutral", "formal"]
Length = Literal["short", "normal", "full"]
Origin = Literal["snippet", "courtesy", "generated", "slot"]
Outcome = Literal["drafted", "needs_agent"]

MOST_CHARACTERS = 100_000
"""The longest message or reply that is worked on."""


@dataclass(frozen=True, slots=True)
class Message:
    """What the customer wrote; `text` may be plain or HTML."""

    text: str
    subject: str = ""
    sender_name: str = ""
    sender_email: str = ""
    channel: str = "email"
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier message of the conversation."""

    role: Literal["customer", "agent"]
    text: str


@dataclass(frozen=True, slots=True)
class Options:
    """How the draft should be; `generator` names a language model, None means the setting's.

    `alternatives` is how many other drafts are wanted beside it; `profile` names the team's
    profile that the draft is checked by.
    """

    tone: Tone = "friendly"
    length: Length = "normal"
    max_matches: int = 5
    generator: str | None = None
    alternatives: int = 0
    profile: str = DEFAULT_PROFILE


@dataclass(frozen=True, slots=True)
class Request:
    """A message to answer, with what is known around it.

    `values` holds the placeholders' values: customer, agent and ticket, nested; `scope` says
    for which team and agent it is.
    """

    message: Message
    id: str = ""
    thread: tuple[Turn, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    options: Options = Options()
    scope: Scope = EVERYONE


@dataclass(frozen=True, slots=True)
class Ask:
    """One question or request: a verbatim excerpt of the message or its subject.

    `wants_answer` tells a question or request from the mere statement of a problem.
    `context` is what came before it where the ask says too little alone ("Where is it?").
    """

    text: str
    wants_answer: bool = False
    context: str = ""

    @property
    def query(self) -> str:
        """What to search for."""
        return f"{self.context} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that the customer names, as they wrote it: an order number, a date, a product."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a message says and how; `text` is the message without mark-up and quotes.

    `danger` is the kind of danger that it tells of (`reading.danger`), "" for none;
    `needs_person` is whether a person has to answer whatever the library says.
    """

    text: str
    asks: tuple[Ask, ...]
    mood: Mood = "neutral"
    intensity: float = 0.0
    urgency: Urgency = "normal"
    formality: Formality = "neutral"
    locale: str = "en"
    customer_name: str | None = None
    salutation: str | None = None
    danger: str = ""
    needs_person: bool = False
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a draft before it is put together; `separator` comes before it."""

    text: str
    origin: Origin
    sources: tuple[str, ...] = ()
    separator: str = "\n\n"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a draft; one that states a fact names its sources."""

    text: str
    span: Span
    origin: Origin
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnsweredAsk:
    """An ask, and the numbers of the sentences that answer it."""

    text: str
    answered: bool
    sentences: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A fact that only the agent has."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class OtherDraft:
    """Another reply that may be the right one, and why; what became of it is told by its id."""

    id: str
    text: str
    sentences: tuple[Sentence, ...]
    asks: tuple[AnsweredAsk, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The proposed reply."""

    id: str
    outcome: Outcome
    confidence: float
    text: str
    sentences: tuple[Sentence, ...]
    asks: tuple[AnsweredAsk, ...]
    matches: tuple[Match, ...]
    understanding: Understanding
    slots: tuple[Slot, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    timings_ms: Mapping[str, float]
    alternatives: tuple[OtherDraft, ...] = ()
