"""Asks told back from where we stand, and what is left as it is."""

from __future__ import annotations

import pytest

from assistant.drafting.dangling import dangles
from assistant.drafting.persons import swapped
from assistant.drafting.restate import bare, restate


@pytest.mark.parametrize(
    ("ask", "kind", "clause"),
    [
        ("How do I skip one delivery?", "asks", "how to skip one delivery"),
        ("Where do I cancel the plan?", "asks", "where you cancel the plan"),
        ("Do you offer guided tours?", "asks", "whether we offer guided tours"),
        ("How long does it take to get to Malta?", "asks", "how long it takes to get to Malta"),
        ("Is it possible to pay by card?", "asks", "whether it is possible to pay by card"),
        ("Can I return the shoes if they don't fit?", "asks",
         "whether you can return the shoes if they don't fit"),
        ("Kindly advise whether the pump may run dry.", "asks", "whether the pump may run dry"),
        ("Please confirm whether the deposit has arrived.", "asks",
         "whether the deposit has arrived"),
        ("I'd like a refund please", "wants", "a refund"),
        ("My card was charged twice", "says", "your card was charged twice"),
        ("Where is my parcel?!", "asks", "where your parcel is"),
        ("When will my parcel get here?", "asks", "when your parcel will get here"),
        ("Why did you charge me twice?", "asks", "why we charged you twice"),
        ("When am I charged?", "asks", "when you are charged"),
        ("can you tell me if you ship to Norway?", "asks", "whether we ship to Norway"),
        ("I'd like to know where my parcel is", "asks", "where your parcel is"),
        ("Is there a way to change the name?", "asks", "whether there is a way to change the name"),
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
        "Can I swap it for the black one?",
        "Is there a way to change it?",
        "Do you have that in blue?",
        "Is this normal?",
        "Please send me one.",
        "Do I have to pay for this?",
        "Could you send me a quote, tell me whether you offer a trial?",
        "Please send me a quote and tell me if there is a trial.",
        "Can I add a user, change the card, and get a receipt?",
        "The order number is 4711 and I'd like a refund please, not a new one.",
        "My address is 4 Mill Lane.",
        "My flight is on Monday.",
        "There's an order I never placed.",
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


@pytest.mark.parametrize(
    ("clause", "is_dangling"),
    [
        ("whether you can wear it", True),
        ("how to clean the pan before you use it", False),
        ("whether the new red one is in stock", True),
        ("whether one bag is enough", False),
        ("when that train leaves", False),
        ("whether the tickets that you booked are valid", False),
        ("whether they are in stock", True),
    ],
)
def test_a_pronoun_wants_a_noun_before_it(clause: str, is_dangling: bool) -> None:
    assert dangles(clause) == is_dangling


@pytest.mark.parametrize("part", ["a ", "the it ", "when ", ", and ", "us to tell if ", "you "])
def test_long_asks_are_read(part: str) -> None:
    """Patterns that took quadratic time would not come back from these."""
    restate(part * 20_000)


def test_an_ask_alone_has_no_words_that_lead_up_to_it() -> None:
    assert bare("Also, hi, how do I pause it, please?") == "how do I pause it"
