"""Values in sentences: what they are, and which of them agree."""

from __future__ import annotations

import pytest

from snippets.curation.values import values


def first(text: str) -> object:
    return values(text)[0]


@pytest.mark.parametrize(
    ("text", "sort", "said"),
    [
        ("Bring it back within 14 days.", "duration", "14 days"),
        ("It takes half an hour.", "duration", "half an hour"),
        ("The room costs €89.50 a night.", "money", "€89.50"),
        ("A refill is 3 euros.", "money", "3 euros"),
        ("Members get 15% off.", "percent", "15%"),
        ("We open at 7:30 am.", "clock", "7:30 am"),
        ("Open Monday to Saturday.", "weekday", "Monday to Saturday"),
        ("Call 020 7946 0018.", "phone", "020 7946 0018"),
        ("Write to desk@hotel.example, please.", "email", "desk@hotel.example"),
        ("We are at 12 Mill Lane.", "street", "12 Mill Lane"),
        ("Each plan has five seats.", "count", "five seats"),
        ("Closed on 24 December.", "date", "24 December"),
    ],
)
def test_a_value_has_its_sort_and_place(text: str, sort: str, said: str) -> None:
    found = [one for one in values(text) if one.sort == sort]
    assert [one.span.of(text) for one in found] == [said]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("for 24 months", "for 2 years", True),
        ("in 60 minutes", "in one hour", True),
        ("in 3 to 5 days", "in 4 days", True),
        ("in 30 days", "in 45 days", False),
        ("for £20", "for £20.00", True),
        ("for £20", "for £25", False),
        ("at 5 pm", "at 17:00", True),
        ("Monday to Friday", "Monday to Saturday", False),
        ("call +44 20 7946 0018", "call +44 (20) 7946-0018", True),
    ],
)
def test_values_agree_when_both_can_be_true(one: str, other: str, agree: bool) -> None:
    ours, theirs = values(one)[0], values(other)[0]
    assert ours.comparable(theirs)
    assert ours.agrees(theirs) is agree


@pytest.mark.parametrize(("one", "other"), [("5 seats", "5 points"), ("£5", "€5"), ("£5", "5 %")])
def test_values_of_other_things_are_not_compared(one: str, other: str) -> None:
    assert not values(f"It has {one} now")[0].comparable(values(f"It has {other} now")[0])


@pytest.mark.parametrize("text", ["1 " * 10_000, "a" * 20_000, "1," * 10_000, "Mill " * 4_000])
def test_long_texts_are_read(text: str) -> None:
    assert len(values(text)) < 20_000
