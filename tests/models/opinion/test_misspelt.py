"""Sentences without the words that no table knows."""

from __future__ import annotations

import pytest

from models.opinion.misspelt import known_words


@pytest.mark.parametrize(
    ("sentence", "known"),
    [
        ("I recieve the parcle untill three.", "I the three."),
        ("IMAP and Thunderbird aren't in the smtp.example.org log.", None),
        ("Whether you're in or out, u know.", None),
        ("Teh lamp.", None),
        ("The lamp, wich is blue", "The lamp, is blue"),
        ("", None),
    ],
)
def test_words_in_small_letters_that_are_in_no_table_go(sentence: str, known: str | None) -> None:
    assert known_words(sentence) == (sentence if known is None else known)
