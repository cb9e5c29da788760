"""The order, its confidence and its reasons, on tables made by hand; and what is shipped."""

from __future__ import annotations

import numpy as np
import pytest

from snippets.search.features import AGAINST, FREE, NAMES, SURE
from snippets.search.ranking import Linear, Ranking
from snippets.search.signals import COLUMNS, Signals
from snippets.search.state import shipped

ORDER = Linear(0.0, {"text": 4.0, "votes": 2.0, "article": 3.0})
RANKING = Ranking(ORDER, Linear(-1.0, {"share": 2.0, "text": 1.0}))


def candidates(*numbers: int, **columns: list[float]) -> Signals:
    """Candidates with the witnesses that are named; the others say nothing."""
    table = np.zeros((len(numbers), len(COLUMNS)))
    for name, values in columns.items():
        table[:, COLUMNS.index(name)] = values
    return Signals(np.array(numbers, np.int64), table)


def anyone(seed: int) -> Signals:
    random = np.random.default_rng(seed)
    return Signals(np.arange(20), random.random((20, len(COLUMNS))))


def test_a_linear_model_weighs_what_it_knows() -> None:
    linear = Linear(1.0, {"b": 2.0})
    assert linear.vector(("a", "b")).tolist() == [0.0, 2.0]
    assert linear.logits(("a", "b"), np.array([[5.0, 1.0], [0.0, 0.0]])).tolist() == [3.0, 1.0]


def test_the_order_goes_by_logit() -> None:
    ranked = RANKING.rank(candidates(3, 5, 8, text=[0.25, 0.75, 0.5]))
    assert ranked.numbers.tolist() == [5, 8, 3]
    assert ranked.logits.tolist() == [3.0, 2.0, 1.0]
    assert ranked.found.column("text").tolist() == [0.75, 0.5, 0.25]


def test_equals_go_by_number() -> None:
    assert RANKING.rank(candidates(8, 3, 5, text=[0.5, 0.5, 0.75])).numbers.tolist() == [5, 3, 8]


def test_nothing_found_is_no_answer() -> None:
    nothing = candidates()
    ranked = RANKING.rank(nothing)
    assert (len(ranked.numbers), ranked.confidence, ranked.scores(5)) == (0, 0.0, [])
    assert RANKING.reasons(nothing, 5) == []


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("sort", ["texts", "examples", "taught", "past"])
def test_scores_fall_from_the_confidence(sort: str, seed: int) -> None:
    ranked = shipped()[sort].ranking.rank(anyone(seed))
    scores = ranked.scores(10)
    assert len(scores) == 10
    assert 0 < ranked.confidence < 1
    assert scores[0] == pytest.approx(ranked.confidence)
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] >= 0


@pytest.mark.parametrize("intercept", [-1e6, 1e6])
def test_a_confidence_stays_between_0_and_1(intercept: float) -> None:
    ranking = Ranking(ORDER, Linear(intercept, {}))
    assert 0 <= ranking.rank(candidates(1, text=[0.5])).confidence <= 1


def test_a_lead_raises_confidence() -> None:
    close, clear = (candidates(1, 2, text=[0.9, second]) for second in (0.8, 0.1))
    assert RANKING.rank(close).confidence < RANKING.rank(clear).confidence


class TestReasons:
    def test_the_loudest_witness_comes_first(self) -> None:
        found = candidates(1, 2, 3, text=[0.1, 0.5, 0.1], votes=[0.0, 0.5, 0.0])
        assert RANKING.reasons(found, 2) == [(), ("text", "votes")]

    def test_no_more_than_asked_for(self) -> None:
        found = candidates(1, 2, 3, text=[0.9, 0.1, 0.1], votes=[0.9, 0.0, 0.0])
        assert RANKING.reasons(found, 1, most=1) == [("text",)]

    def test_the_kind_is_never_a_reason(self) -> None:
        found = candidates(1, 2, 3, text=[0.6, 0.5, 0.5], article=[1, 0, 0])
        assert RANKING.reasons(found, 1) == [("text",)]

    @pytest.mark.parametrize("seed", range(5))
    @pytest.mark.parametrize("sort", ["texts", "examples", "taught", "past"])
    def test_shipped_reasons_are_witnesses(self, sort: str, seed: int) -> None:
        for reasons in shipped()[sort].ranking.reasons(anyone(seed), 20):
            assert set(reasons) <= set(COLUMNS) - {"article"}
            assert len(set(reasons)) == len(reasons) <= 3


class TestShipped:
    def test_every_sort_is_there(self) -> None:
        assert set(shipped()) == {"texts", "examples", "taught", "past"}

    @pytest.mark.parametrize("sort", ["texts", "examples", "taught", "past"])
    def test_weights_are_of_known_features(self, sort: str) -> None:
        ranking = shipped()[sort].ranking
        assert set(ranking.order.weights) <= set(NAMES)
        assert set(ranking.surety.weights) <= set(SURE)

    @pytest.mark.parametrize("sort", ["texts", "examples", "taught", "past"])
    def test_weights_have_the_sign_of_their_witness(self, sort: str) -> None:
        ranking = shipped()[sort].ranking
        weights = [*ranking.order.weights.items(), *ranking.surety.weights.items()]
        assert [name for name, one in weights if one > 0 and name in AGAINST] == []
        free = FREE | AGAINST
        assert [name for name, one in weights if one < 0 and name not in free] == []
