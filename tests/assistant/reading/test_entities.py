"""What a message names, and what of it fills a placeholder."""

from __future__ import annotations

import pytest

from assistant.compose import values_of
from assistant.message import Message, Request
from assistant.reading.entities import MOST, entities
from assistant.understand import understand


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Where is order 44871?", "order number", ["44871"]),
        ("It's AB-99812, and nothing has come.", "order number", ["AB-99812"]),
        ("Invoice no. INV-2231 is wrong.", "invoice number", ["INV-2231"]),
        ("I paid €38.50 on 3 May and $12 on 4 May.", "amount", ["€38.50", "$12"]),
        ("I paid €38.50 on 3 May and $12 on 4 May.", "date", ["3 May", "4 May"]),
        ("It shows error code E-17 at start.", "error code", ["E-17"]),
        ("The page says 0x80070005.", "error code", ["0x80070005"]),
        ("My Puffin leaks and the Tern is fine.", "product", ["Puffin"]),
        ("The password is wrong, error again.", "error code", []),
        ("Can I pay by card?", "order number", []),
    ],
)
def test_what_a_message_names(text: str, kind: str, found: list[str]) -> None:
    named = entities(text, {"Puffin", "puffin"})
    assert [one.text for one in named if one.kind == kind] == found


def test_there_are_only_so_many() -> None:
    assert len(entities(" ".join(f"order {number}," for number in range(1000, 1100)))) == MOST


@pytest.mark.parametrize(
    ("text", "number"), [("Where is order 44871?", "44871"), ("Order 44871 or order 5512?", None)]
)
def test_only_what_is_certain_fills_a_placeholder(text: str, number: str | None) -> None:
    message = Message(text)
    values = values_of(Request(message), understand(message))
    assert values.get("order", {}).get("number") == number
