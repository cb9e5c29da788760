"""The rewrites that a rule proposes for a hit, before anybody has looked whether they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from models.checks.facts import to_keep
from models.checks.rewriting import Template, caught, place
from models.checks.rule import Hit
from models.text import SLOT, Fix, Span, apply_fixes


def worded(text: str, hit: Hit) -> Iterator[Fix]:
    """The frame's own fixes, best first."""
    groups = caught(text, hit.groups, hit.unit)
    for template in hit.frame.fixes:
        rendered = template.render(groups)
        fix = None if rendered is None else place(text, rendered, hit.span, hit.unit)
        if fix and fix.text != fix.span.of(text):
            yield fix


def anew(text: str, hit: Hit, sentences: Sequence[Span]) -> Iterator[Fix]:
    """The rule's fixes of the whole sentence; what it states is kept in the first slot."""
    unit = _whole(hit.flag, sentences)
    if unit is not None:
        yield from asked_anew(text, unit, hit.rule.otherwise)


def asked_anew(text: str, unit: Span, templates: Iterable[Template]) -> Iterator[Fix]:
    """Templates of a whole sentence, put in its place; nothing where it has a slot already."""
    if "⟦" in unit.of(text):
        return
    said = Span(unit.start, unit.start + len(unit.of(text).rstrip(".!?… ")))
    for template in templates:
        rendered = template.render(caught(text, {"sentence": said}, said))
        fix = place(text, rendered, said, unit) if rendered else None
        if fix:
            yield _asking_for_facts(text, fix, unit)


def _whole(flag: Span, sentences: Sequence[Span]) -> Span | None:
    """The sentences that a flag lies in, as one."""
    touched = [span for span in sentences if span.overlaps(flag)]
    return Span(touched[0].start, touched[-1].end) if touched else None


def _asking_for_facts(text: str, fix: Fix, unit: Span) -> Fix:
    """The fix, its first slot naming the facts that it would lose."""
    before = unit.of(text)
    after = apply_fixes(before, [Fix(fix.span.shifted(-unit.start), fix.text)])
    keep = ", ".join(to_keep(before, after))
    if not keep:
        return fix
    return Fix(fix.span, SLOT.sub(lambda slot: f"⟦{slot[1]}; keep {keep}⟧", fix.text, count=1))
