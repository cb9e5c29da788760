"""The policy file: which remarks of grammar engines are passed on."""

from __future__ import annotations

import pytest

from models.checks.policy import Names, Policy, Remark
from models.text import Category, Severity, Span


def remark(rule: str = "RULE", category: str = "GRAMMAR", issue: str = "grammar") -> Remark:
    return Remark(rule, category, issue, Span(0, 3), "Message.", ())


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Policy.load()


def test_a_star_stands_for_any_letters() -> None:
    names = Names.of(["EN_COMPOUNDS_*", "STYLE"])
    assert "EN_COMPOUNDS_TOOL_BAR" in names
    assert "STYLE" in names
    assert "STYLES" not in names


def test_no_names_are_none() -> None:
    assert "" not in Names.of([])


@pytest.mark.parametrize("category", ["STYLE", "PUNCTUATION", "CAT_ANGLICISMES_FOREIGN_TERMS"])
def test_categories_are_off(policy: Policy, category: str) -> None:
    assert not policy.allows(remark(category=category))


@pytest.mark.parametrize("rule", ["EN_COMPOUNDS_ANTI_VIRUS", "CLICK_HYPHEN", "A_INSTALL"])
def test_rules_are_off(policy: Policy, rule: str) -> None:
    assert not policy.allows(remark(rule))


@pytest.mark.parametrize("rule", ["HE_VERB_AGR", "ENGLISH_WORD_REPEAT_RULE", "IT_IS"])
def test_mistakes_pass(policy: Policy, rule: str) -> None:
    assert policy.allows(remark(rule))
    assert policy.severity(remark(rule)) is Severity.WARNING


def test_a_name_without_its_capital_is_a_suggestion(policy: Policy) -> None:
    assert policy.severity(remark("APPLE_PRODUCTS")) is Severity.SUGGESTION


@pytest.mark.parametrize(
    "rule", ["MORFOLOGIK_RULE_EN_GB", "GERMAN_SPELLER_RULE", "FR_SPELLING_RULE"]
)
def test_rules_that_look_words_up_are_known(policy: Policy, rule: str) -> None:
    assert policy.looks_words_up(remark(rule))


def test_a_misspelling_is_of_spelling(policy: Policy) -> None:
    assert policy.category(remark(issue="misspelling")) is Category.SPELLING
    assert policy.category(remark()) is Category.GRAMMAR


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("You booking 4821 is ready.", True),
        ("You booking [BOOKING NUMBER] is confirmed.", True),
        ("You looking for a refund?", False),
        ("You", False),
    ],
)
def test_a_noun_that_follows_makes_a_rule_wrong(
    policy: Policy, sentence: str, expected: bool
) -> None:
    assert policy.is_harmless(remark("YOUR"), sentence) is expected
    assert not policy.is_harmless(remark("OTHER"), sentence)
