"""Rewrites the grammar engine agrees with, and one text out of those that are safe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from models.checks.facts import added_facts, lost_facts
from models.checks.grammar import GrammarChecker
from models.checks.spelling import is_plainly_meant
from models.checks.stance import keeps_stance
from models.checks.trust import Flaw, reads_well
from models.errors import EngineDown
from models.protocols import CheckContext, Checker
from models.text import Category, Finding, Fix, Severity, Span, apply_fixes, sentence_spans

Check = Callable[[str], Sequence[Finding]]
"""What the checkers say of a text."""

PASSES = 3
"""How often a text is gone through."""

_PLURALS = frozenset({"s", "es", "n", "en", "e", "er", "x"})
"""Endings of plurals in the languages that can be checked."""
_LANGUAGE = frozenset({Category.GRAMMAR, Category.SPELLING})


def grammatical(
    text: str, findings: Iterable[Finding], checkers: Sequence[Checker], context: CheckContext
) -> list[Finding]:
    """The findings, without fixes that make a mistake of language which was not there.

    Asks the grammar engine about each fix's sentence only; it remembers sentences.
    """
    engines = [one for one in checkers if isinstance(one, GrammarChecker)]
    if not engines:
        return list(findings)
    spans = sentence_spans(text, context.locale)

    def right(fix: Fix) -> bool:
        within = _sentence(fix.span, spans)
        before = within.of(text)
        after = apply_fixes(before, [Fix(fix.span.shifted(-within.start), fix.text)])
        said = ((one, _said(one, after, context)) for one in engines)
        return not any(new and _new(new, _said(one, before, context)) for one, new in said)

    return [_only(finding, right) for finding in findings]


def _only(finding: Finding, right: Callable[[Fix], bool]) -> Finding:
    if finding.category in _LANGUAGE or not finding.fixes:
        return finding
    fixes = tuple(fix for fix in finding.fixes if right(fix))
    if fixes == finding.fixes:
        return finding
    return replace(finding, fixes=fixes, missing="" if fixes else Flaw.UNGRAMMATICAL.value)


def _said(checker: Checker, text: str, context: CheckContext) -> list[Finding]:
    try:
        return checker.check(text, context)
    except EngineDown:
        return []


def _sentence(span: Span, sentences: Sequence[Span]) -> Span:
    touched = [one for one in sentences if one.overlaps(span)] or [span]
    return Span(min(span.start, touched[0].start), max(span.end, touched[-1].end))


def _new(after: Iterable[Finding], before: Iterable[Finding]) -> list[Finding]:
    """Findings that matter, and that were not there before."""
    stood = [(one.rule, one.text.casefold()) for one in before]
    return [
        one
        for one in after
        if one.severity is not Severity.INFO
        and not any(one.rule == rule and one.text.casefold() in words for rule, words in stood)
    ]


def rewrite(text: str, findings: Sequence[Finding], check: Check) -> str | None:
    """The text with the safe fixes applied, as many as go together; None where there are none.

    What stands in the way of each other is mended one after the other.
    """
    after = text
    for _ in range(PASSES):
        better = _mended(after, findings, check)
        if better == after:
            break
        after, findings = better, check(better)
    return after if after != text else None


def _mended(text: str, findings: Sequence[Finding], check: Check) -> str:
    """One pass; a fix goes again where it loses a fact, shows a seam, or is flagged anew."""
    fixes = _safe(findings)
    while fixes:
        after = apply_fixes(text, fixes)
        culprit = _culprit(text, after, fixes, findings, check)
        if culprit is None:
            return after
        fixes.remove(culprit)
    return text


def _culprit(
    text: str, after: str, fixes: Sequence[Fix], findings: Sequence[Finding], check: Check
) -> Fix | None:
    """The fix to do without: the one that the new finding stands in, else the least grave."""
    was, now = _changed(text, fixes)
    if _lost(was, now, findings) or added_facts(was, now) or not reads_well(was, now):
        return fixes[-1]
    new = _new(check(after), findings)
    return _nearest(fixes, new[0].span.start) if new else None


def _changed(text: str, fixes: Sequence[Fix]) -> tuple[str, str]:
    """The sentences that the fixes are in, before and after, a line each."""
    spans = sentence_spans(text)
    touched = dict.fromkeys(_sentence(fix.span, spans) for fix in fixes)
    return "\n".join(one.of(text) for one in touched), "\n".join(
        apply_fixes(one.of(text), _within(fixes, one)) for one in touched
    )


def _within(fixes: Iterable[Fix], span: Span) -> list[Fix]:
    """The fixes that are in a stretch of the text, as fixes of its own text."""
    inside = (fix for fix in fixes if span.contains(fix.span))
    return [Fix(fix.span.shifted(-span.start), fix.text) for fix in inside]


def _nearest(fixes: Sequence[Fix], at: int) -> Fix:
    """The fix that has put something next to this place of the new text."""
    moved, places = 0, {}
    for fix in sorted(fixes, key=lambda one: one.span):
        places[fix] = abs(fix.span.start + moved - at)
        moved += len(fix.text) - (fix.span.end - fix.span.start)
    return min(fixes, key=places.__getitem__)


def _safe(findings: Iterable[Finding]) -> list[Fix]:
    """Of each finding the first fix that needs no filling in, if it keeps all that is said.

    The gravest finding goes first, of equally grave ones that which mends most, and a fix that
    touches another is left out. What is mere information, jargon, or could be meant in several
    ways is left to the writer.
    """
    best = [
        (finding.severity.rank, fix.span.start - fix.span.end, fix)
        for finding in findings
        if not _is_for_the_writer(finding)
        for fix in [one for one in finding.fixes if not one.has_slot and _keeps(finding, one)][:1]
    ]
    fixes: list[Fix] = []
    for _, _, fix in sorted(best, key=lambda one: one[:2]):
        if not any(_touch(fix.span, other.span) for other in fixes):
            fixes.append(fix)
    return fixes


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _is_for_the_writer(finding: Finding) -> bool:
    unsure = finding.severity is Severity.INFO or finding.rule == "clarity.jargon"
    return unsure or (len(finding.fixes) > 1 and _could_be_several(finding))


def _could_be_several(finding: Finding) -> bool:
    """Whether several corrections are as likely: of a word, or of what has to agree."""
    first, *others = (fix.text for fix in finding.fixes)
    if finding.category is Category.SPELLING:
        sure = finding.severity is Severity.WARNING
        return not (sure and is_plainly_meant(finding.text, first, others))
    if finding.category is not Category.GRAMMAR:
        return False
    return len(finding.text.split()) > 1 or _differ_in_number(finding.text, first)


def _differ_in_number(one: str, other: str) -> bool:
    """Whether one word is the other with the ending of a plural."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    return long.startswith(short) and long[len(short) :] in _PLURALS


def _keeps(finding: Finding, fix: Fix) -> bool:
    """Whether a fix says what the flagged words say; rules of tone have looked at theirs."""
    if finding.span != fix.span:
        return True
    before, after = finding.text, fix.text
    stands = finding.category not in _LANGUAGE or keeps_stance(before, after)
    return stands and not _lost(before, after, [finding]) and not added_facts(before, after)


def _lost(before: str, after: str, findings: Iterable[Finding]) -> bool:
    """Whether facts are lost; what a rule flags by itself is no name, whatever its capital."""
    flagged = {f"name:{one.text}" for one in findings if one.category not in _LANGUAGE}
    return bool(lost_facts(before, after).keys() - flagged)
