"""Groups of messages by their vectors."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from snippets.gaps.grouping import LEAST, groups, relative

WIDTH = 32


def around(direction: int, count: int, spread: float = 0.1) -> NDArray[np.float32]:
    """Unit vectors near one axis."""
    chance = np.random.default_rng(direction)
    rows = spread * chance.normal(size=(count, WIDTH))
    rows[:, direction] += 1
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize("count", [0, 1, LEAST - 1])
def test_few_are_no_group(count: int) -> None:
    assert groups(around(0, count).reshape(-1, WIDTH)) == []


def test_each_direction_is_a_group_the_biggest_first() -> None:
    found = groups(np.vstack([around(1, 5), around(2, 9), around(3, 1)]))
    assert [sorted(one.rows.tolist()) for one in found] == [[*range(5, 14)], [*range(5)]]


def test_the_most_typical_come_first() -> None:
    (found,) = groups(np.vstack([around(1, 8, 0.05), around(1, 1, 0.12)]))
    assert found.nearness.tolist() == sorted(found.nearness.tolist(), reverse=True)
    assert found.rows[-1] == 8


def test_the_same_vectors_give_the_same_groups() -> None:
    rows = np.vstack([around(axis, 20, 0.2) for axis in range(8)])
    one, other = groups(rows), groups(rows.copy())
    assert [each.rows.tolist() for each in one] == [each.rows.tolist() for each in other]


def test_what_all_have_in_common_tells_nothing_apart() -> None:
    """With a common part that outweighs their own, all are near to each other before."""
    common = 3 * np.eye(WIDTH, dtype=np.float32)[0]
    rows = np.vstack([around(axis, 10) for axis in (1, 2, 3, 4)]) + common
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    assert len(groups(rows)) == 1
    assert len(groups(relative(rows, rows.mean(0)))) == 4
