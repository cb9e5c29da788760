"""Sentences that say the same words with the facts or the clauses turned round."""

from __future__ import annotations

import pytest

from assistant.message import Sentence
from assistant.phrasing.ties import keeps_ties
from assistant.trace import evidence, keeps, trace
from models.text import Span

COSTS = "Standard delivery costs 5 euros and express delivery costs 9 euros."
LID = "Unplug the machine before you open the lid."
DAMAGED = "If the machine is damaged, we refund it."
PLAIN_IF = "If the machine is damaged we refund it."
HOURS = "Our desk is open from Monday to Friday, from 9 to 17."
STEPS = "Press the red button, then hold the lever."
LEAK = "If the pump leaks, we replace the seal."
LATE = "Refunds can't be made after 30 days."


def traced(source: str, text: str) -> bool:
    sentence = Sentence(source, Span(0, len(source)), "snippet", ("one",))
    found = trace(text, evidence([sentence]))
    return found is not None and found.places == {0} and keeps(source, [text])


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (COSTS, "Standard delivery costs 9 euros and express delivery costs 5 euros."),
        (COSTS, "Standard delivery costs 9 euros and express 5 euros."),
        (COSTS, "Express delivery costs 5 euros and standard delivery costs 9 euros."),
        (COSTS, "For 5 euros you get express delivery, standard delivery costs 9 euros."),
        (LID, "Open the lid before you unplug the machine."),
        (LID, "Open the lid before you unplug."),
        (LID, "Before you unplug the machine, open the lid."),
        (DAMAGED, "If we refund the machine, it is damaged."),
        (DAMAGED, "Even if the machine is damaged, we refund it."),
        (PLAIN_IF, "Even if the machine is damaged we refund it."),
        (HOURS, "Our desk is open from Friday to Monday, from 9 to 17."),
        (HOURS, "Our desk is open from Monday to Friday, from 17 to 9."),
        (STEPS, "Hold the lever, then press the red button."),
        (LEAK, "If the seal leaks, we replace the pump."),
        ("Some orders can be changed.", "Orders can be changed."),
        ("Orders can be changed.", "Most orders can be changed."),
        ("Parcels usually arrive on Monday.", "Parcels arrive on Monday."),
        ("Only new orders ship from Lyon.", "New orders ship from Lyon."),
    ],
)  # fmt: skip
def test_what_is_turned_round_is_not_said_again(source: str, text: str) -> None:
    assert not traced(source, text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (COSTS, "Standard delivery costs 5 euros, and express delivery costs 9 euros."),
        (COSTS, "Express delivery costs 9 euros and standard delivery costs 5 euros."),
        (COSTS, "Standard delivery costs 5 euros and express 9 euros."),
        (LID, "Please unplug the machine before you open the lid."),
        (LID, "Before you open the lid, please unplug the machine."),
        (DAMAGED, "We refund the machine if it is damaged."),
        (DAMAGED, "If your machine is damaged, we refund it."),
        (PLAIN_IF, "We refund the machine if it is damaged."),
        (PLAIN_IF, "If the machine is damaged, we refund it."),
        (HOURS, "From Monday to Friday, our desk is open from 9 to 17."),
        (STEPS, "Please press the red button, then hold the lever."),
        (LATE, "After 30 days, refunds can't be made."),
        (LATE, "Please note that refunds can't be made after 30 days."),
        ("Some orders can be changed.", "Some of your orders can be changed."),
        ("Parcels usually arrive on Monday.", "Your parcels usually arrive on Monday."),
        ("Parcels usually arrive on Monday.", "Usually, parcels arrive on Monday."),
    ],
)  # fmt: skip
def test_other_words_and_other_places_of_the_same_stay(source: str, text: str) -> None:
    assert traced(source, text)


@pytest.mark.parametrize(
    "text",
    [
        "We moved from 9 to 5, and then from 5 to 9.",
        "If you can, open it before you close it, unless it is open.",
        "Monday, Tuesday and Friday.",
    ],
)
def test_a_text_has_its_own_ties(text: str) -> None:
    assert keeps_ties(text, text)


@pytest.mark.parametrize("text", ["if " * 3_000, "a1, " * 3_000, "Ab if 5 " * 2_000, "x" * 20_000])
def test_hostile_texts_are_read_in_one_go(text: str) -> None:
    assert keeps_ties(text, text)
