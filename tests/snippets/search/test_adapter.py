"""Learned vectors, on a made-up desk whose questions are its texts, turned."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from snippets.search.adapter import Adapter, fit
from snippets.search.neighbours import Vectors

DIMENSION, KNOWN, NEW = 12, 40, 10


def unit(vectors: Vectors) -> Vectors:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def desk() -> tuple[Vectors, Vectors, list[list[int]]]:
    """Vectors of texts; four questions about each, and what answers them."""
    random = np.random.default_rng(5)
    texts = unit(random.normal(size=(KNOWN + NEW, DIMENSION)))
    rotation = np.linalg.qr(random.normal(size=(DIMENSION, DIMENSION)))[0]
    answers = np.repeat(np.arange(KNOWN + NEW), 4)
    noise = 0.1 * random.normal(size=(len(answers), DIMENSION))
    return texts, unit(texts[answers] @ rotation.T + noise), [[int(one)] for one in answers]


def fitted() -> tuple[Vectors, Vectors]:
    """Fitted to the questions about all texts but the new ones."""
    texts, messages, answers = desk()
    known = 4 * KNOWN
    return fit(messages[:known], answers[:known], texts[:KNOWN], np.ones(known, np.float32))


def first(messages: Vectors, vectors: Vectors, answers: Sequence[Sequence[int]]) -> float:
    """The share of messages whose answer is nearest."""
    nearest = (messages @ vectors.T).argmax(axis=1).tolist()
    return float(np.mean([one in right for one, right in zip(nearest, answers, strict=True)]))


def names(count: int) -> list[str]:
    return [f"s{n}" for n in range(count)]


def test_a_fit_moves_snippets_to_their_questions() -> None:
    texts, messages, answers = desk()
    turn, offsets = fitted()
    moved = Adapter(turn, dict(zip(names(KNOWN), offsets, strict=True)))
    vectors = moved.vectors(names(KNOWN), texts[:KNOWN])
    known = slice(0, 4 * KNOWN)
    assert first(messages[known], texts[:KNOWN], answers[known]) < 0.3
    assert first(messages[known], vectors, answers[known]) > 0.9


def test_a_new_snippet_profits_from_the_turn() -> None:
    texts, messages, answers = desk()
    turn, offsets = fitted()
    moved = Adapter(turn, dict(zip(names(KNOWN), offsets, strict=True)))
    new = slice(4 * KNOWN, None)
    among_new = [[one - KNOWN for one in right] for right in answers[new]]
    vectors = moved.vectors(names(KNOWN + NEW)[KNOWN:], texts[KNOWN:])
    assert first(messages[new], texts[KNOWN:], among_new) < 0.4
    assert first(messages[new], vectors, among_new) > 0.6


def test_the_same_examples_give_the_same_fit() -> None:
    for one, other in zip(fitted(), fitted(), strict=True):
        assert np.array_equal(one, other)


def test_shapes() -> None:
    turn, offsets = fitted()
    assert turn.shape == (DIMENSION, DIMENSION)
    assert offsets.shape == (KNOWN, DIMENSION)


def test_one_message_may_have_several_answers() -> None:
    texts = unit(np.eye(4, dtype=np.float32))
    turn, offsets = fit(texts[3:], [[0, 1]], texts, np.ones(1, np.float32))
    likeness = Adapter(turn, dict(zip("abcd", offsets, strict=True))).vectors("abcd", texts)[:, 3]
    assert likeness[0] == pytest.approx(likeness[1], abs=1e-4)
    assert likeness[0] > likeness[2]


def test_a_message_without_weight_teaches_nothing() -> None:
    texts = unit(np.eye(4, dtype=np.float32))
    weights = np.array([1, 0], np.float32)
    both = fit(texts[2:], [[0], [1]], texts, weights)
    alone = fit(texts[2:3], [[0]], texts, weights[:1])
    for one, other in zip(both, alone, strict=True):
        assert one == pytest.approx(other, abs=1e-3)


def test_offsets_are_added_after_the_turn_to_those_who_have_one() -> None:
    texts = np.eye(2, dtype=np.float32)
    adapter = Adapter(np.array([[0, 1], [0, 0]], np.float32), {"a": np.array([5, 5], np.float32)})
    assert adapter.vectors(["a", "b"], texts).tolist() == [[6, 5], [1, 1]]
    assert texts.tolist() == [[1, 0], [0, 1]]
