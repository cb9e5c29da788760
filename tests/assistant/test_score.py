"""The score: what findings cost, and that it is fair. Findings are made up here."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.score import MOST, Part, Score, score
from models.text import Category, Finding, Severity, Span

TEXT = "You owe 5 coins now. The rest of it is paid."
FINDINGS = st.builds(
    lambda number, category, severity: found(category, severity, f"{category}.{number}"),
    st.integers(1, 4),
    st.sampled_from(Category),
    st.sampled_from(Severity),
)


def found(
    category: Category = Category.TONE,
    severity: Severity = Severity.WARNING,
    rule: str = "tone.x",
) -> Finding:
    return Finding(rule, category, severity, Span(0, 3), "You", "Message.")


def lost(result: Score) -> dict[Part, int]:
    return {one.part: one.lost for one in result.parts if one.lost}


def words(count: int) -> str:
    return "word " * count


def test_a_clean_text_has_every_point_and_every_part_once() -> None:
    clean = score(TEXT, [])
    assert (clean.value, lost(clean)) == (100, {})
    assert [one.part for one in clean.parts] == list(Part)


@pytest.mark.parametrize(
    ("severity", "value"),
    [
        (Severity.INFO, 100),
        (Severity.SUGGESTION, 95),
        (Severity.WARNING, 88),
        (Severity.ERROR, 49),
    ],
)
def test_one_finding_costs_by_severity(severity: Severity, value: int) -> None:
    assert score(TEXT, [found(severity=severity)]).value == value


@pytest.mark.parametrize("category", Category)
def test_every_category_has_its_part(category: Category) -> None:
    assert sum(lost(score(TEXT, [found(category)])).values()) == 12


def test_an_error_of_any_category_counts_as_not_ready() -> None:
    assert lost(score(TEXT, [found(severity=Severity.ERROR)])) == {Part.READY: 51}


def test_information_is_not_counted_among_the_findings() -> None:
    (kindness,) = (
        one
        for one in score(TEXT, [found(), found(severity=Severity.INFO)]).parts
        if one.part is Part.KINDNESS
    )
    assert (kindness.lost, kindness.findings) == (12, 1)


def test_equal_findings_cost_less_and_less() -> None:
    values = [score(TEXT, [found()] * count).value for count in range(6)]
    steps = [before - after for before, after in pairwise(values)]
    assert steps == sorted(steps, reverse=True)
    assert score(TEXT, [found()] * 1000).value >= 100 - MOST


@pytest.mark.parametrize("severity", Severity)
def test_no_part_alone_takes_every_point(severity: Severity) -> None:
    rules = [found(severity=severity, rule=f"tone.{number}") for number in range(50)]
    assert score(TEXT, rules).value >= 100 - MOST


@given(st.integers(1, 5000), st.integers(0, 5000))
def test_a_slip_costs_no_more_in_a_longer_text(count: int, more: int) -> None:
    assert score(words(count + more), [found()]).value >= score(words(count), [found()]).value


def test_a_greeting_of_a_few_words_hardly_weighs() -> None:
    findings = [found(category, rule=f"{category}.x") for category in Category] * 3
    for count in range(1, 600, 7):
        shift = score(words(count + 5), findings).value - score(words(count), findings).value
        assert 0 <= shift <= 2


UNKIND = found(severity=Severity.WARNING)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("You, no.", 64),
        ("Hi Dana,\n\nYou, no.\n\nKind regards,\nSam", 64),
        ("You, no. Thank you for your message.", 64),
        ("You, no. The lamp is on its way to you.", 88),
    ],
)
def test_unkindness_that_is_all_of_a_reply_costs_more(text: str, value: int) -> None:
    at = text.index("You")
    unkind = replace(UNKIND, span=Span(at, at + 3))
    assert score(text, [unkind]).value == value


@pytest.mark.parametrize("category", [one for one in Category if one is not Category.TONE])
def test_only_unkindness_costs_more(category: Category) -> None:
    assert score("You, no.", [found(category)]).value == 88


def test_a_suggestion_is_not_all_of_a_reply() -> None:
    assert score("You, no.", [found(severity=Severity.SUGGESTION)]).value == 95


@pytest.mark.parametrize("text", ["", " \n"])
def test_a_text_without_a_word_has_no_points(text: str) -> None:
    assert score(text, []).value == 0


@given(st.lists(FINDINGS, max_size=12), FINDINGS, st.integers(1, 2000))
def test_an_added_finding_never_raises_it(
    findings: list[Finding], another: Finding, length: int
) -> None:
    text = words(length)
    assert score(text, [*findings, another]).value <= score(text, findings).value


@given(st.lists(FINDINGS, max_size=12), st.integers(1, 2000))
def test_an_error_leaves_fewer_than_half_the_points(findings: list[Finding], length: int) -> None:
    errors = [one for one in findings if one.severity is Severity.ERROR]
    assert (score(words(length), findings).value < 50) or not errors


@given(st.lists(FINDINGS, max_size=12), st.integers(1, 2000), st.randoms())
def test_the_parts_explain_it_in_any_order(
    findings: list[Finding], length: int, random: Random
) -> None:
    result = score(words(length), findings)
    assert result.value == max(0, 100 - sum(one.lost for one in result.parts))
    counted = [one for one in findings if one.severity is not Severity.INFO]
    assert sum(one.findings for one in result.parts) == len(counted)
    random.shuffle(findings)
    assert score(words(length), findings) == result
