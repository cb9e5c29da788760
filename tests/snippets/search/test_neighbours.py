"""Nearest rows: one by one up to a size, by lists above it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from snippets.search import neighbours
from snippets.search.neighbours import NOTHING, Near, Neighbours, Rows, Vectors

DIMENSION = 16


@pytest.fixture
def lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """From 100 rows on there are lists: 16, of which 8 are looked at."""
    for name, value in {"EXACT_UP_TO": 100, "LISTS": 16, "PROBED": 8, "TRAINED_ON": 320}.items():
        monkeypatch.setattr(neighbours, name, value)


def rows(owners: list[int]) -> Rows:
    return Rows.of((owner, 1_000 + owner, 10) for owner in owners)


def clustered(count: int, seed: int = 1) -> Vectors:
    """Unit vectors around 20 middles."""
    random = np.random.default_rng(seed)
    middles = np.random.default_rng(0).normal(size=(20, DIMENSION))
    vectors = middles[random.integers(20, size=count)]
    vectors = vectors + 0.5 * random.normal(size=vectors.shape)
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def filled(count: int) -> tuple[Neighbours, Vectors]:
    """Rows in three goes; the owner of a row is its place."""
    near, vectors = Neighbours(DIMENSION), clustered(count)
    for part in np.array_split(np.arange(count), 3):
        near.add(rows(part.tolist()), vectors[part])
    return near, vectors


def owners(found: Near) -> list[int]:
    return [int(one) for one in found.rows.owner]


def exact(vectors: Vectors, query: Vectors, count: int) -> list[int]:
    return [int(one) for one in np.argsort(-(vectors @ query), kind="stable")[:count]]


def recall(near: Neighbours, vectors: Vectors, count: int = 10) -> float:
    queries = clustered(50, seed=2)
    shared = [set(owners(near.nearest(q, count))) & set(exact(vectors, q, count)) for q in queries]
    return sum(map(len, shared)) / (count * len(queries))


def test_nothing_is_near_where_there_are_no_rows() -> None:
    near = Neighbours(DIMENSION)
    near.add(Rows.of(()), np.zeros((0, DIMENSION), np.float32))
    assert near.nearest(clustered(1)[0], 5) == NOTHING


def test_a_small_library_is_compared_one_by_one() -> None:
    near, vectors = filled(300)
    assert recall(near, vectors) == 1.0


def test_the_nearest_come_first_with_their_likeness_and_their_row() -> None:
    near, vectors = filled(50)
    found = near.nearest(vectors[7], 5)
    assert owners(found) == exact(vectors, vectors[7], 5)
    assert found.likeness == pytest.approx(np.sort(vectors @ vectors[7])[::-1][:5], abs=1e-5)
    assert (found.rows.mark[0], found.rows.day[0]) == (1_007, 10)


@pytest.mark.parametrize("count", [0, 1, 20, 1_000])
def test_at_most_that_many_are_found(count: int) -> None:
    near, vectors = filled(20)
    assert len(near.nearest(vectors[0], count).rows) == min(count, 20)


@pytest.mark.usefixtures("lists")
def test_lists_find_almost_all_that_comparing_finds() -> None:
    near, vectors = filled(900)
    assert recall(near, vectors) > 0.9


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("count", [60, 900])
def test_what_is_removed_is_never_found(count: int) -> None:
    near, vectors = filled(count)
    near.remove(range(0, count, 2))
    assert len(near) == len(near.rows) == count // 2
    assert {one % 2 for q in vectors[:20] for one in owners(near.nearest(q, 30))} == {1}
    assert owners(near.nearest(vectors[31], 1)) == [31]


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("count", [60, 900])
def test_rows_can_be_added_after_others_were_removed(count: int) -> None:
    near, vectors = filled(count)
    near.remove([3, 5, 99_999])
    near.add(rows([count]), vectors[3:4])
    assert owners(near.nearest(vectors[3], 1)) == [count]


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("count", [60, 900])
def test_what_is_loaded_finds_the_same_and_can_change(tmp_path: Path, count: int) -> None:
    near, vectors = filled(count)
    near.remove([count - 1])
    near.save(tmp_path)
    loaded = Neighbours.load(tmp_path)
    for query in clustered(10, seed=3):
        assert owners(loaded.nearest(query, 10)) == owners(near.nearest(query, 10))
    loaded.add(rows([count]), vectors[:1])
    loaded.remove([0])
    assert owners(loaded.nearest(vectors[0], 1)) == [count]


@pytest.mark.usefixtures("lists")
def test_a_row_without_its_vector_is_damage(tmp_path: Path) -> None:
    filled(60)[0].save(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    filled(59)[0].save(other)
    (other / "rows.npz").replace(tmp_path / "rows.npz")
    with pytest.raises(ValueError, match="60 vectors for 59 rows"):
        Neighbours.load(tmp_path)


@pytest.mark.usefixtures("lists")
def test_growth_makes_the_lists_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    make = Neighbours._make_lists

    def counted(near: Neighbours) -> None:
        made.append(len(near))
        make(near)

    monkeypatch.setattr(Neighbours, "_make_lists", counted)
    near, vectors = Neighbours(DIMENSION), clustered(1_000)
    for start in range(0, 1_000, 50):
        chosen = np.arange(start, start + 50)
        near.add(rows(chosen.tolist()), vectors[chosen])
    assert made == [150, 650]
    assert recall(near, vectors) > 0.9


def test_the_marks_of_one_owner_are_told_with_their_likeness() -> None:
    found = Near(Rows.of([(1, 11, 0), (2, 21, 0), (1, 12, 0)]), np.array([3, 2, 1], np.float32))
    assert found.nearest_marks(1) == [(3.0, 11), (1.0, 12)]
