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


def test_the_kind_of_apostrophe_does_not_count() -> None:
    marks = {marked(f"You can{mark}t restart it here today.", f"You can{mark}t") for mark in "'’"}
    assert len(marks) == 1


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


LONG = "You must restart the device first"


@pytest.mark.parametrize(
    "text", [f"{LONG}, so that it starts anew.", f"Sorry, but {LONG.lower()}.", f"{LONG} 3 times!"]
)
def test_a_sentence_that_has_grown_has_the_mark_among_those_of_its_parts(text: str) -> None:
    start = text.lower().index("you must")
    marks = Marks(text).all_of(RULE, Span(start, start + len(WORDS)))
    assert mark_of(RULE, WORDS, LONG) in marks


@pytest.mark.parametrize(
    "text", ["You must restart the other device first.", f"{LONG[:-6]}."], ids=["inside", "shorter"]
)
def test_another_sentence_does_not(text: str) -> None:
    assert mark_of(RULE, WORDS, LONG) not in Marks(text).all_of(RULE, Span(0, len(WORDS)))


def test_few_words_are_no_mark_of_a_longer_sentence() -> None:
    marks = Marks(f"{LONG}.").all_of(RULE, Span(0, len(WORDS)))
    assert mark_of(RULE, WORDS, "You must restart the.") not in marks
    assert mark_of(RULE, WORDS, "You must restart the device.") in marks


def test_a_very_long_sentence_has_its_own_mark_only() -> None:
    text = f"{LONG} {'on and ' * 100}on"
    (mark,) = Marks(text).all_of(RULE, Span(0, len(WORDS)))
    assert mark == mark_of(RULE, WORDS, text)


def test_what_is_flagged_may_have_grown_with_its_sentence() -> None:
    text = f"{LONG}, or it is slow."
    marks = Marks(text).all_of(RULE, Span(0, len(text) - 1))
    assert mark_of(RULE, LONG, f"{LONG}.") in marks
