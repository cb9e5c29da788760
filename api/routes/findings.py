"""Findings and problems as they look in JSON; other routes share them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from models.text import Category, Finding, Fix, Severity, Span

Count = Callable[[int], int]
"""Turns a code-point offset into the unit that the caller asked for."""


class SpanOut(BaseModel):
    """A stretch of text, end exclusive."""

    start: int
    end: int

    @classmethod
    def of(cls, span: Span, count: Count) -> SpanOut:
        """A span in the caller's unit."""
        return cls(start=count(span.start), end=count(span.end))


class FixOut(BaseModel):
    """Put `text` where `span` is."""

    span: SpanOut
    text: str

    @classmethod
    def of(cls, fix: Fix, count: Count) -> FixOut:
        """A fix in the caller's unit."""
        return cls(span=SpanOut.of(fix.span, count), text=fix.text)


class FindingOut(BaseModel):
    """One remark; the best fix comes first. Without fixes, `missing` says what one would need."""

    rule: str
    category: Category
    severity: Severity
    span: SpanOut
    text: str
    message: str
    why: str
    fixes: list[FixOut]
    missing: str = ""

    @classmethod
    def of(cls, finding: Finding, count: Count) -> FindingOut:
        """A finding in the caller's unit."""
        return cls(
            rule=finding.rule,
            category=finding.category,
            severity=finding.severity,
            span=SpanOut.of(finding.span, count),
            text=finding.text,
            message=finding.message,
            why=finding.why,
            fixes=[FixOut.of(fix, count) for fix in finding.fixes],
            missing=finding.missing,
        )


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    request_id: str


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The declared errors of a route."""
    content = {"application/problem+json": {"schema": Problem.model_json_schema()}}
    return {status: {"description": _REASONS[status], "content": content} for status in statuses}


_REASONS = {
    400: "The language is not known",
    401: "No valid key",
    403: "The key's role may not do this",
    404: "There is no such thing",
    409: "It is taken, or somebody has changed it meanwhile",
    413: "Too large",
    422: "Not valid",
    429: "Too many requests are waiting",
    503: "A part that this needs does not answer",
}
