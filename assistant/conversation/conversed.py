"""What reading a reply against its conversation brings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.text import Finding, Span


class Strength(StrEnum):
    """What a reply does well; the values are stable."""

    PROBLEM_RESTATED = "problem-restated"
    FEELING_NAMED = "feeling-named"
    NEXT_STEP = "next-step-with-owner-and-time"
    ALL_ASKS_COVERED = "all-asks-covered"


@dataclass(frozen=True, slots=True)
class CheckedAsk:
    """An ask of the customer, and the first sentence of the reply that deals with it.

    `text` is a verbatim excerpt of what the customer wrote, `span` is one of the reply.
    """

    text: str
    answered: bool
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Conversed:
    """The findings in no order, the asks in the customer's order, and what is done well."""

    findings: tuple[Finding, ...] = ()
    asks: tuple[CheckedAsk, ...] = ()
    strengths: tuple[Strength, ...] = ()
