"""Texts with mark-up: what is read, and where that was sent."""

from __future__ import annotations

import json

import pytest

from api.compat.annotated import AnnotatedText, Piece
from models.text import Span


def text(*parts: str) -> AnnotatedText:
    return AnnotatedText(
        Piece(part, "", is_markup=True) if part.startswith("<") else Piece(part, part)
        for part in parts
    )


def sent(annotated: AnnotatedText, words: str) -> str | None:
    start = annotated.plain.index(words)
    place = annotated.place(Span(start, start + len(words)))
    return place.of(annotated.sent) if place else None


@pytest.mark.parametrize(
    ("parts", "words", "where"),
    [
        (("A ", "<b>", "red", "</b>", " lid"), "red", "red"),
        (("A r", "<b>", "ed lid"), "red", "r<b>ed"),
        (("<p>", "🙂 red", "</p>"), "red", "red"),
        (("red",), "red", "red"),
    ],
)
def test_mark_up_at_the_edges_is_no_part_of_a_place(
    parts: tuple[str, ...], words: str, where: str
) -> None:
    assert sent(text(*parts), words) == where


def test_what_mark_up_stands_for_is_read_and_trimmed() -> None:
    annotated = AnnotatedText([Piece("A", "A"), Piece("<br>", "\n", True), Piece("lid", "lid")])
    assert annotated.plain == "A\nlid"
    assert sent(annotated, "\nlid") == "lid"
    assert sent(annotated, "\n") is None


def test_a_place_without_mark_up_in_it_is_bare() -> None:
    annotated = text("A r", "<b>", "ed lid")
    assert annotated.is_bare(Span(4, 7))
    assert not annotated.is_bare(Span(2, 5))


def test_a_gap_has_its_place() -> None:
    annotated = text("<b>", "lid", "</b>")
    assert annotated.place(Span(0, 0)) == Span(3, 3)
    assert annotated.place(Span(3, 3)) == Span(10, 10)


def test_json_is_read() -> None:
    parts = [{"text": "A"}, {"markup": "<br>", "interpretAs": "\n"}, {"markup": "<i>"}]
    annotated = AnnotatedText.of_json(json.dumps({"annotation": parts}))
    assert (annotated.sent, annotated.plain) == ("A<br><i>", "A\n")
