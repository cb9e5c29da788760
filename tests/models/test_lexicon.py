"""Forms of words, and which words are everyday ones."""

from __future__ import annotations

import pytest

from models.lexicon import inflections, is_everyday, lemma, word_classes


def test_a_verb_is_inflected() -> None:
    assert "logging" in inflections("log", "VBG")


@pytest.mark.parametrize(("word", "base"), [("feet", "foot"), ("parcels", "parcel")])
def test_a_noun_has_a_base_form(word: str, base: str) -> None:
    assert lemma(word, "NOUN") == base


@pytest.mark.parametrize("word", ["parcel", "Parcel", "WAITED", "blue"])
def test_everyday_words_are_known_in_any_case(word: str) -> None:
    assert is_everyday(word)


@pytest.mark.parametrize("word", ["Zbigniew", "Gmail", "xqzt", ""])
def test_names_are_no_everyday_words(word: str) -> None:
    assert not is_everyday(word)


def test_a_word_tells_what_it_can_be() -> None:
    assert word_classes("sunshine") == {"NOUN"}
    assert "ADJ" in word_classes("wrong")
