"""LanguageTool's clients count an emoji as one sign: matches are cut so that none lies in them."""

from __future__ import annotations

import pytest

from api.compat.emoji import without_emoji
from models.text import Span


def cut(text: str, words: str, *values: str) -> tuple[str, list[str]]:
    start = text.index(words)
    span, kept = without_emoji(text, Span(start, start + len(words)), values)
    return span.of(text), kept


@pytest.mark.parametrize(
    ("words", "values", "expected"),
    [
        ("You must go", ("Please go",), ("You must go", ["Please go"])),
        ("That is your fault 😂.", (), ("That is your fault", [])),
        ("😂 That is your fault", (), ("That is your fault", [])),
        ("No 😂 that is your fault", (), ("that is your fault", [])),
        ("😂", (), ("😂", [])),
        ("Hey 🙂 you must go", ("Hey 🙂 please go",), ("you must go", ["please go"])),
        ("you must go 🙂 now", ("please go 🙂 now",), ("you must go", ["please go"])),
        (" 😄", ("",), (" 😄", [""])),
        ("Hi 👍🏽 Bo", ("Hi 👍🏽 Ann",), ("Bo", ["Ann"])),
    ],
)
def test_no_emoji_is_covered_that_need_not_be(
    words: str, values: tuple[str, ...], expected: tuple[str, list[str]]
) -> None:
    assert cut(f"Thanks. {words}", words, *values) == expected


@pytest.mark.parametrize(
    ("words", "value"),
    [("a 🙂 b c", "a 🙂 d c"), ("x 🙂 y 🙂 z", "w 🙂 y 🙂 v"), ("🙂 a", "🙂"), ("a 🙂", "b 🙂 c")],
)
def test_the_text_comes_out_the_same(words: str, value: str) -> None:
    text = f"One {words} two"
    span, (kept,) = without_emoji(text, Span(4, 4 + len(words)), [value])
    assert text[: span.start] + kept + text[span.end :] == f"One {value} two"
