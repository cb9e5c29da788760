"""The benchmark of typing: its texts, its edits, its table."""

from __future__ import annotations

import random

import pytest

from models.text import sentences
from tests.benchmarks import keystrokes


@pytest.mark.parametrize("length", [1, 500, 5000])
def test_a_text_is_as_long_as_it_should_be(length: int) -> None:
    assert len(keystrokes.text(length, 7)) == length


def test_an_edit_changes_one_letter() -> None:
    original = keystrokes.text(500, 0)
    edits = {keystrokes.edited(original, random.Random(seed)) for seed in range(20)}
    for one in edits:
        assert sum(a != b for a, b in zip(original, one, strict=True)) == 1
    assert len(edits) > 10


def test_a_cold_text_has_no_sentence_of_another_but_the_greeting() -> None:
    one, other = (set(sentences(keystrokes.text(5000, number))[:-1]) for number in (1000, 2000))
    assert one & other == {"Hi Dana,"}


def test_a_row_has_the_median_and_the_slow_ones() -> None:
    spent = [1.0] * 98 + [7.0, 90.0]
    assert keystrokes.row("x", spent, "10") == "| x | 100 | 1.0 | 7.0 | 10 |"
    assert keystrokes.row("x", [3.0], "10") == "| x | 1 | 3.0 | 3.0 | 10 |"
