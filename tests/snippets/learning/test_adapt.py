"""Learning from what a desk has answered, on a made-up desk.

Its questions share no words with its texts, and some words with each other.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.embedders.hashing import HashingEmbedder
from snippets.learning.adapt import (
    FEWEST,
    HARM,
    SAME,
    Figures,
    adapt,
    adapter,
    better,
    measure,
    parts,
    rehearse,
    threshold,
)
from snippets.learning.lessons import Asked, Lesson
from snippets.search.index import Index
from snippets.search.passages import texts_of
from snippets.search.ranking import Linear, Ranking
from snippets.search.signals import COLUMNS, Signals
from snippets.search.state import State, shipped
from snippets.snippet import Known, Past, Snippet

DIMENSION, TOPICS, MESSAGES = 64, 8, 240
BY_TEXT = Ranking(Linear(0.0, {"text": 1.0}), Linear(0.0, {"text": 1.0}))


def desk(given: bool = False) -> tuple[Index, list[Lesson]]:
    """Messages day by day, two of six words of a topic and two that say nothing."""
    random, embedder = np.random.default_rng(6), HashingEmbedder(DIMENSION)
    lessons = []
    for day in range(MESSAGES):
        topic = int(random.integers(TOPICS))
        said = [f"q{topic}w{n}" for n in random.choice(6, 2, replace=False)]
        text = " ".join([*said, *(f"noise{n}" for n in random.choice(9, 2)), str(day)])
        vector = embedder.embed([text])[0]
        lessons.append(Lesson(text, day, given, {f"s{topic}"}, vector))
    known = [_known(topic, lessons, given) for topic in range(TOPICS)]
    index = Index(DIMENSION)
    index.put(known, [embedder.embed(texts_of(one).all) for one in known])
    return index, lessons


def _known(topic: int, lessons: list[Lesson], given: bool) -> Known:
    own = [one for one in lessons if f"s{topic}" in one.owners]
    texts = tuple(one.text for one in own) if given else ()
    past = () if given else tuple(Past(one.text, one.day) for one in own)
    title = f"title{topic}"
    return Known(Snippet(f"s{topic}", "reply", title, f"body{topic}", examples=texts), past)


def marked(count: int, given: bool = False) -> list[Lesson]:
    return [Lesson(f"{given} {n}", n, given, {"a"}) for n in range(count)]


def asked(text: list[float], right: int | None, **columns: list[float]) -> Asked:
    """Candidates in an order of their likeness, one of them right."""
    table = np.zeros((len(text), len(COLUMNS)))
    for name, values in ({"text": text} | columns).items():
        table[:, COLUMNS.index(name)] = values
    found = Signals(np.arange(len(text)), table)
    return Asked(Lesson("x", 1, False), found, np.arange(len(text)) == right)


class TestParts:
    def test_vectors_then_order_then_what_is_held_back(self) -> None:
        first, second, held = parts(marked(100), set())
        assert [one.day for one in [*first, *second, *held]] == list(range(100))
        assert len(first) == pytest.approx(60, abs=1)
        assert len(held) == 20

    def test_what_a_state_has_seen_is_never_held_back(self) -> None:
        lessons = marked(100)
        first, second, held = parts(lessons, {one.mark for one in lessons[:90]})
        assert [one.day for one in held] == list(range(90, 100))
        assert [one.day for one in first + second] == list(range(90))

    def test_both_kinds_are_held_back(self) -> None:
        _, _, held = parts([*marked(100), *marked(50, given=True)], set())
        assert [one.given for one in held] == [False] * 20 + [True] * 10

    def test_only_the_newest_are_asked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("snippets.learning.adapt.MOST_ASKED", 5)
        _, second, held = parts(marked(100), set())
        assert [one.day for one in second] == [75, 76, 77, 78, 79]
        assert [one.day for one in held] == [95, 96, 97, 98, 99]

    def test_nothing_has_no_parts(self) -> None:
        assert parts([], set()) == ([], [], [])


class TestMeasure:
    def test_figures_by_hand(self) -> None:
        answers = [asked([0.9, 0.1], 0), asked([0.9, 0.1], 1), asked([0.9], None)]
        figures = measure(answers, BY_TEXT)
        sure = 1 / (1 + np.exp(-0.9))
        loss = -(np.log(sure) + 2 * np.log(1 - sure)) / 3
        assert (figures.messages, figures.mrr) == (3, 0.5)
        assert (figures.recall_1, figures.recall_5) == (0.3333, 0.6667)
        assert figures.log_loss == pytest.approx(loss, abs=1e-4)

    def test_each_kind_is_ranked_among_its_kind(self) -> None:
        one = asked([0.9, 0.5, 0.1], 1, article=[0.0, 1.0, 1.0])
        assert measure([one], BY_TEXT).mrr == 1.0

    def test_nothing_is_measured_without_error(self) -> None:
        assert measure([], BY_TEXT) == Figures(0, 0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("mrr", "log_loss", "real", "expected"),
    [
        (0.6, 0.9, True, True),
        (0.4, 0.1, True, False),
        (0.5 + SAME / 2, 0.4, True, True),
        (0.5 - SAME / 2, 0.4, True, True),
        (0.5 + SAME / 2, 0.6, True, False),
        (0.5, 0.5, True, False),
        (0.5, 0.9, False, True),
        (0.5 - HARM / 2, 0.9, False, True),
        (0.5 - 2 * HARM, 0.1, False, False),
    ],
)
def test_better(mrr: float, log_loss: float, real: bool, expected: bool) -> None:
    before = Figures(10, 0.5, 0.5, 0.5, 0.5)
    assert better(replace(before, mrr=mrr, log_loss=log_loss), before, real) is expected


class TestThreshold:
    def test_it_is_the_lowest_above_which_enough_is_right(self) -> None:
        answers = [asked([text], 0 if right else None) for text, right in self.BY_CONFIDENCE]
        sure = [1 / (1 + np.exp(-text)) for text, _ in self.BY_CONFIDENCE]
        assert threshold(answers, BY_TEXT, 0.75) == pytest.approx(sure[3], abs=1e-4)
        assert threshold(answers, BY_TEXT, 1.0) == pytest.approx(sure[1], abs=1e-4)
        assert threshold(answers, BY_TEXT, 0.5) == pytest.approx(sure[5], abs=1e-4)

    BY_CONFIDENCE = (
        (3.0, True),
        (2.5, True),
        (2.0, False),
        (1.5, True),
        (1.0, False),
        (0.5, False),
    )

    def test_where_none_gives_it_it_is_the_precision(self) -> None:
        assert threshold([asked([0.5], None)], BY_TEXT, 0.9) == 0.9

    def test_nothing_asked_is_the_precision(self) -> None:
        assert threshold([], BY_TEXT, 0.9) == 0.9


class TestAdapt:
    def test_too_few_messages_teach_nothing(self) -> None:
        index, lessons = desk()
        adapted = adapt(index, lessons[: FEWEST - 1], shipped()["past"], 0.9)
        assert adapted.state is None
        assert adapted.report["kept"] is False
        assert "too few" in adapted.report["reason"]

    def test_too_few_new_ones_teach_nothing(self) -> None:
        index, lessons = desk()
        seen = np.array([one.mark for one in lessons[10:]])
        adapted = adapt(index, lessons, replace(shipped()["past"], seen=seen), 0.9)
        assert (adapted.state, adapted.report["kept"]) == (None, False)

    def test_a_better_state_is_handed_over(self) -> None:
        index, lessons = desk()
        adapted = adapt(index, lessons, State(BY_TEXT), 0.9)
        assert adapted.report["kept"] is True
        assert adapted.report["after"]["mrr"] > adapted.report["before"]["mrr"] + SAME
        state = adapted.state
        assert state is not None
        assert state.adapter is not None
        assert set(state.adapter.offsets) == {f"s{topic}" for topic in range(TOPICS)}
        assert state.threshold == adapted.report["threshold"]
        assert state.seen is not None
        assert state.seen.tolist() == sorted(one.mark for one in lessons)

    def test_a_worse_one_is_not(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("snippets.learning.adapt.better", lambda *_: False)
        index, lessons = desk()
        adapted = adapt(index, lessons, State(BY_TEXT), 0.9)
        assert (adapted.state, adapted.report["kept"]) == (None, False)
        assert "no better" in adapted.report["reason"]

    def test_examples_alone_teach_vectors_only(self) -> None:
        index, lessons = desk(given=True)
        adapted = adapt(index, lessons, shipped()["examples"], 0.9)
        state = adapted.state
        assert state is not None
        assert state.adapter is not None
        assert (state.ranking, state.threshold) == (shipped()["taught"].ranking, None)

    @pytest.mark.parametrize("adapted_before", [False, True])
    def test_the_index_is_left_as_it_was(self, adapted_before: bool) -> None:
        index, lessons = desk()
        used = adapter(index, lessons[:100]) if adapted_before else None
        index.use(used)
        adapt(index, lessons, State(BY_TEXT, used), 0.9)
        assert index.adapter is used

    def test_the_index_is_left_as_it_was_after_an_error(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object) -> None:
            raise MemoryError

        monkeypatch.setattr("snippets.learning.adapt.fit_ranking", fail)
        index, lessons = desk()
        with pytest.raises(MemoryError):
            adapt(index, lessons, State(BY_TEXT), 0.9)
        assert index.adapter is None

    def test_the_same_lessons_give_the_same_state(self) -> None:
        first, second = (adapt(*desk(), State(BY_TEXT), 0.9) for _ in range(2))
        assert first.report == second.report


class TestRehearse:
    def test_each_lesson_is_asked_once_and_the_index_left_as_it_was(self) -> None:
        index, lessons = desk()
        used = adapter(index, lessons)
        index.use(used)
        texts = [one.lesson.text for one in rehearse(index, lessons, used)]
        assert sorted(texts) == sorted(one.text for one in lessons)
        assert index.adapter is used

    def test_vectors_that_speak_have_not_seen_the_lesson(self) -> None:
        index, lessons = desk()
        used = adapter(index, lessons)
        index.use(used)
        for one in rehearse(index, lessons, used):
            if one.lesson.mark == lessons[0].mark:
                assert index.adapter is not used

    def test_without_learned_vectors_none_are_learned(self) -> None:
        index, lessons = desk()
        assert all(not one.found.column("learned").any() for one in rehearse(index, lessons, None))


def test_vectors_are_fitted_to_snippets_that_are_there() -> None:
    index, lessons = desk()
    index.remove(["s0"])
    assert set(adapter(index, lessons).offsets) == {f"s{topic}" for topic in range(1, TOPICS)}
