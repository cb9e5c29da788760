"""Which words that a dictionary lacks are slips of the pen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checks.spelling import (
    edits,
    is_code,
    is_near,
    is_plainly_meant,
    nearest_first,
    verdict,
    words_first,
)
from models.text import Severity, Span


def of(word: str, *corrections: str, before: str = "We", after: str = "it.") -> Severity | None:
    sentence = f"{before} {word} {after}".strip()
    start = sentence.index(word)
    return verdict(sentence, Span(start, start + len(word)), corrections)


@pytest.mark.parametrize(
    ("word", "corrections"),
    [
        ("recieved", ("received", "relieved")),
        ("whcih", ("which",)),
        ("teh", ("the", "tech")),
        ("oyu", ("you", "BYU")),
        ("occured", ("occurred",)),
        ("WIndows", ("Windows", "Window")),
    ],
)
def test_slips_are_found(word: str, corrections: tuple[str, ...]) -> None:
    assert of(word, *corrections) is Severity.WARNING


@pytest.mark.parametrize(
    ("word", "corrections"),
    [
        pytest.param("useMinimalAgent", ("use minimal agent",), id="inner capitals"),
        pytest.param("TBird", ("Third", "Bird"), id="inner capital"),
        pytest.param("PDFs", ("PDS",), id="acronym"),
        pytest.param("mp4box", ("box",), id="digits"),
        pytest.param("smtp", ("SMTP", "STP"), id="acronym in lower case"),
        pytest.param("Javascript", ("JavaScript",), id="casing of a brand"),
        pytest.param("addon", ("add-on",), id="hyphen"),
        pytest.param("posteingang", (), id="no correction"),
        pytest.param("vcard", ("card", "Card"), id="first letter"),
        pytest.param("imapmail", ("iambic",), id="far away"),
        pytest.param("sbd", ("SD", "sad"), id="short"),
        pytest.param("reindex", ("rein", "remix"), id="prefix and a word"),
        pytest.param("unsubscribable", ("subscribable",), id="first letter again"),
    ],
)
def test_terms_are_left_alone(word: str, corrections: tuple[str, ...]) -> None:
    assert of(word, *corrections) is None


@pytest.mark.parametrize(
    ("word", "corrections"),
    [
        pytest.param("german", ("German",), id="a name in lower case"),
        pytest.param("inorder", ("in order",), id="two words run together"),
        pytest.param("Toobar", ("Toolbar",), id="a capital inside a sentence"),
    ],
)
def test_what_may_be_meant_is_a_suggestion(word: str, corrections: tuple[str, ...]) -> None:
    assert of(word, *corrections) is Severity.SUGGESTION


def test_a_capital_at_the_beginning_says_nothing() -> None:
    assert of("Recieved", "Received", before="") is Severity.WARNING


@pytest.mark.parametrize(
    ("sentence", "word", "code"),
    [
        ("Open mailnews.headers.agent now.", "mailnews", True),
        ("It is in Mail/Locl/folder.", "Locl", True),
        ("Set user_nmae to it.", "nmae", True),
        ("See teh.", "teh", False),
        ("(teh end)", "teh", False),
        ("“teh end”", "teh", False),
    ],
)
def test_words_of_code_are_told_from_words(sentence: str, word: str, code: bool) -> None:
    start = sentence.index(word)
    assert is_code(sentence, Span(start, start + len(word))) is code


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("", "", 0), ("abc", "", 3), ("teh", "the", 1), ("recieve", "receive", 1), ("cat", "cuts", 2)],
)
def test_edits_count_letters(one: str, other: str, count: int) -> None:
    assert edits(one, other) == count


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_edits_are_the_same_both_ways(one: str, other: str) -> None:
    assert edits(one, other) == edits(other, one)
    assert (edits(one, other) == 0) is (one == other)


def test_swapped_first_letters_are_near() -> None:
    assert is_near("yhaoo", "yahoo")
    assert not is_near("mbox", "xbox")


def test_single_words_go_before_cut_ones() -> None:
    corrections = ("mes age", "m'étage", "message", "messages")
    assert words_first("mesage", corrections) == ("message", "messages", "mes age", "m'étage")


@pytest.mark.parametrize(
    ("word", "corrections", "first"),
    [
        ("acount", ("amount", "account", "count"), "account"),
        ("yoru", ("you", "your", "yore"), "your"),
        ("realy", ("real", "ready", "really"), "really"),
        ("recipt", ("recipe", "receipt"), "receipt"),
        pytest.param("tendancy", ("tendency", "tenancy"), "tendency", id="as near: by use"),
        pytest.param("sevral", ("several", "serval"), "several", id="a rare word"),
        pytest.param("inorder", ("in order", "inborder"), "in order", id="two words"),
        pytest.param("dont", ("don't", "font", "dot"), "don't", id="an apostrophe"),
    ],
)
def test_the_nearest_of_the_usual_corrections_goes_first(
    word: str, corrections: tuple[str, ...], first: str
) -> None:
    ordered = nearest_first(word, corrections)
    assert ordered[0] == first
    assert sorted(ordered) == sorted(corrections)
    assert nearest_first(word, ()) == ()


@pytest.mark.parametrize(
    ("word", "corrections", "sure"),
    [
        ("recieved", ("received", "relieved"), True),
        ("mesage", ("message", "ménage", "metage"), True),
        ("teh", ("the", "ten", "tea"), True),
        ("happend", ("happened", "happen"), False),
        ("temporarly", ("temporary", "temporarily"), False),
        ("wierd", ("weird", "wired"), False),
        ("rember", ("member", "ember"), False),
        ("alot", ("a lot", "lot"), False),
        pytest.param("custmer", ("customer", "Custer"), True, id="a name is no rival"),
        pytest.param("jsut", ("just", "Just"), True, id="the same word twice"),
    ],
)
def test_which_correction_is_plainly_meant(
    word: str, corrections: tuple[str, ...], sure: bool
) -> None:
    assert is_plainly_meant(word, corrections[0], corrections[1:]) is sure
