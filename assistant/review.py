"""Checks a text: findings of all checkers, a score, and the text with the safe fixes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.conversation.conversed import CheckedAsk, Conversed, Strength
from models.checks.facts import added_facts, lost_facts
from models.checks.shape import Shape
from models.errors import EngineDown
from models.protocols import CheckContext, Checker
from models.text import Category, Finding, Fix, Severity, apply_fixes, by_position

COSTS = {
    Severity.ERROR: 30,
    Severity.WARNING: 12,
    Severity.SUGGESTION: 5,
    Severity.INFO: 0,
}
"""What a finding of each severity takes from the score of 100."""


NOTHING = Conversed()
USUAL = Shape()


@dataclass(frozen=True, slots=True)
class Review:
    """What the checkers say of a text; `rewritten` is None where nothing can be mended.

    `ignored` tells how many findings the team does not want to see again.
    `asks` and `strengths` come from reading it against its conversation.
    """

    ready: bool
    score: int
    findings: tuple[Finding, ...]
    rewritten: str | None
    notes: tuple[str, ...]
    asks: tuple[CheckedAsk, ...] = ()
    strengths: tuple[Strength, ...] = ()
    ignored: int = 0


def review(
    text: str,
    context: CheckContext,
    checkers: Sequence[Checker],
    conversed: Conversed = NOTHING,
    shape: Shape = USUAL,
) -> Review:
    """Ask every checker; one that is down is named in the notes and costs nothing else.

    `conversed` is what reading the text against its conversation has brought, `shape` what
    the team wants to hear.
    """
    findings = list(conversed.findings)
    notes: list[str] = []
    for checker in shape.checkers(tuple(checkers)):
        try:
            findings += checker.check(text, context)
        except EngineDown as error:
            notes.append(f"not checked by {checker.id}: {error}")
    shaped = shape.apply(text, findings, context.locale)
    findings = by_position(shaped.findings)
    rewritten = apply_fixes(text, _safe(findings))
    return Review(
        ready=bool(text.strip()) and all(f.severity is not Severity.ERROR for f in findings),
        score=max(0, 100 - sum(COSTS[finding.severity] for finding in findings)),
        findings=tuple(findings),
        rewritten=rewritten if rewritten != text else None,
        notes=tuple(notes),
        asks=conversed.asks,
        strengths=conversed.strengths,
        ignored=shaped.ignored,
    )


def _safe(findings: Iterable[Finding]) -> list[Fix]:
    """The first fix of each finding, where it needs no filling in and keeps all facts.

    What is mere information, and jargon, is left to the writer.

    The gravest finding goes first, and a fix that touches another is left out. A misspelt
    word that could be several words is left to the writer.
    """
    fixes: list[Fix] = []
    for finding in sorted(findings, key=lambda f: (f.severity.rank, f.span)):
        if _is_for_the_writer(finding):
            continue
        safe = (fix for fix in finding.fixes[:1] if not fix.has_slot and _keeps(finding, fix))
        fixes += (fix for fix in safe if not any(fix.span.overlaps(other.span) for other in fixes))
    return fixes


def _is_for_the_writer(finding: Finding) -> bool:
    several = finding.category is Category.SPELLING and len(finding.fixes) > 1
    return several or finding.severity is Severity.INFO or finding.rule == "clarity.jargon"


def _keeps(finding: Finding, fix: Fix) -> bool:
    if finding.span != fix.span:
        return True
    return not lost_facts(finding.text, fix.text) and not added_facts(finding.text, fix.text)
