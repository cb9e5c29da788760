"""Spans, fixes, sentences, and offsets in UTF-16."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.text import (
    Category,
    Finding,
    Fix,
    Severity,
    Span,
    Utf16,
    apply_fixes,
    by_position,
    sentence_spans,
    sentences,
    unwrapped,
)

ANY_TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab Z.!?\n\r\t-*•>#1).0,🙂é“”⟦⟧日。\u2028\x85\u200b\xa0"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=80,
)


def finding(span: Span, severity: Severity = Severity.WARNING, rule: str = "tone.x") -> Finding:
    return Finding(rule, Category.TONE, severity, span, "x", "Message.")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Span(0, 3), Span(2, 5), True),
        (Span(2, 5), Span(0, 3), True),
        (Span(0, 3), Span(3, 5), False),
        (Span(0, 9), Span(3, 5), True),
        (Span(3, 3), Span(3, 5), False),
    ],
)
def test_spans_overlap_when_they_share_a_character(one: Span, other: Span, expected: bool) -> None:
    assert one.overlaps(other) is expected


def test_a_span_contains_what_lies_within_it() -> None:
    assert Span(0, 5).contains(Span(0, 5))
    assert not Span(0, 5).contains(Span(4, 6))


def test_a_shifted_finding_takes_its_fixes_along() -> None:
    found = Finding(
        "tone.x", Category.TONE, Severity.INFO, Span(1, 2), "x", "M.", "", (Fix(Span(1, 2), "y"),)
    )
    moved = found.shifted(10)
    assert (moved.span, moved.fixes[0].span) == (Span(11, 12), Span(11, 12))


@pytest.mark.parametrize(
    ("fixes", "expected"),
    [
        ([], "abcdef"),
        ([Fix(Span(0, 1), "X")], "Xbcdef"),
        ([Fix(Span(3, 4), "Y"), Fix(Span(0, 1), "X")], "XbcYef"),
        ([Fix(Span(0, 3), "X"), Fix(Span(2, 4), "Y")], "Xdef"),
        ([Fix(Span(2, 2), "--")], "ab--cdef"),
        ([Fix(Span(0, 6), "")], ""),
        ([Fix(Span(0, 3), "X"), Fix(Span(3, 6), "Y")], "XY"),
    ],
)
def test_fixes_are_applied_from_left_to_right(fixes: list[Fix], expected: str) -> None:
    assert apply_fixes("abcdef", fixes) == expected


@pytest.mark.parametrize(("text", "expected"), [("⟦by when⟧", True), ("soon", False), ("⟦", False)])
def test_a_fix_with_a_slot_says_so(text: str, expected: bool) -> None:
    assert Fix(Span(0, 0), text).has_slot is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \n \n", []),
        ("One.", ["One."]),
        ("One. Two!  Three?", ["One.", "Two!", "Three?"]),
        ("One\nTwo", ["One", "Two"]),
        ("Hi Dana,\n\nThank you.", ["Hi Dana,", "Thank you."]),
        ("- One.\n- Two. Three.", ["One.", "Two.", "Three."]),
        ("1. Unplug it.\n2) Wait.", ["Unplug it.", "Wait."]),
        ("* a\n+ b\n• c", ["a", "b", "c"]),
        ("## Title\ntext", ["Title", "text"]),
        ("> quoted\nown", ["quoted", "own"]),
        ("Dr. Osei pays £3.50 at 9 a.m. on Monday.", ["Dr. Osei pays £3.50 at 9 a.m. on Monday."]),
        ("It costs 3.5 kg. Fine", ["It costs 3.5 kg.", "Fine"]),
        ("See https://example.com/a.b?c. Then go.", ["See https://example.com/a.b?c.", "Then go."]),
        ("One.\r\nTwo.", ["One.", "Two."]),
        ("🙂 One. 🙂 Two.", ["🙂 One.", "🙂 Two."]),
        pytest.param(
            "This is ridiculous!! I want it.",
            ["This is ridiculous!!", "I want it."],
        ),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(ANY_TEXT)
def test_sentence_spans_are_in_order_and_apart(text: str) -> None:
    spans = sentence_spans(text)
    assert all(span.start < span.end for span in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


@given(ANY_TEXT)
def test_sentences_have_no_white_space_around_them(text: str) -> None:
    assert all(one == one.strip() != "" for one in sentences(text))


@given(ANY_TEXT)
def test_sentences_cover_all_but_white_space_and_list_marks(text: str) -> None:
    covered = {at for span in sentence_spans(text) for at in range(span.start, span.end)}
    left = "".join(char for at, char in enumerate(text) if at not in covered)
    assert set("".join(left.split())) <= set("-*+•#>0123456789.)")


@given(st.text(alphabet=st.sampled_from("aé🙂日\n👩‍\ud83d"), max_size=30))
def test_utf16_offsets_are_what_the_encoding_counts(text: str) -> None:
    units = Utf16(text)
    for at in range(len(text) + 1):
        assert units.offset(at) == len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
        assert units.code_points(units.offset(at)) == at


def test_utf16_offset_of_an_emoji_is_two() -> None:
    assert [Utf16("a🙂b").offset(at) for at in range(4)] == [0, 1, 3, 4]


def test_findings_in_reading_order_put_the_gravest_first() -> None:
    grave, mild, later = (
        finding(Span(0, 2), Severity.ERROR),
        finding(Span(0, 1), Severity.INFO),
        finding(Span(5, 6)),
    )
    assert by_position([later, mild, grave]) == [grave, mild, later]


def test_severities_go_from_grave_to_mild() -> None:
    assert [severity.rank for severity in Severity] == [0, 1, 2, 3]


LONG = "Thank you for telling us that the lamp on your desk"


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        (f"{LONG}\nis broken.", f"{LONG} is broken."),
        (f"{LONG},\r\nand that it is new.", f"{LONG},  and that it is new."),
        (f"{LONG}\n{LONG.lower()}\nis new.", f"{LONG} {LONG.lower()} is new."),
        (f"{LONG}.\nand more", f"{LONG}.\nand more"),
        (f"{LONG}\nKind regards", f"{LONG}\nKind regards"),
        (f"{LONG}\n\nis broken.", f"{LONG}\n\nis broken."),
        (f"- {LONG}\nis broken.", f"- {LONG}\nis broken."),
        (f"{LONG}\n- is broken.", f"{LONG}\n- is broken."),
        (f"> {LONG}\nis broken.", f"> {LONG}\nis broken."),
        ("short lines\nstay as they are", "short lines\nstay as they are"),
    ],
)
def test_line_breaks_within_sentences_are_spaces(text: str, flat: str) -> None:
    assert unwrapped(text) == flat
    assert len(flat) == len(text)
