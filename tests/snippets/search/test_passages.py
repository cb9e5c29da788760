"""What of a snippet is embedded."""

from __future__ import annotations

from snippets.search.passages import PASSAGE_CHARACTERS, mark_of, passages, texts_of
from snippets.snippet import Known, Past, Snippet

PARAGRAPH = "word " * 100


def test_a_short_text_is_one_passage() -> None:
    assert passages("One.\n\nTwo.") == ["One.\nTwo."]


def test_a_text_without_words_is_one_passage() -> None:
    assert passages("") == [""]


def test_a_long_text_is_cut_between_paragraphs_and_loses_nothing() -> None:
    paragraphs = [f"{n} {PARAGRAPH}".strip() for n in range(5)]
    parts = passages("\n \n".join(paragraphs))
    assert len(parts) > 1
    assert all(len(part) <= PASSAGE_CHARACTERS + 1 for part in parts)
    assert "\n".join(parts).split("\n") == paragraphs


def test_a_long_paragraph_stays_whole() -> None:
    long = "x" * 2 * PASSAGE_CHARACTERS
    assert passages(f"One.\n\n{long}\n\nTwo.") == ["One.", long, "Two."]


def test_the_texts_of_a_snippet_come_in_order_with_their_borders() -> None:
    snippet = Snippet("a", "reply", "Title", "**Body**.", examples=("one", "two"))
    texts = texts_of(Known(snippet, (Past("long ago", 1), Past("lately", 2))))
    assert texts.all == ["Title", "Title\nBody.", "one", "two", "long ago", "lately"]
    assert texts.borders == [1, 2, 4]


def test_marks_tell_texts_apart_and_fit_into_a_signed_number() -> None:
    marks = {mark_of(str(n)) for n in range(1_000)}
    assert len(marks) == 1_000
    assert all(0 <= mark < 2**63 for mark in marks)
    assert mark_of("0") in marks
