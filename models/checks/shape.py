"""What a team has made of the checks: its profile, its rules, what it ignores and dismisses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from models.checks.banned import BannedTerms
from models.checks.marks import Marks
from models.checks.profile import Profile
from models.checks.rule import Rule
from models.checks.rules import ToneChecker
from models.protocols import Checker
from models.text import Finding, Severity

STEPS = (Severity.WARNING, Severity.SUGGESTION, Severity.INFO)
"""How a rule that is dismissed most of the time goes down; errors stay errors."""
MOST_VARIANTS = 4
"""Sets of contested rules, asked for check by check, whose checkers are kept."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """What is left of the findings, and how many of them the team ignores."""

    findings: list[Finding]
    ignored: int


@dataclass(frozen=True, eq=False)
class Tailoring:
    """A profile and rules of one's own; knows the checkers that go by them."""

    profile: Profile = field(default_factory=Profile)
    own: tuple[Rule, ...] = ()
    _made: dict[tuple[Checker, ...], tuple[Checker, ...]] = field(default_factory=dict)
    _louder: dict[frozenset[str], Tailoring] = field(default_factory=dict)

    def speaking(self, rules: frozenset[str]) -> Tailoring:
        """The same where these contested rules speak too, but for categories that are off."""
        more = frozenset(one for one in rules if one.partition(".")[0] not in self.profile.off)
        if more <= self.profile.on:
            return self
        if more not in self._louder:
            if len(self._louder) >= MOST_VARIANTS:
                self._louder.clear()
            profile = replace(self.profile, on=self.profile.on | more)
            self._louder[more] = Tailoring(profile, self.own)
        return self._louder[more]

    def checkers(self, base: tuple[Checker, ...]) -> tuple[Checker, ...]:
        """The usual checkers, cut to this profile; the same ones at each call."""
        if base not in self._made:
            self._made[base] = self._cut(base)
        return self._made[base]

    def _cut(self, base: tuple[Checker, ...]) -> tuple[Checker, ...]:
        profile = self.profile
        if self.own or profile.off or profile.on:
            base = tuple(
                one.tailored(self.own, on=profile.on, off=profile.off)
                if isinstance(one, ToneChecker)
                else one
                for one in base
            )
        return (*base, BannedTerms(profile.banned)) if profile.banned else base


@dataclass(frozen=True, slots=True)
class Shape:
    """All that a team has said about its checks; an empty one changes nothing.

    `ignored` are marks of findings, `demoted` steps down by rule.
    """

    tailoring: Tailoring = field(default_factory=Tailoring)
    ignored: frozenset[str] = frozenset()
    demoted: Mapping[str, int] = field(default_factory=dict)

    @property
    def profile(self) -> Profile:
        """The profile."""
        return self.tailoring.profile

    def speaking(self, rules: frozenset[str]) -> Shape:
        """The same where these contested rules speak too."""
        return replace(self, tailoring=self.tailoring.speaking(rules)) if rules else self

    def checkers(self, base: tuple[Checker, ...]) -> tuple[Checker, ...]:
        """The usual checkers, cut to the profile."""
        return self.tailoring.checkers(base)

    def apply(self, text: str, findings: Sequence[Finding], locale: str = "en") -> Shaped:
        """The findings that the team wants to hear of this text, as grave as they are to it."""
        wanted = [self._weighed(one) for one in findings if self.profile.wants(one)]
        if not self.ignored:
            return Shaped(wanted, 0)
        marks = Marks(text, locale)
        fresh = [one for one in wanted if self.ignored.isdisjoint(marks.all_of(one.rule, one.span))]
        return Shaped(fresh, len(wanted) - len(fresh))

    def _weighed(self, finding: Finding) -> Finding:
        severity = self.profile.severity(finding)
        steps = self.demoted.get(finding.rule, 0)
        if steps and severity in STEPS:
            severity = STEPS[min(STEPS.index(severity) + steps, len(STEPS) - 1)]
        return finding if severity is finding.severity else replace(finding, severity=severity)
