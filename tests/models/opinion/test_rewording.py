"""How sentences are put anew; the model is a fake that minds words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from models.checks.rewriting import Template
from models.opinion.readings import Reading, readings
from models.opinion.rewording import MOST_FIXES, Rewordings
from models.opinion.scale import Scale
from models.opinion.shape import Shape
from models.opinion.verdicts import Verdicts
from models.text import SLOT, Span, apply_fixes

SCALE = Scale((), (0.0, 1.0, 0.0, 0.0), sure=2.0, doubtful=-2.0)


class Minds:
    """A fake model: a sentence with one of the words is bad, all others are fine."""

    def __init__(self, *words: str) -> None:
        self.words, self.asked = words, list[str]()

    def rows(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        bad = [any(map(text.__contains__, self.words)) for text in texts]
        return np.array([[6.0 * one - 3.0, 0.0] for one in bad], np.float32)


@pytest.fixture(autouse=True)
def _one_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Scale, "_kind", lambda *_: "badly")


def put(text: str, kind: str = "dead-end", *minded: str, words: Span | None = None) -> list[str]:
    whole = Span(0, len(text))
    found = Rewordings(Verdicts(Minds(*minded), SCALE)).of(
        text, whole, words or whole, readings()[kind]
    )
    return [apply_fixes(text, [fix]) for fix in found]


class TestPutting:
    def test_a_no_is_kept_and_goes_on(self) -> None:
        assert put("The lid isn't part of the set.") == [
            "The lid isn't part of the set; what I can do is ⟦what you can offer⟧.",
            "Here is where I can help: ⟦what you can offer, and what is not possible⟧.",
        ]

    def test_an_order_is_asked_for_with_what_it_achieves(self) -> None:
        assert put("Fill in the form and return it.")[0] == (
            "Could you please fill in the form and return it, so that ⟦what it achieves⟧?"
        )

    def test_a_question_is_asked_with_what_it_is_for(self) -> None:
        assert put("And you kept it on because?", "blaming") == [
            "To help you with this, could you tell me ⟦what you need to know⟧?"
        ]

    def test_facts_go_into_the_first_slot(self) -> None:
        assert put("The man who broke it on 3 May is at fault.", "blaming")[0] == (
            "Here is what happened: ⟦what happened, without “you”; keep 3 May⟧. "
            "To put it right, ⟦the next step⟧."
        )

    def test_a_greeting_in_the_same_sentence_stays(self) -> None:
        text = "Hi Dana, the lamp is what it is."
        assert put(text, "cold", words=Span(9, len(text)))[0].startswith(
            "Hi Dana, here is what I can do: ⟦"
        )

    def test_what_follows_the_words_stays(self) -> None:
        text = "The lamp is what it is. 🙂"
        assert put(text, "cold", words=Span(0, len(text) - 2))[0].endswith("⟧. 🙂")

    @pytest.mark.parametrize(
        "text",
        [
            "The lid isn't part of the set; the lamp is.",
            f"The lid isn't part of the set{' of the lamp' * 8}.",
        ],
        ids=["cut", "long"],
    )
    def test_what_is_long_or_cut_does_not_go_on(self, text: str) -> None:
        assert all("isn't" not in one for one in put(text))

    def test_a_sentence_with_a_slot_is_left(self) -> None:
        assert put("The lid is ⟦where it is⟧.") == []


class TestHolding:
    def test_what_the_model_minds_is_not_shown(self) -> None:
        assert put("The lid isn't part of the set.", "dead-end", "lid") == [
            "Here is where I can help: ⟦what you can offer, and what is not possible⟧."
        ]
        assert put("The lid isn't part of the set.", "dead-end", "can") == []

    def test_slots_are_judged_by_their_words_without_the_facts(self) -> None:
        model = Minds()
        text = "The courier has it since 3 May."
        Rewordings(Verdicts(model, SCALE)).of(
            text, Span(0, len(text)), Span(0, len(text)), readings()["unclear"]
        )
        assert model.asked[0] == "In plain words: what it means, and who does what."

    @pytest.mark.parametrize("grave", ["refund", "guarantee", "fee", "electric shock", "law"])
    @pytest.mark.parametrize("kind", ["blaming", "talking-down", "cold"])
    def test_nothing_grave_is_left_to_memory(self, kind: str, grave: str) -> None:
        assert put(f"The stickler has the {grave} in the book.", kind) == []

    def test_they_are_remembered_wherever_the_sentence_stands(self) -> None:
        model = Minds()
        rewordings = Rewordings(Verdicts(model, SCALE))
        said = "The lamp is gone."
        alone = rewordings.of(said, Span(0, 17), Span(0, 17), readings()["dead-end"])
        asked = list(model.asked)
        later = rewordings.of(f"Well. {said}", Span(6, 23), Span(6, 23), readings()["dead-end"])
        assert [fix.span.shifted(-6) for fix in later] == [fix.span for fix in alone]
        assert model.asked == asked


def templates() -> list[tuple[Reading, Template]]:
    return [
        (reading, template)
        for reading in readings().values()
        for templates in reading.rewordings.values()
        for template in templates
    ]


class TestKinds:
    def test_each_has_a_way_to_put_statements_and_questions(self) -> None:
        for reading in readings().values():
            assert {Shape.STATEMENT, Shape.QUESTION} <= reading.rewordings.keys()

    def test_each_template_has_a_slot_and_one_sentence_at_most(self) -> None:
        for _, template in templates():
            assert SLOT.search(template.text)
            assert all(";" not in words for words in SLOT.findall(template.text))
            assert template.groups <= {"sentence"}
            assert not template.filters

    def test_few_are_shown(self) -> None:
        assert len(put("The lamp is gone.")) == MOST_FIXES
