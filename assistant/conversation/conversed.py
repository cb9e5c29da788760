"""What reading a reply against its conversation brings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from models.text import Finding, Span


class Strength(StrEnum):
    """What a reply does well; the values are stable."""

    PROBLEM_RESTATED = "problem-restated"
    FEELING_NAMED = "feeling-named"
    NEXT_STEP = "next-step-with-owner-and-time"
    ALL_ASKS_COVERED = "all-asks-covered"


class Dealt(IntEnum):
    """How sure it is that a reply deals with an ask, from surely not to surely."""

    MISSED = 0
    UNDECIDED = 1
    LIKELY = 2
    SURE = 3


@dataclass(frozen=True, slots=True)
class CheckedAsk:
    """An ask of the customer, and the sentence of the reply that deals with it.

    `text` is a verbatim excerpt of what the customer wrote, `span` is one of the reply.
    """

    text: str
    dealt: Dealt
    span: Span | None = None

    @property
    def answered(self) -> bool:
        """Whether the box is ticked."""
        return self.dealt >= Dealt.LIKELY

    @property
    def missed(self) -> bool:
        """Whether it is worth a finding."""
        return self.dealt is Dealt.MISSED


@dataclass(frozen=True, slots=True)
class Conversed:
    """The findings in no order, the asks in the customer's order, and what is done well."""

    findings: tuple[Finding, ...] = ()
    asks: tuple[CheckedAsk, ...] = ()
    strengths: tuple[Strength, ...] = ()
