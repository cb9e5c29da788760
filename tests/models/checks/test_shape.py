"""What a team has made of the checks, applied."""

from __future__ import annotations

import pytest

from models.checks.marks import mark_of
from models.checks.own import kept
from models.checks.profile import Profile
from models.checks.rules import ToneChecker
from models.checks.shape import Shape, Tailoring
from models.protocols import CheckContext, Checker
from models.text import Category, Finding, Severity, Span
from tests.models.checks.test_own import BLUE

TEXT = "A blue lamp."


def finding(severity: Severity = Severity.WARNING, rule: str = "tone.being-blue") -> Finding:
    return Finding(rule, Category.TONE, severity, Span(2, 6), "blue", "m")


def rules(checkers: tuple[Checker, ...]) -> list[str]:
    context = CheckContext()
    return [found.rule for checker in checkers for found in checker.check(TEXT, context)]


def test_an_empty_shape_changes_nothing() -> None:
    base = (ToneChecker([]),)
    assert Shape().checkers(base) == base
    shaped = Shape().apply(TEXT, [finding()])
    assert (shaped.findings, shaped.ignored) == ([finding()], 0)


def test_own_rules_and_banned_terms_are_looked_for() -> None:
    profile = Profile.of({"banned": {"lamp": "light"}})
    shape = Shape(Tailoring(profile, (kept(BLUE),)))
    assert rules(shape.checkers((ToneChecker([]),))) == ["tone.being-blue", "profile.banned-term"]


def test_contested_rules_speak_where_a_profile_has_them_on() -> None:
    base = (ToneChecker([kept({**BLUE, "contested": True})]),)
    assert rules(base) == []
    on = Shape(Tailoring(Profile.of({"on": ["tone.being-blue"]})))
    assert rules(on.checkers(base)) == ["tone.being-blue"]


@pytest.mark.parametrize("off", ["tone", "tone.being-blue"])
def test_rules_that_are_off_are_not_looked_for(off: str) -> None:
    shape = Shape(Tailoring(Profile.of({"off": [off]})))
    assert rules(shape.checkers((ToneChecker([kept(BLUE)]),))) == []
    assert shape.apply(TEXT, [finding()]).findings == []


def test_the_same_checkers_come_each_time() -> None:
    shape, base = Shape(Tailoring(own=(kept(BLUE),))), (ToneChecker([]),)
    assert shape.checkers(base) is shape.checkers(base)


def test_what_is_ignored_is_left_out_and_counted() -> None:
    shape = Shape(ignored=frozenset({mark_of("tone.being-blue", "blue", TEXT)}))
    shaped = shape.apply(TEXT, [finding(), finding(rule="tone.other")])
    assert ([one.rule for one in shaped.findings], shaped.ignored) == (["tone.other"], 1)
    assert shape.apply("A blue lamp there.", [finding()]).ignored == 0


@pytest.mark.parametrize(
    ("severity", "steps", "left"),
    [
        (Severity.WARNING, 1, Severity.SUGGESTION),
        (Severity.WARNING, 2, Severity.INFO),
        (Severity.SUGGESTION, 2, Severity.INFO),
        (Severity.INFO, 1, Severity.INFO),
        (Severity.ERROR, 2, Severity.ERROR),
    ],
)
def test_rules_that_are_dismissed_step_down(severity: Severity, steps: int, left: Severity) -> None:
    shape = Shape(demoted={"tone.being-blue": steps})
    assert shape.apply(TEXT, [finding(severity)]).findings[0].severity is left


def test_contested_rules_may_speak_for_one_check() -> None:
    base = (ToneChecker([kept({**BLUE, "contested": True})]),)
    loud = Shape().speaking(frozenset({"tone.being-blue"}))
    assert rules(loud.checkers(base)) == ["tone.being-blue"]
    assert rules(Shape().checkers(base)) == []


def test_what_the_team_has_off_stays_off() -> None:
    base = (ToneChecker([kept({**BLUE, "contested": True})]),)
    shape = Shape(Tailoring(Profile.of({"off": ["tone"]})))
    assert rules(shape.speaking(frozenset({"tone.being-blue"})).checkers(base)) == []
