"""The rules of tone and placeholders: loads them, and checks texts with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from models.checks.kinds import hits
from models.checks.later import compile_later
from models.checks.passage import Passage, passage
from models.checks.proposing import anew, worded
from models.checks.rule import Hit, Rule, Situation
from models.checks.rulefile import Compiler, read_fragments, read_rule
from models.checks.trust import ONLY_THE_AGENT, Flaw, flaw, flaw_of_new, spelt_out
from models.errors import RuleInvalid
from models.protocols import CheckContext, Opinion
from models.text import (
    SLOT,
    Category,
    Finding,
    Fix,
    Severity,
    Span,
    apply_fixes,
    by_position,
    sentence_spans,
)

RULES = Path(__file__).parent.parent / "rules"
"""Where the rules that come with Tactful are."""
REMEMBERED = 20_000
"""Fixes, and sentences around them, of which it is remembered what is wrong with them."""
SITUATIONS = 500
"""Situations of which it is remembered which rules apply."""


def load_rules(folder: Path = RULES, compiler: Compiler = compile_later) -> tuple[Rule, ...]:
    """All rules below a folder, in order of id; `RuleInvalid` where one is not valid.

    Patterns are compiled when they are needed, unless another `compiler` is given.
    """
    fragments = read_fragments(folder / "fragments.yaml", compiler)
    rules: dict[str, Rule] = {}
    for path in sorted(folder.glob("*/*.yaml")):
        rule = read_rule(path, fragments, compiler)
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
        return cls(passage(text), passage(text, code_only=True))

    def view(self, rule: Rule) -> Passage:
        return self.code_only if rule.category is Category.PLACEHOLDER else self.plain


class ToneChecker:
    """Finds what a customer might stumble over, and offers kinder words that keep the facts.

    Rules in `off`, or whose category is in it, stay silent, and so do contested rules; a rule
    in `on` speaks although it is contested or its category is off. An `opinion` weighs what
    the rules have found, and adds to it under rules of its own, which obey `on` and `off` too.
    """

    def __init__(
        self,
        rules: Iterable[Rule] | None = None,
        *,
        on: Iterable[str] = (),
        off: Iterable[str] = (),
        opinion: Opinion | None = None,
    ) -> None:
        self.opinion = opinion
        self.all_rules = tuple(load_rules() if rules is None else rules)
        self._on, self._off = frozenset(on), frozenset(off)
        self.rules: Sequence[Rule] = tuple(filter(self._speaks, self.all_rules))
        self._flaw = lru_cache(REMEMBERED)(self._found_flaw)
        self._told = lru_cache(REMEMBERED)(self._all_told)
        self._cued = lru_cache(REMEMBERED)(self._with_cue)
        self._applying = lru_cache(SITUATIONS)(self._that_apply)

    def tailored(
        self, own: Iterable[Rule] = (), *, on: Iterable[str] = (), off: Iterable[str] = ()
    ) -> ToneChecker:
        """A checker with these rules and more of one's own, some of them switched on or off."""
        return ToneChecker((*self.all_rules, *own), on=on, off=off, opinion=self.opinion)

    @property
    def id(self) -> str:
        """The engine's name."""
        return "tone"

    def check(self, text: str, context: CheckContext) -> list[Finding]:
        """Findings in reading order, at most one a span, with fixes that keep the facts."""
        situation = Situation.of(context)
        if self.opinion is not None:
            self.opinion.read(text, context.locale)
        shown = self._shown(text, situation)
        found = by_position([self._finding(text, hit, situation) for hit in shown])
        if self.opinion is None:
            return found
        weighed = self.opinion.weigh(text, found, context.locale)
        heard = [one for one in weighed if self._hears(one.rule, one.category)]
        known = {one.rule for one in found}
        return [one if one.rule in known else self._tried(text, one, situation) for one in heard]

    def _speaks(self, rule: Rule) -> bool:
        return self._hears(rule.id, rule.category) and (rule.id in self._on or not rule.contested)

    def _hears(self, rule: str, category: Category) -> bool:
        """Whether a rule is on, or at least not off with its category."""
        if rule in self._on or rule in self._off:
            return rule not in self._off
        return category not in self._off

    def _hits(self, text: str, situation: Situation) -> Iterator[Hit]:
        views = _Text.of(text)
        told = (lower for _, _, lower in views.code_only.seen_sentences)
        cued = frozenset[Rule]().union(*map(self._cued, told))
        for rule in self._applying(situation):
            if rule in cued or not rule.cues:
                yield from hits(rule, views.view(rule))

    def _with_cue(self, sentence: str) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.cues and rule.has_cue(sentence))

    def _that_apply(self, situation: Situation) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.applies(situation))

    def _finding(self, text: str, hit: Hit, situation: Situation) -> Finding:
        fixes, missing = self._rewrites(text, hit, situation)
        return Finding(
            rule=hit.rule.id,
            category=hit.rule.category,
            severity=hit.severity,
            span=hit.flag,
            text=hit.flag.of(text),
            message=hit.rule.message,
            why=hit.rule.why,
            fixes=fixes,
            missing=missing,
        )

    def _rewrites(self, text: str, hit: Hit, situation: Situation) -> tuple[tuple[Fix, ...], str]:
        """The fixes that hold, or what a rewrite would need."""
        if not (hit.frame.fixes or hit.rule.otherwise):
            return (), hit.rule.no_fixes_because or ONLY_THE_AGENT
        sentences = sentence_spans(text)
        flaws: list[Flaw] = []
        for fixes, of_new in ((worded(text, hit), False), (anew(text, hit, sentences), True)):
            held = []
            for fix in dict.fromkeys(fixes):
                trial = _Trial.of(text, fix, hit.rule, hit.unit, sentences)
                found = self._flaw(trial, of_new, situation)
                held += [] if found else [fix]
                flaws += [found] if found else []
            if held:
                return tuple(held), ""
        because = hit.rule.no_fixes_because
        return (), because or (flaws or [Flaw.UNSAYABLE])[0].value

    def _tried(self, text: str, finding: Finding, situation: Situation) -> Finding:
        """The opinion's finding, without fixes that a rule would flag."""
        sentences = sentence_spans(text)
        trials = (
            (fix, _Trial.of(text, fix, None, finding.span, sentences)) for fix in finding.fixes
        )
        fixes = tuple(fix for fix, trial in trials if not self._flagged_again(trial, situation))
        if fixes == finding.fixes:
            return finding
        return replace(finding, fixes=fixes, missing="" if fixes else Flaw.FLAGGED.value)

    def _found_flaw(self, trial: _Trial, of_new: bool, situation: Situation) -> Flaw | None:
        """What is wrong with a fix, if anything."""
        before, after = trial.sentence
        turns = trial.rule.turns if trial.rule else ()
        no_names = spelt_out(one.pattern for one in trial.rule.frames) if trial.rule else ()
        found = flaw_of_new(before, after) if of_new else flaw(before, after, turns, no_names)
        if found or self._flagged_again(trial, situation):
            return found or Flaw.FLAGGED
        return None

    def _flagged_again(self, trial: _Trial, situation: Situation) -> bool:
        """Whether the fix leaves the finding, or makes a new one in the sentences around it."""
        before, after = trial.around
        stood = [(rule, words) for rule, words, _ in self._told(before, situation)]
        return any(
            (rule is trial.rule and flag.overlaps(trial.inserted))
            or not any(rule is other and words in said for other, said in stood)
            for rule, words, flag in self._told(after, situation)
        )

    def _all_told(self, text: str, situation: Situation) -> tuple[tuple[Rule, str, Span], ...]:
        """Rule, words and place of what is more than information, slots aside."""
        return tuple(
            (hit.rule, hit.flag.of(text).casefold(), hit.flag)
            for hit in self._shown(text, situation)
            if hit.severity is not Severity.INFO and not SLOT.fullmatch(hit.flag.of(text))
        )

    def _shown(self, text: str, situation: Situation) -> list[Hit]:
        return _without_overlaps(self._hits(text, situation))


@dataclass(frozen=True, slots=True)
class _Trial:
    """A fix, tried: its sentence and the sentences around it, before and after.

    Without a rule it is the second opinion's.
    """

    rule: Rule | None
    sentence: tuple[str, str]
    around: tuple[str, str]
    inserted: Span

    @classmethod
    def of(
        cls, text: str, fix: Fix, rule: Rule | None, unit: Span, sentences: Sequence[Span]
    ) -> _Trial:
        """A fix of a rule's that stands in this unit."""
        unit = Span(min(unit.start, fix.span.start), max(unit.end, fix.span.end))
        wide = _neighbours(unit, sentences)
        at = fix.span.start - wide.start
        inserted = Span(at, at + len(fix.text))
        return cls(rule, _tried(text, fix, unit), _tried(text, fix, wide), inserted)


def _tried(text: str, fix: Fix, within: Span) -> tuple[str, str]:
    before = within.of(text)
    return before, apply_fixes(before, [Fix(fix.span.shifted(-within.start), fix.text)])


def _neighbours(unit: Span, sentences: Sequence[Span]) -> Span:
    """The unit with two sentences before and behind it: as far as rules look."""
    earlier = [span for span in sentences if span.end <= unit.start][-2:]
    later = [span for span in sentences if span.start >= unit.end][:2]
    near = (*earlier, unit, *later)
    return Span(near[0].start, max(span.end for span in near))


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
