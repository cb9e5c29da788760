"""Weights from rows and from lists, begun from weights that are known: signs, bounds, prior."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from snippets.learning.fitting import Pull, fit, fit_lists
from snippets.search.ranking import Linear
from snippets.search.signals import Table

NAMES = ("for", "against", "idle", "noise")
TRUE = np.array([3.0, -2.0, -2.0, 0.0])
FREE = Pull(free=frozenset(NAMES))
PRIOR = Linear(-1.0, {"for": 2.0, "against": 0.5, "idle": -0.5, "noise": 0.25})


def labelled(count: int = 2_000) -> tuple[Table, NDArray[np.bool_]]:
    """Random features, with labels drawn by TRUE and an intercept of -1."""
    random = np.random.default_rng(3)
    rows = random.random((count, len(NAMES)))
    return rows, random.random(count) < 1 / (1 + np.exp(1 - rows @ TRUE))


def test_weights_are_found_again_where_all_are_free() -> None:
    found = fit(NAMES, *labelled(), pull=FREE)
    assert found.vector(NAMES) == pytest.approx(TRUE, abs=0.6)
    assert found.intercept == pytest.approx(-1.0, abs=0.6)


def test_a_witness_never_speaks_against_what_it_names() -> None:
    weights = fit(NAMES, *labelled(), pull=Pull(against=frozenset({"idle"}))).weights
    assert weights["for"] > 1
    assert weights["against"] == 0
    assert weights["idle"] < -1


def test_what_speaks_against_never_speaks_for() -> None:
    assert fit(NAMES, *labelled(), pull=Pull(against=frozenset({"for"}))).weights["for"] == 0


@pytest.mark.parametrize("prior", [PRIOR, None])
def test_a_feature_that_never_changes_keeps_its_prior(prior: Linear | None) -> None:
    rows, right = labelled()
    rows[:, 0] = 0.7
    found = fit(NAMES, rows, right, pull=Pull(prior, against=frozenset({"idle"})))
    assert found.weights["for"] == pytest.approx(prior.weights["for"] if prior else 0.0)


def test_a_prior_stays_where_there_is_nothing_to_learn() -> None:
    rows, right = labelled(100)
    found = fit(NAMES, rows, right, np.zeros(100), Pull(PRIOR, against=frozenset({"idle"})))
    assert found.vector(NAMES) == pytest.approx(PRIOR.vector(NAMES), abs=1e-6)
    assert found.intercept == pytest.approx(PRIOR.intercept, abs=1e-6)


def test_a_feature_that_never_changes_counts_once() -> None:
    rows, right = labelled(100)
    rows[:, 0] = 0.7
    found = fit(NAMES, rows, right, np.zeros(100), Pull(PRIOR, against=frozenset({"idle"})))
    assert found.logits(NAMES, rows) == pytest.approx(PRIOR.logits(NAMES, rows), abs=1e-6)


def test_the_stronger_the_pull_the_nearer_the_prior() -> None:
    away = [
        np.abs(fit(NAMES, *labelled(), pull=Pull(PRIOR, decay)).vector(NAMES)[0] - 2.0)
        for decay in (1.0, 1e3, 1e6)
    ]
    assert away == sorted(away, reverse=True)
    assert away[-1] < 0.01


def test_heavy_rows_count_more() -> None:
    rows, right = np.ones((20, len(NAMES))), np.arange(20) < 10
    heavy = fit(NAMES, rows, right, np.where(right, 3.0, 1.0))
    logit = heavy.logits(NAMES, rows[:1])[0]
    assert 1 / (1 + np.exp(-logit)) == pytest.approx(0.75, abs=0.01)


def test_the_same_rows_give_the_same_weights() -> None:
    assert fit(NAMES, *labelled()) == fit(NAMES, *labelled())


def chosen(count: int = 1_500, size: int = 6) -> list[tuple[Table, NDArray[np.bool_]]]:
    """Lists from each of which one row was chosen by its share of exp(TRUE)."""
    random = np.random.default_rng(5)
    lists = []
    for _ in range(count):
        rows = random.random((size, len(NAMES)))
        scores = rows @ TRUE + random.gumbel(size=size)
        lists.append((rows, scores == scores.max()))
    return lists


def test_weights_are_found_again_from_what_was_chosen() -> None:
    found = fit_lists(NAMES, chosen(), pull=FREE)
    assert found.vector(NAMES) == pytest.approx(TRUE, abs=0.4)
    assert found.intercept == 0


def test_only_the_order_within_a_list_counts() -> None:
    pull = Pull(decay=0.0, free=frozenset(NAMES))
    lists = chosen(300)
    moved = [(rows + place % 3, right) for place, (rows, right) in enumerate(lists)]
    found = fit_lists(NAMES, moved, pull=pull).vector(NAMES)
    assert found == pytest.approx(fit_lists(NAMES, lists, pull=pull).vector(NAMES), abs=0.01)


def test_lists_without_a_choice_say_nothing() -> None:
    rows = np.eye(2, len(NAMES))
    mute = [(rows, np.array([True, True])), (rows, np.array([False, False]))]
    assert fit_lists(NAMES, mute, pull=Pull(PRIOR)) == PRIOR
    assert set(fit_lists(NAMES, mute).weights.values()) == {0.0}
    assert fit_lists(NAMES, [*mute, *chosen(50)]) == fit_lists(NAMES, chosen(50))


def test_any_of_several_right_ones_will_do() -> None:
    rows = np.array([[1.0, 0, 0, 0], [0, 1.0, 0, 0], [0, 0, 0, 1.0]])
    weights = fit_lists(NAMES, [(rows, np.array([True, True, False]))] * 50).weights
    assert min(weights["for"], weights["against"]) > weights["noise"]


def test_heavy_lists_count_more() -> None:
    rows = np.eye(2, len(NAMES))
    lists = [(rows, np.array([True, False])), (rows, np.array([False, True]))] * 20
    found = fit_lists(NAMES, lists, [3.0, 1.0] * 20, Pull(decay=1e-3, free=frozenset(NAMES)))
    lead = float(np.diff(found.logits(NAMES, rows))[0])
    assert 1 / (1 + np.exp(lead)) == pytest.approx(0.75, abs=0.01)
