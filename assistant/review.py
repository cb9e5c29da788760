"""Checks a text: findings of all checkers, a score, and the text with the safe fixes."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial

from assistant.conversation.conversed import CheckedAsk, Conversed, Strength
from assistant.editing.rewrite import grammatical, rewrite
from assistant.score import PartScore, score
from models.checks.shape import Shape
from models.errors import EngineDown
from models.protocols import CheckContext, Checker
from models.text import Finding, Severity, by_position, unwrapped

NOTHING = Conversed()
USUAL = Shape()
HELPERS = 16
"""Threads that checkers are asked in, for all texts that are checked at once."""


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
    score_parts: tuple[PartScore, ...] = ()
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
    wanted = shape.checkers(tuple(checkers))
    found, notes = _asked(wanted, text, context)
    shaped = shape.apply(text, [*conversed.findings, *found], context.locale)
    findings = by_position(grammatical(unwrapped(text), shaped.findings, wanted, context))
    scored = score(text, findings)

    @cache
    def check(new: str) -> Sequence[Finding]:
        return shape.apply(new, _asked(wanted, new, context)[0], context.locale).findings

    return Review(
        ready=bool(text.strip()) and all(f.severity is not Severity.ERROR for f in findings),
        score=scored.value,
        score_parts=scored.parts,
        findings=tuple(findings),
        rewritten=rewrite(text, findings, check),
        notes=tuple(notes),
        asks=conversed.asks,
        strengths=conversed.strengths,
        ignored=shaped.ignored,
    )


def _asked(
    checkers: Sequence[Checker], text: str, context: CheckContext
) -> tuple[list[Finding], list[str]]:
    """What the checkers find, and which of them are down; a wrapped line ends no sentence.

    They are asked side by side: what one computes outside of Python costs the others no time.
    """
    ask = partial(_answer, text=unwrapped(text), context=context)
    others = [_helpers().submit(ask, checker) for checker in checkers[1:]]
    answers = [*map(ask, checkers[:1]), *(other.result() for other in others)]
    findings = [replace(one, text=one.span.of(text)) for found, _ in answers for one in found]
    return findings, [note for _, note in answers if note]


def _answer(checker: Checker, text: str, context: CheckContext) -> tuple[list[Finding], str]:
    """What a checker finds, or why it is not to be had."""
    try:
        return checker.check(text, context), ""
    except EngineDown as error:
        return [], f"not checked by {checker.id}: {error}"


@cache
def _helpers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(HELPERS, "check")
