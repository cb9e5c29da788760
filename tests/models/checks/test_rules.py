"""Every rule against its own examples and against those of all others."""

from itertools import pairwise

import pytest

from models.checks.rules import ToneChecker, load_rules
from models.protocols import CheckContext
from models.text import Category, Finding, Severity, apply_fixes

RULES = load_rules()
BY_ID = {rule.id: rule for rule in RULES}
CONTEXT = CheckContext()
EVERYTHING = ToneChecker(RULES)

FIRE = [(rule.id, example.text) for rule in RULES for example in rule.fire]
REWRITES = [
    (rule.id, example.text, example.rewrite)
    for rule in RULES
    for example in rule.fire
    if example.rewrite is not None
]
SILENT = [(rule.id, text) for rule in RULES for text in rule.silent]
TONE = ToneChecker([rule for rule in RULES if rule.category is not Category.PLACEHOLDER])


def only(rule_id: str) -> ToneChecker:
    """A checker with this rule alone, contested or not."""
    return ToneChecker([BY_ID[rule_id]], on=[rule_id])


def marked(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is not Severity.INFO]


@pytest.mark.parametrize(("rule_id", "text"), FIRE)
def test_fires(rule_id: str, text: str) -> None:
    assert only(rule_id).check(text, CONTEXT)


@pytest.mark.parametrize(("rule_id", "text"), SILENT)
def test_silent(rule_id: str, text: str) -> None:
    assert only(rule_id).check(text, CONTEXT) == []


@pytest.mark.parametrize(("rule_id", "text", "rewrite"), REWRITES)
def test_first_fix(rule_id: str, text: str, rewrite: str) -> None:
    findings = ToneChecker(RULES, on=[rule_id]).check(text, CONTEXT)
    fixes = [fix for finding in findings if finding.rule == rule_id for fix in finding.fixes]
    assert apply_fixes(text, fixes[:1]) == rewrite


@pytest.mark.parametrize(
    ("rule_id", "text"), [row for row in SILENT if not row[0].startswith("placeholder.")]
)
def test_no_other_rule_fires_on_what_is_silent(rule_id: str, text: str) -> None:
    assert marked(TONE.check(text, CONTEXT)) == []


@pytest.mark.parametrize(("rule_id", "text", "rewrite"), REWRITES)
def test_no_rule_fires_on_a_rewrite(rule_id: str, text: str, rewrite: str) -> None:
    assert marked(TONE.check(rewrite, CONTEXT)) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_is_complete(rule) -> None:
    assert len(rule.fire) >= 5
    assert len(rule.silent) >= 5
    assert len(set(rule.fire)) == len(rule.fire)
    assert rule.message.endswith(".")
    assert len(rule.message) <= 120
    assert rule.why.endswith((".", "?"))


def test_catalogue_is_covered() -> None:
    covered = {rule.catalogue for rule in RULES}
    assert covered >= {
        "BLAME", "COMMAND", "REFUSAL", "POLICY", "UNAVAIL", "MINIMISE", "UNFORT", "BUCK",
        "DISMISS", "VAGUETIME", "CANNED", "PLACEHOLDER", "SHOUT", "CALLBACK", "HOLLOW", "BUTS",
        "DOUBLENEG", "OFFICIALESE", "PROMISE", "UNSURE", "PASSIVE", "INCLUSIVE",
    }  # fmt: skip


@pytest.mark.parametrize("rule_id", ["tone.promise", "tone.threatening", "tone.insult"])
def test_promises_threats_and_insults_are_errors_and_never_rewritten(rule_id: str) -> None:
    rule = BY_ID[rule_id]
    assert rule.severity is Severity.ERROR
    assert not any(frame.fixes for frame in rule.frames)


@pytest.mark.parametrize(
    ("text", "rewrite"),
    [
        (
            "That product is unavailable until next month due to a backorder.",
            "That product will be available next month; the wait is due to a backorder.",
        ),
        ("You have to log out first.", "Could you please log out first?"),
        ("You have to log out first", "Could you please log out first?"),
        ("you’ll have to log out first", "Could you please log out first?"),
        ("You need to log out to see the new plan", "To see the new plan, please log out"),
        ("Hi Ana, sadly the lid broke.", "Hi Ana, the lid broke."),
        ("Dear Sir/Madam,\nthe lid is here.", "Hello ⟦name⟧,\nthe lid is here."),
        ("It's sold out till Monday.", "It will be available on Monday."),
        ("The red mug isn’t available until July.", "The red mug will be available in July."),
        (
            "Thank you for asking. These mugs are out of stock until the end of May.",
            "Thank you for asking. These mugs will be available at the end of May.",
        ),
        (
            "- You must restart the router.\n- You have to wait for the light.",
            None,
        ),
    ],
)
def test_families(text: str, rewrite: str | None) -> None:
    findings = EVERYTHING.check(text, CONTEXT)
    if rewrite is None:
        assert findings == []
    else:
        assert apply_fixes(text, findings[0].fixes[:1]) == rewrite


def test_second_fix_offers_something() -> None:
    text = "That product is unavailable until next month due to a backorder."
    fixes = EVERYTHING.check(text, CONTEXT)[0].fixes
    assert [fix.has_slot for fix in fixes] == [False, True]


def test_findings_are_in_reading_order_and_apart() -> None:
    text = "Obviously you failed to attach the receipt. You have to log out first!! Hi ,\nTBD"
    findings = EVERYTHING.check(text, CONTEXT)
    assert [finding.span for finding in findings] == sorted(finding.span for finding in findings)
    for one, other in pairwise(findings):
        assert not one.span.overlaps(other.span)
    assert {finding.text for finding in findings} == {finding.span.of(text) for finding in findings}


def test_contested_rules_are_off_until_wanted() -> None:
    text = "I understand your frustration."
    assert EVERYTHING.check(text, CONTEXT) == []
    assert ToneChecker(RULES, on=["tone.stock-empathy"]).check(text, CONTEXT)


def test_rules_can_be_switched_off() -> None:
    checker = ToneChecker(RULES, off=["tone.ordering-about"])
    assert checker.check("You have to log out first.", CONTEXT) == []


def test_offer_nearby_makes_a_refusal_milder() -> None:
    text = "We can't replace the jug. I can send you a new lid today."
    assert [f.severity for f in EVERYTHING.check(text, CONTEXT)] == [Severity.INFO]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "⟦", "İ", "`", "> quoted", "🙂", "￼", "’"])
def test_odd_texts(text: str) -> None:
    assert EVERYTHING.check(text, CONTEXT) == []
