"""The words of a library's own."""

from __future__ import annotations

from snippets.search.vocabulary import SHARED_BY, Vocabulary, words
from snippets.snippet import Snippet


def snippet(body: str) -> Snippet:
    return Snippet("a", "reply", "Machine", body)


def test_words_are_in_lower_case_and_have_two_letters() -> None:
    assert words("A Rook-12 isn't Über") == ["rook", "12", "isn", "über"]


def test_a_capital_inside_a_sentence_makes_a_name() -> None:
    vocabulary = Vocabulary()
    vocabulary.add(snippet("Please fill the Rook with water. Then wait."))
    assert vocabulary.names() == {"rook"}


def test_a_word_of_several_snippets_is_no_slip() -> None:
    vocabulary = Vocabulary()
    for n in range(SHARED_BY):
        assert "grinder" not in vocabulary.names()
        vocabulary.add(snippet(f"grinder grinder{n}"))
    assert {"grinder", "machine"} == vocabulary.names()


def test_one_snippet_counts_a_word_once() -> None:
    vocabulary = Vocabulary()
    vocabulary.add(snippet("grinder " * SHARED_BY))
    assert vocabulary.names() == frozenset()


def test_what_is_removed_leaves_nothing() -> None:
    vocabulary = Vocabulary()
    texts = [snippet("fill the Rook"), snippet("clean the Rook"), snippet("the grinder")]
    for one in texts:
        vocabulary.add(one)
    vocabulary.remove(texts[0])
    assert "rook" in vocabulary.names()
    vocabulary.remove(texts[1])
    vocabulary.remove(texts[2])
    assert vocabulary == Vocabulary()
