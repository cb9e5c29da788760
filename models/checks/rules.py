"""The rules of tone and placeholders: loads them, and checks texts with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.checks.facts import added_facts, lost_facts
from models.checks.kinds import Hit, Passage, Rule
from models.checks.rewriting import caught, place
from models.checks.rulefile import read_fragments, read_rule
from models.errors import RuleInvalid
from models.protocols import CheckContext
from models.text import Category, Finding, Fix, Severity, Span, apply_fixes, by_position

RULES = Path(__file__).parent.parent / "rules"
"""Where the rules that come with Tactful are."""


def load_rules(folder: Path = RULES) -> tuple[Rule, ...]:
    """All rules below a folder, in order of id; `RuleInvalid` where one is not valid."""
    fragments = read_fragments(folder / "fragments.yaml")
    rules: dict[str, Rule] = {}
    for path in sorted(folder.glob("*/*.yaml")):
        rule = read_rule(path, fragments)
        if rule.id in rules:
            raise RuleInvalid(f"{path}:1: another rule has the id {rule.id} already")
        rules[rule.id] = rule
    return tuple(rules[name] for name in sorted(rules))


@dataclass(frozen=True, slots=True)
class _Text:
    """One text in the two ways that rules look at it."""

    plain: Passage
    code_only: Passage

    @classmethod
    def of(cls, text: str) -> _Text:
        return cls(Passage(text), Passage(text, code_only=True))

    def view(self, rule: Rule) -> Passage:
        return self.code_only if rule.category is Category.PLACEHOLDER else self.plain


class ToneChecker:
    """Finds what a customer might stumble over, and offers kinder words that keep the facts.

    Rules in `off`, or whose category is in it, stay silent, and so do contested rules; a rule
    in `on` speaks although it is contested or its category is off.
    """

    def __init__(
        self,
        rules: Iterable[Rule] | None = None,
        *,
        on: Iterable[str] = (),
        off: Iterable[str] = (),
    ) -> None:
        self.all_rules = tuple(load_rules() if rules is None else rules)
        wanted, unwanted = frozenset(on), frozenset(off)
        self.rules: Sequence[Rule] = tuple(
            rule for rule in self.all_rules if _speaks(rule, wanted, unwanted)
        )

    def tailored(
        self, own: Iterable[Rule] = (), *, on: Iterable[str] = (), off: Iterable[str] = ()
    ) -> ToneChecker:
        """A checker with these rules and more of one's own, some of them switched on or off."""
        return ToneChecker((*self.all_rules, *own), on=on, off=off)

    @property
    def id(self) -> str:
        """The engine's name."""
        return "tone"

    def check(self, text: str, context: CheckContext) -> list[Finding]:
        """Findings in reading order, at most one a span, with fixes that keep the facts."""
        hits = list(self._hits(text, context))
        best = _without_overlaps(hits)
        return by_position([self._finding(text, hit, hits, context) for hit in best])

    def _hits(self, text: str, context: CheckContext) -> Iterator[Hit]:
        views = _Text.of(text)
        for rule in self.rules:
            if rule.applies(context):
                yield from rule.hits(views.view(rule))

    def _finding(self, text: str, hit: Hit, hits: Sequence[Hit], context: CheckContext) -> Finding:
        fixes = (fix for fix in _fixes(text, hit) if self._holds(text, fix, hit, hits, context))
        return Finding(
            rule=hit.rule.id,
            category=hit.rule.category,
            severity=hit.severity,
            span=hit.flag,
            text=hit.flag.of(text),
            message=hit.rule.message,
            why=hit.rule.why,
            fixes=tuple(dict.fromkeys(fixes)),
        )

    def _holds(
        self, text: str, fix: Fix, hit: Hit, hits: Sequence[Hit], context: CheckContext
    ) -> bool:
        """Whether a fix keeps the facts, and neither leaves the finding nor makes a new one."""
        around = _around(fix, hit)
        before = around.of(text)
        after = apply_fixes(before, [Fix(fix.span.shifted(-around.start), fix.text)])
        if lost_facts(before, after) or added_facts(before, after):
            return False
        at = fix.span.start - around.start
        inserted = Span(at, at + len(fix.text))
        return not any(
            new.rule is hit.rule or not _stood_there(new.rule, new.flag.of(after), text, hits)
            for new in self._hits(after, context)
            if new.span.overlaps(inserted)
            and new.rule.category is not Category.PLACEHOLDER
            and new.severity is not Severity.INFO
        )


def _speaks(rule: Rule, on: frozenset[str], off: frozenset[str]) -> bool:
    if rule.id in on or rule.id in off:
        return rule.id not in off
    return not rule.contested and rule.category not in off


def _stood_there(rule: Rule, words: str, text: str, hits: Iterable[Hit]) -> bool:
    """Whether the rule had found these words before the fix, too."""
    return any(
        hit.rule is rule and words.casefold() in hit.flag.of(text).casefold() for hit in hits
    )


def _around(fix: Fix, hit: Hit) -> Span:
    return Span(min(hit.unit.start, fix.span.start), max(hit.unit.end, fix.span.end))


def _fixes(text: str, hit: Hit) -> Iterator[Fix]:
    groups = caught(text, hit.groups, hit.unit)
    for template in hit.frame.fixes:
        rendered = template.render(groups)
        fix = None if rendered is None else place(text, rendered, hit.span, hit.unit)
        if fix and fix.text != fix.span.of(text):
            yield fix


def _without_overlaps(hits: Iterable[Hit]) -> list[Hit]:
    """Of hits that overlap only the gravest; of equally grave ones that with fixes, the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=_weight):
        if not any(hit.flag.overlaps(other.flag) for other in kept):
            kept.append(hit)
    return kept


def _weight(hit: Hit) -> tuple[int, bool, int, int]:
    length = hit.span.end - hit.span.start
    return hit.severity.rank, not hit.frame.fixes, -length, hit.span.start
