"""Values of the customer's that a reply says back or confirms: said_back.yaml has both sorts."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.conversation.checks import converse
from assistant.conversation.details import details
from assistant.conversation.slips import is_transposed
from models.protocols import CheckContext
from models.text import Finding

PAIRS = yaml.safe_load((Path(__file__).parent / "said_back.yaml").read_text("utf-8"))
RULE = "facts.contradicts-message"


def found(message: str, reply: str, **known: object) -> list[Finding]:
    text = f"Hi Leo,\n\n{reply}\n\nBest,\nTed"
    context = CheckContext(message=f"{message}\nLeo", **known)  # type: ignore[arg-type]
    read = converse(text, context, lambda texts: ())
    assert all(one.text == one.span.of(text) for one in read.findings)
    return [one for one in read.findings if one.rule == RULE]


@pytest.mark.parametrize(("message", "reply"), PAIRS["fire"])
def test_another_value_is_seen(message: str, reply: str) -> None:
    assert len(found(message, reply)) == 1 or "Friday 11" in reply


@pytest.mark.parametrize(("message", "reply"), PAIRS["silent"])
def test_reasons_and_other_matters_are_left_alone(message: str, reply: str) -> None:
    assert found(message, reply) == []


def test_there_are_enough_of_both() -> None:
    assert len(PAIRS["fire"]) >= 40
    assert len(PAIRS["silent"]) >= 60


def test_a_weekday_and_its_date_are_one() -> None:
    (one,) = found(
        "A table on Saturday 12 December?", "Your table is booked for Friday 11 December."
    )
    assert one.text == "Friday 11 December"


@pytest.mark.parametrize(
    "known",
    [
        {"thread": (("agent", "Saturday is full; would Sunday be fine?"),)},
        {"customer": {"day": "sun"}},
    ],
)
def test_what_we_said_or_know_is_no_slip(known: dict[str, object]) -> None:
    assert found("I want a table on Saturday.", "Your table is booked for Sunday.", **known) == []


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("at 7.30 pm", "time", "1170"),
        ("at 7:30", "time", "450|1170"),
        ("at noon", "time", "720"),
        ("at 12 am", "time", "0"),
        ("on Sat 12 Dec", "weekday", "sat"),
        ("on the 3rd of Sept", "date", "sep 3"),
        ("March 14th", "date", "mar 14"),
        ("a table for six", "party", "6"),
        ("12 adults", "party", "12"),
        ("the gray coat", "colour", "grey"),
        ("size XL", "size", "xl"),
        ("your Pro plan", "plan", "pro"),
    ],
)
def test_details_are_read(text: str, kind: str, value: str) -> None:
    assert (kind, value) in [(one.kind, one.value) for one in details(text)]


@pytest.mark.parametrize(
    "text", ["He sat down.", "It costs 7.30.", "Version 10.30.2", "You may 5", "a plan", "12:75"]
)
def test_what_looks_alike_is_none(text: str) -> None:
    assert details(text) == ()


@pytest.mark.parametrize("before", ["since", "not on", "any day after", "until", "every"])
def test_borders_are_no_wish(before: str) -> None:
    assert [one.is_loose for one in details(f"It is {before} Monday")] == [True]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("4412", "4421", True),
        ("£98.50", "£89.50", True),
        ("4421", "4421", False),
        ("4421", "4422", False),
        ("4421", "1442", False),
        ("5502-AX", "5520-AX", True),
        ("44", "4", False),
    ],
)
def test_two_neighbours_that_changed_places(one: str, other: str, expected: bool) -> None:
    assert is_transposed(one, other) is expected
