"""Details joined, covered and replaced; uses a finder of fixed words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from models.private.details import Detail, Kind, covered, joined, mask, searchable
from models.text import Span


class Words:
    """Finds the words it is given as names; of each text only the first one."""

    id = "words"

    def __init__(self, *words: str) -> None:
        self.words = words
        self.seen: list[str] = []

    def find(self, texts: Sequence[str], known: frozenset[str] = frozenset()) -> list[list[Detail]]:
        self.seen += texts
        return [self._of(text, known) for text in texts]

    def _of(self, text: str, known: frozenset[str]) -> list[Detail]:
        found = re.search("|".join(self.words), text)
        return [name(*found.span())] if found and found[0].lower() not in known else []


def name(start: int, end: int) -> Detail:
    return Detail(Span(start, end), Kind.NAME)


def email(start: int, end: int) -> Detail:
    return Detail(Span(start, end), Kind.EMAIL)


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ([], []),
        ([name(4, 6), name(0, 2)], [name(0, 2), name(4, 6)]),
        ([name(0, 4), email(2, 9)], [email(0, 9)]),
        ([email(0, 9), name(2, 4)], [email(0, 9)]),
        ([name(0, 4), name(4, 6)], [name(0, 6)]),
        ([name(0, 4), email(4, 6)], [name(0, 4), email(4, 6)]),
    ],
)
def test_details_that_overlap_become_one(details: list[Detail], expected: list[Detail]) -> None:
    assert joined(details) == expected


def test_a_covered_text_is_as_long_and_says_what_is_hidden() -> None:
    text = covered("ask Dana now", [name(4, 8)])
    assert text == f"ask {Kind.NAME.cover * 4} now"


def test_masks_are_out_of_a_finders_sight() -> None:
    text = searchable("ask [name] at\u00a0[email]\r\n")
    assert len(text) == len("ask [name] at\u00a0[email]\r\n")
    assert "name" not in text
    assert "email" not in text
    assert "\u00a0" not in text


def test_what_is_no_mask_stays() -> None:
    assert searchable("[names] [Name] [1]") == "[names] [Name] [1]"


def test_details_are_replaced_by_their_kind() -> None:
    assert mask(Words("Dana", "Reyes"), ["Ask Dana.", "Nothing", "Reyes!"]) == [
        "Ask [name].",
        "Nothing",
        "[name]!",
    ]


def test_a_text_is_searched_until_nothing_is_left() -> None:
    assert mask(Words("Dana", "Reyes"), ["Dana and Reyes"]) == ["[name] and [name]"]


def test_a_text_without_details_is_searched_once() -> None:
    finder = Words("Dana")
    mask(finder, ["Nothing", "Dana"])
    assert finder.seen.count("Nothing") == 1


def test_known_words_reach_the_finder() -> None:
    assert mask(Words("Dana"), ["Dana"], frozenset({"dana"})) == ["Dana"]


def test_letters_with_their_accents_apart_are_put_together() -> None:
    assert mask(Words("Zoë"), ["Zoe\u0308 wrote"]) == ["[name] wrote"]
