"""Weighing what rules have found against a model; the model is a fake that knows words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from models.checks.rulefile import read_rule
from models.checks.rules import ToneChecker
from models.checks.trust import Flaw
from models.errors import EngineDown
from models.opinion import verdicts
from models.opinion.absent import Absent
from models.opinion.opinion import SecondOpinion
from models.opinion.readings import overruled, readings
from models.opinion.scale import UNKNOWN_KIND, Scale
from models.protocols import CheckContext
from models.text import Category, Finding, Severity, Span
from tests.conftest import rules

SCALE = Scale(("blaming", "unclear"), (0.0, 1.0, 0.0, 0.0), sure=2.0, doubtful=-2.0)
HARSH = "The grumpy lamp was yours to look after."
FINE = "The lovely lamp is on its way to you."
PLAIN = "The old lamp is on its way to you."
TALL = "The tall lamp is on its way to you."


class Words:
    """A fake model: "grumpy" is bad, "lovely" is fine; the kind is told by other words."""

    def __init__(self) -> None:
        self.runs: list[list[str]] = []

    def rows(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.runs.append(list(texts))
        return np.array([self._row(text) for text in texts], np.float32)

    @staticmethod
    def _row(text: str) -> list[float]:
        told = 3.0 * ("grumpy" in text) - 3.0 * ("lovely" in text)
        return [told, 0.0, 1.0 * ("yours" in text), 1.0 * ("muddle" in text)]


@pytest.fixture
def model() -> Words:
    return Words()


@pytest.fixture
def opinion(model: Words) -> SecondOpinion:
    return SecondOpinion(model, SCALE)


def finding(text: str, words: str, rule: str = "tone.blaming-you", **changed: object) -> Finding:
    start = text.index(words)
    span = Span(start, start + len(words))
    found = Finding(rule, Category.TONE, Severity.WARNING, span, words, "m")
    return replace(found, **changed)  # type: ignore[arg-type]


class TestScale:
    def test_the_final_logit_weighs_verdict_and_register(self) -> None:
        scale = replace(SCALE, weighing=(1.0, 2.0, 4.0, 8.0))
        row = np.array([3.0, 0.0, 0.0, 0.0], np.float32)
        assert scale.verdict(row).logit == pytest.approx(1 + 2 * 3 + 4 * 0.5 + 8 * 3 * 0.5)

    def test_a_kind_is_named_where_it_is_likely(self) -> None:
        scale = replace(SCALE, kinds=("a", "b", "c"))
        kinds = [
            scale.verdict(np.array([0, 0, *logits], np.float32)).kind
            for logits in ([0, 2, 0], [0, 0, 0])
        ]
        assert kinds == ["b", UNKNOWN_KIND]


class TestCalling:
    def test_a_sentence_that_no_rule_has_found_is_called(self, opinion: SecondOpinion) -> None:
        text = f"{PLAIN} {HARSH}"
        (found,) = opinion.weigh(text, [], "en")
        assert (found.rule, found.severity) == ("tone.reads-blaming", Severity.SUGGESTION)
        assert found.text == found.span.of(text) == HARSH
        assert found.fixes
        assert not found.missing

    def test_a_sentence_that_cannot_be_reworded_says_what_is_missing(
        self, opinion: SecondOpinion
    ) -> None:
        (found,) = opinion.weigh("The grumpy refund was yours to look after.", [], "en")
        assert (found.fixes, found.missing) == ((), readings()["blaming"].missing)

    def test_spelling_tells_of_misspelt_words(self, opinion: SecondOpinion) -> None:
        assert opinion.weigh("The muddle was gone, the grumpyy lamp was here.", [], "en") == []
        assert opinion.weigh("Teh grumpy muddel lampp wsa heer, a muddle.", [], "en") == []
        (found,) = opinion.weigh("The grumpy muddle of the lamp was heer.", [], "en")
        assert found.rule == "clarity.reads-unclear"

    def test_clarity_has_its_own_category(self, opinion: SecondOpinion) -> None:
        (found,) = opinion.weigh("This grumpy muddle muddles on.", [], "en")
        assert (found.rule, found.category) == ("clarity.reads-unclear", Category.CLARITY)

    def test_no_likely_kind_reads_badly(self, model: Words) -> None:
        scale = replace(SCALE, kinds=("blaming", "unclear", "cold"))
        model._row = lambda _: [3.0, 0.0, 0.0, 0.0, 0.0]  # type: ignore[method-assign]
        (found,) = SecondOpinion(model, scale).weigh(PLAIN, [], "en")
        assert found.rule == "tone.reads-badly"

    def test_a_sentence_that_a_rule_has_found_is_not_called_again(
        self, opinion: SecondOpinion
    ) -> None:
        found = finding(HARSH, "grumpy")
        assert opinion.weigh(HARSH, [found], "en") == [found]

    @pytest.mark.parametrize(
        "changed",
        [{"severity": Severity.INFO}, {"category": Category.PLACEHOLDER}],
        ids=["information", "placeholder"],
    )
    def test_other_findings_do_not_stand_in_the_way(
        self, opinion: SecondOpinion, changed: dict[str, object]
    ) -> None:
        found = finding(HARSH, "grumpy", "tone.other", **changed)
        weighed = opinion.weigh(HARSH, [found], "en")
        assert found in weighed
        assert [one.rule for one in weighed if one != found] == ["tone.reads-blaming"]

    @pytest.mark.parametrize(
        "text",
        [
            "Hi grumpy old Dana,\n\nThe lamp is on its way.",
            "The lamp is on its way.\n\nBest wishes,\nThe grumpy lamp team",
            "So grumpy.",
            "“The grumpy lamp is yours to look after.”",
            "> The grumpy lamp is yours to look after.",
            "`the grumpy lamp was yours`",
            "The grumpy lamp was {{product.name}} all along.",
            "The grumpy lamp was ⟦which one⟧ all along.",
            "Die grumpy Lampe ist leider schon seit gestern nicht mehr in unserem Lager vorhanden.",
            "",
        ],
    )
    def test_what_is_no_sentence_of_the_writers_is_not_asked(
        self, opinion: SecondOpinion, text: str
    ) -> None:
        assert opinion.weigh(text, [], "en") == []

    @pytest.mark.parametrize(("locale", "called"), [("en-GB", 1), ("auto", 1), ("", 1), ("de", 0)])
    def test_it_knows_english_alone(self, opinion: SecondOpinion, locale: str, called: int) -> None:
        assert len(opinion.weigh(HARSH, [], locale)) == called


class TestDoubting:
    @pytest.mark.parametrize("severity", [Severity.WARNING, Severity.SUGGESTION])
    def test_a_rule_steps_down_where_the_model_sees_no_harm(
        self, opinion: SecondOpinion, severity: Severity
    ) -> None:
        found = finding(FINE, "lovely", severity=severity)
        assert opinion.weigh(FINE, [found], "en") == [replace(found, severity=Severity.INFO)]

    @pytest.mark.parametrize(
        ("text", "words", "changed"),
        [
            (FINE, "lovely", {"severity": Severity.ERROR}),
            (FINE, "lovely", {"rule": "tone.promise"}),
            (FINE, "lovely", {"rule": "tone.own-one"}),
            (PLAIN, "lamp", {}),
            (f"{FINE} {PLAIN}", "you. The old", {}),
            (f"{FINE} So be it.", "you. So", {}),
        ],
        ids=["error", "promise", "own rule", "no doubt", "one of two", "unjudged"],
    )
    def test_everything_else_stands(
        self, opinion: SecondOpinion, text: str, words: str, changed: dict[str, object]
    ) -> None:
        found = replace(finding(text, words), **changed)  # type: ignore[arg-type]
        assert opinion.weigh(text, [found], "en") == [found]

    def test_only_rules_about_one_sentences_manner_are_overruled(self) -> None:
        shipped = {rule.id: rule for rule in rules()}
        for name in overruled():
            rule = shipped[name]
            assert rule.category in (Category.TONE, Category.CLARITY)
            assert rule.severity in (Severity.WARNING, Severity.SUGGESTION)
            assert (rule.kind, rule.scope, rule.contested) == ("pattern", "sentence", False)


class TestRemembering:
    def test_only_what_changed_is_asked_again(self, opinion: SecondOpinion, model: Words) -> None:
        opinion.weigh(f"{TALL} {FINE} {TALL}", [], "en")
        opinion.weigh(f"{TALL} {PLAIN} {FINE}", [], "en")
        opinion.weigh(f"{PLAIN} {FINE}", [], "en")
        assert model.runs == [[TALL], [FINE], [PLAIN]]

    def test_what_was_asked_for_longest_ago_is_forgotten(
        self, opinion: SecondOpinion, model: Words, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(verdicts, "REMEMBERED", 2)
        for text in (TALL, FINE, TALL, PLAIN, TALL, FINE):
            opinion.weigh(text, [], "en")
        assert model.runs == [[TALL], [FINE], [PLAIN], [FINE]]

    def test_curly_and_straight_apostrophes_are_one(
        self, opinion: SecondOpinion, model: Words
    ) -> None:
        for text in ("It isn't the lamp.", "It isn’t the lamp."):
            opinion.weigh(text, [], "en")
        assert model.runs == [["It isn't the lamp."]]


ANGRY = """
id: tone.helpful-here
catalogue: OWN
kind: pattern
category: tone
severity: warning
message: m
why: w
patterns: [{match: '\\bto put (?:it|this) right\\b'}]
fixes: none
no_fixes_because: because.
examples: {fire: [To put it right.], silent: [No.]}
"""


class TestInTheChecker:
    def said(self, checker: ToneChecker, text: str = HARSH) -> list[str]:
        return [one.rule for one in checker.check(text, CheckContext())]

    def test_the_checker_asks_it(self, opinion: SecondOpinion) -> None:
        assert self.said(ToneChecker([], opinion=opinion)) == ["tone.reads-blaming"]
        assert self.said(ToneChecker([])) == []

    def test_a_rule_can_have_something_against_a_rewording(
        self, opinion: SecondOpinion, tmp_path: Path
    ) -> None:
        file = tmp_path / "helpful-here.yaml"
        file.write_text(ANGRY)
        checker = ToneChecker([read_rule(file, {})], opinion=opinion)
        (found,) = checker.check(f"{PLAIN} {HARSH}", CheckContext())
        assert (found.fixes, found.missing) == ((), Flaw.FLAGGED.value)

    @pytest.mark.parametrize(
        ("on", "off", "said"),
        [
            ([], ["tone.reads-blaming"], []),
            ([], ["tone"], []),
            (["tone.reads-blaming"], ["tone"], ["tone.reads-blaming"]),
            ([], ["clarity", "tone.reads-badly"], ["tone.reads-blaming"]),
        ],
    )
    def test_a_profile_switches_it_on_and_off(
        self, opinion: SecondOpinion, on: list[str], off: list[str], said: list[str]
    ) -> None:
        checker = ToneChecker([], opinion=opinion).tailored(on=on, off=off)
        assert self.said(checker) == said


def test_every_kind_says_what_is_wrong_and_what_to_do() -> None:
    for kind, reading in readings().items():
        assert reading.rule == f"{reading.category}.reads-{kind}"
        assert reading.severity is Severity.SUGGESTION
        assert all(one.endswith(".") for one in (reading.message, reading.why, reading.missing))
    assert UNKNOWN_KIND in readings()


def test_an_opinion_that_is_not_there_says_so_at_each_check() -> None:
    with pytest.raises(EngineDown, match="run `make setup`"):
        Absent("opinion", "no model; run `make setup`").check(HARSH, CheckContext())


@pytest.mark.parametrize(
    "text",
    [
        "You must be exhausted after that grumpy move.",
        "That must have been very frustrating for the grumpy lamp.",
        "The grumpy lamp was returned at your request.",
        "Your grumpy lamp is on the invoice.",
        "Switch the grumpy lamp off, then on again.",
    ],
)
def test_a_form_that_does_no_harm_is_not_called(text: str, opinion: SecondOpinion) -> None:
    assert opinion.weigh(text, [], "en") == []


@pytest.mark.parametrize(
    "text",
    [
        "The grumpy lamp is in the manual for you.",
        "Stop the grumpy lamp, then complain again.",
        "Your grumpy lamp is not on the invoice.",
    ],
)
def test_what_only_looks_like_one_is_called(text: str, opinion: SecondOpinion) -> None:
    assert opinion.weigh(text, [], "en") != []
