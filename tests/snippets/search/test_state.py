"""What a desk has taught, as bytes."""

from __future__ import annotations

import numpy as np
import pytest

from snippets.search.adapter import Adapter
from snippets.search.ranking import Linear, Ranking
from snippets.search.state import State, shipped

RANKING = Ranking(Linear(-1.5, {"text": 2.0, "votes": 0.25}), Linear(0.5, {"share": 3.0}))
DAMAGE = (ValueError, KeyError, OSError)


def full() -> State:
    """A state with all its parts; its vectors are exact in half precision."""
    offsets = {"a": np.array([0.5, -0.25], np.float32), "ü": np.array([0, 1], np.float32)}
    adapter = Adapter(np.array([[0.5, 0], [0, 0.125]], np.float32), offsets)
    return State(RANKING, adapter, 0.75, np.array([3, 2**62], np.int64))


def test_a_full_state_comes_back() -> None:
    state, back = full(), State.from_bytes(full().to_bytes())
    assert (back.ranking, back.threshold) == (RANKING, 0.75)
    assert back.seen is not None
    assert back.seen.tolist() == [3, 2**62]
    assert state.adapter is not None
    assert back.adapter is not None
    assert back.adapter.turn.tolist() == state.adapter.turn.tolist()
    assert back.adapter.turn.dtype == np.float32
    assert list(back.adapter.offsets) == ["a", "ü"]
    assert back.adapter.offsets["a"].tolist() == [0.5, -0.25]


def test_a_state_without_vectors_comes_back() -> None:
    back = State.from_bytes(State(RANKING).to_bytes())
    assert (back.ranking, back.adapter, back.threshold) == (RANKING, None, None)
    assert back.seen is not None
    assert len(back.seen) == 0


@pytest.mark.parametrize("sort", ["texts", "examples", "taught", "past"])
def test_what_is_shipped_can_be_kept(sort: str) -> None:
    assert State.from_bytes(shipped()[sort].to_bytes()).ranking == shipped()[sort].ranking


@pytest.mark.parametrize("kept", [b"", b"not a state", b"PK\x03\x04 nor this"], ids=len)
def test_other_bytes_are_damage(kept: bytes) -> None:
    with pytest.raises(DAMAGE):
        State.from_bytes(kept)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_cut_bytes_are_damage(share: float) -> None:
    kept = full().to_bytes()
    with pytest.raises(DAMAGE):
        State.from_bytes(kept[: int(share * len(kept))])


def test_turned_bits_are_damage() -> None:
    kept = bytearray(full().to_bytes())
    middle = len(kept) // 4
    kept[middle : middle + 40] = bytes(255 - one for one in kept[middle : middle + 40])
    with pytest.raises(DAMAGE):
        State.from_bytes(bytes(kept))
