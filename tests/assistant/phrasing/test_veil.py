"""Private details: what leaves of them (nothing), and that all comes back."""

from __future__ import annotations

import pytest

from assistant.ground import Grounded
from assistant.message import Message, Request, Sentence
from assistant.phrasing.phrase import MOST_MESSAGE_CHARACTERS, chat_for
from assistant.phrasing.veil import Veil, veil
from assistant.understand import understand
from models.private.patterns import PatternFinder
from models.text import Span

NO_WORDS: frozenset[str] = frozenset()


def veiled(text: str, composed: str = "", sender: str = "", **customer: object) -> Veil:
    message = Message(text, sender_name=sender)
    request = Request(message, values={"customer": customer})
    return veil(request, understand(message), PatternFinder(), NO_WORDS, composed)


def test_a_veil_uses_no_mark_that_is_there_already() -> None:
    texts = "I write [NAME_1] and [NAME_2] for fun"
    veil = Veil([("name", "Dana")], texts)
    hidden = veil.hide("Hi Dana, [NAME_1]")
    assert hidden == "Hi [NAME_3], [NAME_1]"
    assert veil.show(hidden) == "Hi Dana, [NAME_1]"


MARKS = "[NAME_1] [EMAIL_1] and [EMAIL_2] [VALUE_1] [VALUE_2] [VALUE_3]: "


@pytest.mark.parametrize(("message", "composed"), [(MARKS, ""), ("", MARKS)])
def test_marks_of_a_message_or_a_draft_do_not_keep_details_in_sight(
    message: str, composed: str
) -> None:
    text = f"{message}please answer to ben@okafor.example about plan Hexagon"
    veil = veiled(text, composed, plan="Hexagon")
    hidden = veil.hide(text)
    assert "okafor" not in hidden
    assert "Hexagon" not in hidden
    assert veil.show(hidden) == text
    assert veil.show(veil.hide(composed)) == composed


@pytest.mark.parametrize("name", ["Dana Reyes", "DANA REYES", "dana reyes", "Reyes", "dana"])
def test_a_name_is_hidden_however_it_is_written(name: str) -> None:
    veil = veiled("Where is it?", sender="Dana Reyes")
    hidden = veil.hide(f"This is {name}, hello.")
    assert not {"dana", "reyes"} & set(hidden.casefold().replace(",", " ").split())
    assert veil.show(hidden) == f"This is {name}, hello."


def test_a_name_that_is_a_word_leaves_the_word() -> None:
    veil = veiled("Where is it?", sender="Will Young")
    assert veil.hide("It will take a while, Will.").startswith("It will take a while, [")


def test_numbers_and_lists_of_a_customer_are_hidden_too() -> None:
    values = {
        "account": 4915112345678,
        "limit": 1234.5,
        "phones": ["0151 99", {"home": "0152 88"}],
        "active": True,
        "note": None,
    }
    text = "4915112345678, 1234.5, 0151 99 and 0152 88: True, None"
    veil = veiled("Where is it?", **values)
    hidden = veil.hide(text)
    assert not any(one in hidden for one in ("4915112345678", "1234.5", "0151", "0152"))
    assert hidden.endswith("True, None")
    assert veil.show(hidden) == text


def test_what_lies_across_the_cut_is_hidden_whole() -> None:
    card = "4111 1111 1111 1111"
    filler = "My order is late and I wait. "
    text = (filler * 200)[: MOST_MESSAGE_CHARACTERS - 10] + f" {card} is my card."
    message = Message(text)
    request, understanding = Request(message), understand(message)
    composed = Grounded("Hi.", (Sentence("Hi.", Span(0, 3), "courtesy", ()),), ())
    hidden = veil(request, understanding, PatternFinder(), NO_WORDS, composed.text)
    sent = chat_for(request, understanding, composed, hidden)[1].text
    assert "4111" not in sent
