"""Asks told back from where we stand, and what is left as it is."""

from __future__ import annotations

import pytest

from assistant.drafting.persons import swapped
from assistant.drafting.restate import bare, restate


@pytest.mark.parametrize(
    ("ask", "kind", "clause"),
    [
        ("How do I skip one delivery?", "asks", "how to skip one delivery"),
        ("Where do I cancel the plan?", "asks", "where you cancel the plan"),
        ("Do you offer guided tours?", "asks", "whether we offer guided tours"),
        ("And what does it cost per child?", "asks", "what it costs per child"),
        ("Where is my parcel?!", "asks", "where your parcel is"),
        ("When will my parcel get here?", "asks", "when your parcel will get here"),
        ("Why did you charge me twice?", "asks", "why we charged you twice"),
        ("When am I charged?", "asks", "when you are charged"),
        ("can you tell me if you ship to Norway?", "asks", "whether we ship to Norway"),
        ("I'd like to know where my parcel is", "asks", "where your parcel is"),
        ("Is there a way to change it?", "asks", "whether there is a way to change it"),
        ("Could you please cancel my order?", "wants", "us to cancel your order"),
        ("Please send me the invoice.", "wants", "us to send you the invoice"),
        ("Hi, I'd like to pause my plan.", "wants", "to pause your plan"),
        ("I want my money back", "wants", "your money back"),
        ("The app closes when I open it.", "says", "the app closes when you open it"),
    ],
)  # fmt: skip
def test_an_ask_is_told_back(ask: str, kind: str, clause: str) -> None:
    told = restate(ask)
    assert told is not None
    assert (told.kind, told.clause) == (kind, clause)


@pytest.mark.parametrize(
    "ask",
    [
        "",
        "Refund please",
        "Can you check?!?! NOW and HERE",
        "i forgot my pasword and the link u sent dosnt work",
        "Are you stupid or why do you not answer?",
        "I can't log in.",
        "Is the shop open on Sunday?",
        "It broke. What do I do?",
        "Can you write “hello” on the card?",
        "I already tried that.",
        "When do I get my money back?",
        "How " + "very " * 40 + "do I do it?",
    ],
)
def test_what_would_not_read_well_is_left(ask: str) -> None:
    assert restate(ask) is None


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("I sent my grinder to you", "you sent your grinder to us"),
        ("if you send it to me", "if we send it to you"),
        ("contact you", "contact us"),
        ("I'm sure it's yours", "you're sure it's ours"),
        ("thank you", None),
    ],
)
def test_persons_are_swapped_where_they_are_certain(theirs: str, ours: str | None) -> None:
    assert swapped(theirs) == ours


def test_an_ask_alone_has_no_words_that_lead_up_to_it() -> None:
    assert bare("Also, hi, how do I pause it, please?") == "how do I pause it"
