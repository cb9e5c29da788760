"""No rewrite loses or invents a fact, changes what is denied or allowed, or is flagged again.

Facts are spliced into the rules' own examples and looked for word by word, and what is said is
told by the letters as well (tests/said.py): this does not rest on `models.checks.facts` alone.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.checks.facts import added_facts, lost_facts
from models.checks.rules import ToneChecker, load_rules
from models.checks.stance import PROTECTED, shifted_marks
from models.checks.trust import reads_well
from models.opinion.opinion import SecondOpinion
from models.opinion.readings import readings
from models.opinion.scale import UNKNOWN_KIND, Scale
from models.protocols import CheckContext
from models.text import SLOT, Category, Finding, Severity, apply_fixes
from tests.said import invented, lost

RULES = load_rules()
CHECKER = ToneChecker(RULES)
CONTEXT = CheckContext()
CATALOGUE = Path(__file__).parents[4] / "shared/data/tone/catalogue_examples.jsonl"

FACTS = [
    "€12.50", "$1.2k", "-3", "30 %", "twenty euros", "3-5 days", "two weeks", "10 MB", "3 May",
    "the 30th", "12 June 2026", "2026-05-04", "03/04/2026", "5 pm", "3pm CET", "15:30", "Monday",
    "tomorrow", "next week", "Priya Raman", "the iPhone", "eBay", "Pro", "v2.1",
    "0x80004005", "#5520", "AB-1234", "a8f3b2c9", "+49 30 1234567", "help@example.com",
    "https://example.com/a?b=1", "report_final.pdf", "/etc/hosts", "C:\\Users\\ana", "`ls -l`",
    "{{order.id}}", "DE89 3704 0044 0532 0130 00", "“Save as”", "at least 8", "up to 5 GB",
]  # fmt: skip


def counted(findings: list[Finding]) -> list[tuple[str, str]]:
    """Rule and words of what matters, slots aside."""
    return [
        (one.rule, one.text.casefold())
        for one in findings
        if one.severity is not Severity.INFO and not SLOT.fullmatch(one.text)
    ]


def opened(text: str) -> str:
    return text.replace("⟦", " ").replace("⟧", " ")


def check_rewrites(text: str, kept: str = "", checker: ToneChecker = CHECKER) -> int:
    """Asserts that every fix of the text holds; how many there are."""
    findings = checker.check(text, CONTEXT)
    before = counted(findings)
    seen = 0
    for finding in findings:
        assert bool(finding.fixes) != bool(finding.missing), finding
        for fix in finding.fixes:
            after = apply_fixes(text, [fix])
            seen += 1
            assert not lost_facts(text, after), after
            assert not added_facts(text, after), after
            assert not lost(text, after), after
            assert not invented(text, after), after
            assert reads_well(text, after), after
            assert kept.casefold() in opened(after).casefold(), after
            assert set(re.findall(r"\d+", after)) <= set(re.findall(r"\d+", text)), after
            rules = [rule for rule, _ in counted(checker.check(after, CONTEXT))]
            assert set(rules) <= {rule for rule, _ in before}, after
            if finding.severity is not Severity.INFO:
                was = [rule for rule, _ in before]
                assert rules.count(finding.rule) < was.count(finding.rule), after
    return seen


class Calls:
    """A fake model that calls sentences with "stickler" in them, unless they were put anew."""

    def __init__(self, kind: int, kinds: int) -> None:
        self._kind = [5.0 * (kind == number) for number in range(kinds)]

    def rows(self, texts: Sequence[str]) -> NDArray[np.float32]:
        anew = ("; what I can do is", ", so that what it achieves")
        bad = ["stickler" in text and not any(map(text.__contains__, anew)) for text in texts]
        return np.array([[6.0 * one - 3.0, 0.0, *self._kind] for one in bad], np.float32)


def second_opinions() -> dict[str, ToneChecker]:
    """A checker for each kind of sentence, whose model has no other."""
    kinds = tuple(kind for kind in readings() if kind != UNKNOWN_KIND)
    scale = Scale(kinds, (0.0, 1.0, 0.0, 0.0), sure=2.0, doubtful=-9.0)
    return {
        kind: ToneChecker(RULES, opinion=SecondOpinion(Calls(number, len(kinds)), scale))
        for number, kind in enumerate(kinds)
    }


OPINIONS = second_opinions()
CALLED = [
    "Every stickler in the house looks at the label first.",
    "The stickler in the shop was alone with the lamp.",
    "Send the stickler in your house to the shop.",
    "The stickler is not in the shop for lamps.",
    "Was the stickler in your house near the lamp?",
]
TONE = [
    example.text
    for rule in RULES
    if rule.category is not Category.PLACEHOLDER
    for example in rule.fire
]


@pytest.mark.parametrize("text", TONE)
def test_rewrites_of_examples_hold(text: str) -> None:
    check_rewrites(text)


@pytest.mark.data
@pytest.mark.skipif(not CATALOGUE.is_file(), reason=f"the data is not at {CATALOGUE}")
def test_rewrites_of_the_catalogue_hold() -> None:
    lines = map(json.loads, CATALOGUE.read_text("utf-8").splitlines())
    assert sum(check_rewrites(line["before"]) for line in lines if "before" in line) > 50


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(TONE), st.sampled_from(FACTS), st.data())
def test_a_fact_spliced_in_is_kept(text: str, fact: str, data: st.DataObject) -> None:
    gaps = [gap.start() for gap in re.finditer(r" ", text)] or [len(text)]
    at = data.draw(st.sampled_from(gaps))
    check_rewrites(f"{text[:at]} {fact}{text[at:]}", fact.removeprefix("the "))


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(CALLED), st.sampled_from([*OPINIONS]), st.sampled_from(FACTS), st.data())
def test_the_second_opinion_keeps_a_fact(
    text: str, kind: str, fact: str, data: st.DataObject
) -> None:
    at = data.draw(st.sampled_from([gap.start() for gap in re.finditer(r" ", text)]))
    check_rewrites(f"{text[:at]} {fact}{text[at:]}", fact.removeprefix("the "), OPINIONS[kind])


@pytest.mark.parametrize("kind", OPINIONS)
@pytest.mark.parametrize("text", CALLED)
def test_the_second_opinion_has_a_rewrite(text: str, kind: str) -> None:
    assert check_rewrites(text, checker=OPINIONS[kind])
    assert check_rewrites(f"Hi Dana, {text[0].lower()}{text[1:]} 🙂", checker=OPINIONS[kind])


@pytest.mark.parametrize("kind", OPINIONS)
@pytest.mark.parametrize(
    "grave",
    ["the refund", "the guarantee", "the hazard", "the fee", "the cancellation", "a shock"],
)
def test_the_second_opinion_keeps_what_is_grave(grave: str, kind: str) -> None:
    text = f"Every stickler in the house knows about {grave}."
    for finding in OPINIONS[kind].check(text, CONTEXT):
        for fix in finding.fixes:
            assert grave in apply_fixes(text, [fix])


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(TONE),
    st.sampled_from(["for", "by", "with", "until", "within", "before", "after"]),
    st.sampled_from(FACTS),
)
def test_a_fact_at_the_end_is_kept(text: str, how: str, fact: str) -> None:
    end = len(text.rstrip(".!?"))
    check_rewrites(f"{text[:end]} {how} {fact}{text[end:]}", fact.removeprefix("the "))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(TONE), st.sampled_from(TONE))
def test_neighbours_stay_as_they_are(one: str, other: str) -> None:
    if "\n" not in one + other:
        check_rewrites(f"{one} {other}")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_is_grave_changes_only_by_a_turn(rule) -> None:
    allowed = {mark for turn in rule.turns for mark in turn.takes.keys() | turn.gives.keys()}
    for example in rule.fire:
        for finding in ToneChecker([rule], on=[rule.id]).check(example.text, CONTEXT):
            for fix in finding.fixes:
                lost, added = shifted_marks(example.text, apply_fixes(example.text, [fix]))
                assert PROTECTED & (lost.keys() | added.keys()) <= allowed
