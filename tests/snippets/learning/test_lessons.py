"""Messages whose answers are known, asked as if they had just come in."""

from __future__ import annotations

import numpy as np
import pytest

from models.embedders.hashing import HashingEmbedder
from snippets.learning.lessons import (
    UNANSWERED_SHARE,
    Asked,
    Lesson,
    ask,
    fit_ranking,
    lessons_of,
    order_lists,
    surety_rows,
)
from snippets.search.features import NAMES, SURE
from snippets.search.index import Index
from snippets.search.passages import mark_of, texts_of
from snippets.search.signals import COLUMNS, Signals
from snippets.search.state import shipped
from snippets.snippet import Known, Past, Snippet
from snippets.store.examples import Taught

MESSAGE = "the thing went bang"


@pytest.fixture
def index(embedder: HashingEmbedder) -> Index:
    """Two replies and an article; the message came on day 100, and things before and after."""
    known = [
        Known(
            Snippet("gate", "reply", "Gate", "Blue gate.", examples=("zebra quagga", "okapi")),
            (Past("umbrella", 50), Past(MESSAGE, 100), Past(f"{MESSAGE} again", 150)),
        ),
        Known(Snippet("kettle", "reply", "Kettle", "Red kettle."), (Past(MESSAGE, 100),)),
        Known(Snippet("about", "article", "Gates", "Gates and kettles.")),
    ]
    index = Index(embedder.dimension)
    index.put(known, [embedder.embed(texts_of(one).all) for one in known])
    return index


def lesson(text: str, day: int, given: bool, *owners: str) -> Lesson:
    vector = HashingEmbedder(256).embed([text])[0]
    return Lesson(text, day, given, set(owners), vector)


def asked(right: list[bool], message: str = MESSAGE, **columns: list[float]) -> Asked:
    """A lesson with candidates made by hand."""
    table = np.zeros((len(right), len(COLUMNS)))
    for name, values in columns.items():
        table[:, COLUMNS.index(name)] = values
    found = Signals(np.arange(len(right)), table)
    return Asked(Lesson(message, 1, False), found, np.array(right, bool))


def text_with(remainder: int) -> str:
    """A text whose mark has this remainder."""
    texts = (f"text {n}" for n in range(1_000))
    return next(text for text in texts if mark_of(text) % UNANSWERED_SHARE == remainder)


class TestLessonsOf:
    def test_what_answered_one_text_belongs_together_from_its_first_day(self) -> None:
        (one,) = lessons_of([Taught("a", "x", 9, False), Taught("b", "x", 7, False)])
        assert (one.owners, one.day, one.given) == ({"a", "b"}, 7, False)

    def test_a_given_example_is_told_from_a_past_message(self) -> None:
        lessons = lessons_of([Taught("a", "x", 9, False), Taught("b", "x", 7, True)])
        assert {(one.given, *one.owners) for one in lessons} == {(False, "a"), (True, "b")}

    def test_past_messages_go_by_day_and_examples_at_random(self) -> None:
        days = [5, 3, 8, 1, 9]
        past = lessons_of(Taught("a", str(day), day, False) for day in days)
        assert [one.day for one in past] == sorted(days)
        given = lessons_of(Taught("a", str(day), day, True) for day in range(20))
        assert [one.day for one in given] != list(range(20))
        turned = lessons_of(Taught("a", str(day), day, True) for day in range(19, -1, -1))
        assert [one.day for one in given] == [one.day for one in turned]

    def test_only_what_came_before_a_past_message_may_speak(self) -> None:
        assert Lesson("x", 7, given=False).before == 7
        assert Lesson("x", 7, given=True).before is None


class TestAsk:
    def row(self, index: Index, one: Lesson) -> dict[str, float]:
        """What the witnesses say of the snippet "gate"."""
        (found,) = ask(index, [one])
        place = found.found.numbers.tolist().index(index.numbers_of(["gate"])[0])
        return dict(zip(COLUMNS, found.found.table[place].tolist(), strict=True))

    def test_what_answers_is_marked(self, index: Index) -> None:
        (one,) = ask(index, [lesson(MESSAGE, 100, False, "gate", "gone")])
        assert one.found.numbers[one.right].tolist() == index.numbers_of(["gate"]).tolist()

    def test_neither_the_message_nor_later_ones_speak(self, index: Index) -> None:
        row = self.row(index, lesson(MESSAGE, 100, False, "gate"))
        assert row["past"] < 0.5
        assert row["words"] == 0
        assert row["always"] == 1.0

    def test_earlier_ones_do(self, index: Index) -> None:
        assert self.row(index, lesson("umbrella!", 51, False, "gate"))["past"] > 0.9
        assert self.row(index, lesson("umbrella!", 50, False, "gate"))["past"] == 0

    def test_a_message_that_came_twice_does_not_find_itself(self, index: Index) -> None:
        assert self.row(index, lesson(MESSAGE, 149, False, "gate"))["words"] == 0

    def test_an_example_does_not_find_itself(self, index: Index) -> None:
        assert self.row(index, lesson("okapi", 0, True, "gate"))["example"] < 0.5

    def test_an_example_does_not_find_itself_by_its_words(self, index: Index) -> None:
        assert self.row(index, lesson("zebra quagga", 0, True, "gate"))["keywords"] == 0


class TestLists:
    def test_each_kind_is_asked_on_its_own_where_it_has_an_answer(self) -> None:
        both = asked([True, False, True], article=[0, 0, 1])
        assert [one.found.numbers.tolist() for one in both.lists()] == [[0, 1, 2], [0, 1], [2]]
        replies = asked([True, False, False], article=[0, 0, 1])
        assert [one.found.numbers.tolist() for one in replies.lists()] == [[0, 1, 2], [0, 1]]

    def test_one_kind_is_asked_once(self) -> None:
        assert len(list(asked([True, False], article=[1, 1]).lists())) == 1

    def test_nothing_found_is_asked_once(self) -> None:
        assert len(list(asked([]).lists())) == 1


class TestRows:
    def test_order_has_a_row_a_candidate(self) -> None:
        (two, right), (one, _) = order_lists([asked([True, False]), asked([False])])
        assert (two.shape, one.shape) == ((2, len(NAMES)), (1, len(NAMES)))
        assert right.tolist() == [True, False]

    def test_order_has_lists_of_each_kind(self) -> None:
        lists = order_lists([asked([True, False, True], article=[0, 0, 1])])
        assert [len(rows) for rows, _ in lists] == [3, 2, 1]

    def test_surety_has_a_row_a_list(self) -> None:
        order = shipped()["past"].ranking.order
        some = [
            asked([True, False], text_with(1), text=[0.9, 0.1]),
            asked([False, True], text_with(1), text=[0.9, 0.1]),
            asked([], text_with(1)),
        ]
        rows, right = surety_rows(some, order)
        assert rows.shape == (2, len(SURE))
        assert right.tolist() == [True, False]

    def test_some_are_asked_again_without_their_answers(self) -> None:
        order = shipped()["past"].ranking.order
        _, right = surety_rows([asked([True, False], text_with(0), text=[0.9, 0.1])], order)
        assert right.tolist() == [True, False]

    def test_nothing_gives_no_rows(self) -> None:
        assert order_lists([]) == []
        assert surety_rows([], shipped()["past"].ranking.order)[0].shape == (0, len(SURE))


def test_a_ranking_learns_whom_to_believe() -> None:
    random = np.random.default_rng(4)
    some = []
    for n in range(100):
        votes, text = random.random((2, 4))
        some.append(asked((votes == votes.max()).tolist(), f"m{n}", votes=votes, text=text))
    prior = shipped()["texts"].ranking
    fitted = fit_ranking(some, prior)
    first = [fitted.rank(one.found).numbers[0] == one.right.argmax() for one in some]
    assert (
        np.mean(first)
        > 0.9
        > 0.6
        > np.mean([prior.rank(one.found).numbers[0] == one.right.argmax() for one in some])
    )
