"""Marks hold through edits elsewhere, and through other numbers in the sentence."""

from __future__ import annotations

import pytest

from models.checks.marks import Marks, mark_of
from models.text import Span

RULE, WORDS = "tone.ordering-about", "You must"
SENTENCE = "You must restart 2 times."


def marked(text: str, words: str = WORDS) -> str:
    start = text.index(words)
    return Marks(text).of(RULE, Span(start, start + len(words)))


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        f"Hi Dana,\n\n{SENTENCE} Let me know.",
        f"- {SENTENCE}",
        "You must restart 3 times!",
        "You must  restart 10 times",
    ],
)
def test_the_same_mark(text: str) -> None:
    assert marked(text) == mark_of(RULE, WORDS, SENTENCE)


@pytest.mark.parametrize("text", ["You must restart it 2 times.", "You must restart. 2 times."])
def test_another_sentence_has_another_mark(text: str) -> None:
    assert marked(text) != mark_of(RULE, WORDS, SENTENCE)


def test_another_rule_and_other_words_have_other_marks() -> None:
    mark = mark_of(RULE, WORDS, SENTENCE)
    assert mark not in {mark_of("tone.x", WORDS, SENTENCE), mark_of(RULE, "restart", SENTENCE)}


def test_numbers_that_are_flagged_count() -> None:
    assert mark_of(RULE, "2", "It takes 2 days.") != mark_of(RULE, "3", "It takes 3 days.")


def test_where_nothing_is_flagged_there_is_no_mark() -> None:
    assert Marks(SENTENCE).of(RULE, Span(3, 3)) == ""


def test_a_mark_says_nothing_of_the_text() -> None:
    mark = mark_of(RULE, WORDS, SENTENCE)
    assert len(mark) == 32
    assert int(mark, 16)
