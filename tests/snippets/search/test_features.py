"""From witnesses to features, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from snippets.search.adapter import TEMPERATURE
from snippets.search.features import (
    AGAINST,
    FREE,
    LEAD,
    NAMES,
    SMALLEST,
    SURE,
    WITNESS,
    features,
    sureness,
)
from snippets.search.signals import COLUMNS, Signals, Table


def candidates(**columns: list[float]) -> Signals:
    """Candidates 0, 1, … with the witnesses that are named; the others say nothing."""
    count = len(next(iter(columns.values())))
    table = np.zeros((count, len(COLUMNS)))
    for name, values in columns.items():
        table[:, COLUMNS.index(name)] = values
    return Signals(np.arange(count), table)


def feature(found: Signals, name: str) -> Table:
    return features(found)[:, NAMES.index(name)]


def test_names_are_told_apart_and_each_has_its_witness() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert set(WITNESS.values()) == set(COLUMNS)
    assert set(NAMES) >= FREE | AGAINST
    assert not FREE & AGAINST


def test_no_candidates_have_no_rows() -> None:
    assert features(candidates(text=[])).shape == (0, len(NAMES))


def test_what_witnesses_say_comes_first() -> None:
    found = candidates(text=[0.5, 0.25], article=[0, 1])
    assert features(found)[:, : len(COLUMNS)].tolist() == found.table.tolist()


def test_the_best_is_the_measure_of_the_others() -> None:
    assert feature(candidates(text=[0.5, 0.25]), "text, to the best").tolist() == [1.0, 0.5]


def test_where_nobody_is_near_nobody_is_best() -> None:
    assert feature(candidates(text=[0.0, 0.0]), "text, to the best").tolist() == [0.0, 0.0]


def test_shares_count_by_their_magnitude() -> None:
    said = feature(candidates(votes=[1.0, 0.0]), "votes, logarithm")
    assert said == pytest.approx(np.log([1 + SMALLEST, SMALLEST]))


def test_learned_chances_are_among_candidates_of_one_kind() -> None:
    found = candidates(learned=[0.5, 0.5, 0.9], article=[0, 0, 1])
    said = feature(found, "learned, logarithm of its chance")
    assert said == pytest.approx(np.log([0.5, 0.5, 1.0]))


def test_learned_chances_are_sharp_and_never_none() -> None:
    found = candidates(learned=[0.1, 0.0, -9.0])
    chance = np.exp(np.array([0.1, 0.0]) / TEMPERATURE)
    said = feature(found, "learned, logarithm of its chance")
    assert said[:2] == pytest.approx(np.log(chance / chance.sum()))
    assert said[2] == pytest.approx(np.log(SMALLEST))


class TestSureness:
    def row(self, found: Signals, *logits: float) -> dict[str, float]:
        return dict(zip(SURE, sureness(found, np.array(logits)).tolist(), strict=True))

    def test_it_tells_of_the_first_and_of_its_lead(self) -> None:
        row = self.row(candidates(text=[0.5, 0.25], votes=[0.75, 0.0]), 2.0, 1.0)
        assert (row["logit"], row["lead"]) == (2.0, 0.5 * 1.0)
        assert row["share"] == pytest.approx(0.5 / (1 + np.exp(-1)))
        assert (row["text"], row["votes"], row["title"]) == (0.5, 0.75, 0.0)

    def test_a_lead_has_an_end_and_one_alone_has_it_all(self) -> None:
        assert self.row(candidates(text=[0.5, 0.5]), 100.0, 0.0)["lead"] == 0.5 * LEAD
        alone = self.row(candidates(text=[0.5]), -3.0)
        assert (alone["lead"], alone["share"]) == (0.5 * LEAD, 0.5)

    def test_a_lead_says_little_where_nothing_is_near(self) -> None:
        near = self.row(candidates(text=[0.8, 0.1]), 2.0, 0.0)
        far = self.row(candidates(text=[0.2, 0.1]), 2.0, 0.0)
        assert far["lead"] < near["lead"]
        assert far["share"] < near["share"]

    def test_the_nearest_of_all_is_told(self) -> None:
        assert self.row(candidates(text=[0.5, 0.1], past=[0.0, 0.75]), 1.0, 0.0)["nearest"] == 0.75
