"""Feelings, apologies for our own acts, formal wording, and what is fit for all eyes."""

from __future__ import annotations

import pytest

from assistant.drafting.courtesy import Manner, our_act, phrases, thing_of
from assistant.drafting.formal import written_out
from assistant.drafting.public import for_all_eyes, is_personal
from assistant.drafting.thread import earlier
from assistant.message import Message, Options, Request, Tone, Turn
from assistant.understand import understand

LOSS = "My mother passed away and I would like to close her account."


def manner(text: str, *thread: Turn, tone: Tone = "friendly") -> Manner:
    request = Request(Message(text, locale="en"), thread=thread, options=Options(tone=tone))
    return Manner(request, understand(request.message), earlier(thread, request.message))


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("My kettle arrived with a crack in it.", "broken"),
        ("The mug was broken on arrival.", "broken"),
        ("You sent me the wrong bag.", "wrong"),
        ("This is not what I ordered!", "wrong"),
        ("My order still hasn't arrived.", "late"),
        ("Two weeks now and nothing has come.", "late"),
        ("I wrote to you three times and nobody answers.", "unanswered"),
        ("Your colleague was rude to me.", "treated"),
    ],
)
def test_our_own_acts_are_told(text: str, act: str) -> None:
    assert our_act(text) == act


@pytest.mark.parametrize(
    "text",
    [
        "I ordered the wrong grind by mistake, sorry!",
        "I dropped my kettle and now it is broken.",
        "My order hasn't arrived because of the snow storm.",
        "How do I clean the broken-bean filter?",
        "When will my parcel arrive?",
        "I typed the wrong address.",
        "I was charged twice.",
    ],
)
def test_what_is_not_ours_needs_no_apology(text: str) -> None:
    assert our_act(text) == ""


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("My new kettle arrived with a crack.", "your new kettle"),
        ("My husband has waited and my grinder never came.", "your grinder"),
        ("It came broken.", "your order"),
    ],
)
def test_the_thing_is_named_in_the_customers_words(text: str, thing: str) -> None:
    assert thing_of(text) == thing


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("If you'd like, I'll look.", "If you would like, I will look."),
        ("It's here and we can't wait.", "It is here and we cannot wait."),
        ("It's been sent. That's been done.", "It's been sent. That's been done."),
        ("Don't open it; they're hot.", "Do not open it; they are hot."),
        ("the customer's order, o'clock", "the customer's order, o'clock"),
        ("He'd gone before you'd asked", "He'd gone before you'd asked"),
    ],
)
def test_formal_wording_is_written_out(short: str, long: str) -> None:
    assert written_out(short) == long


def test_in_public_nothing_of_this_customer_is_told() -> None:
    template = "Order {{order.number}} of {{order.total}} is on its way. A bag costs £9.50."
    text = "Order LC-1 of £41.20 is on its way. A bag costs £9.50."
    assert for_all_eyes(text, template, "Where is LC-1?") == "A bag costs £9.50."
    assert for_all_eyes("It takes 3 days. Reply with your address.", "", "") == "It takes 3 days."


def test_what_asks_for_details_is_personal() -> None:
    assert is_personal("Please reply with the order number.")
    assert not is_personal("We are open from 9:00 to 17:00.")


@pytest.mark.parametrize("tone", ["friendly", "neutral", "formal"])
def test_a_death_is_met_with_condolence_and_nothing_cheerful(tone: Tone) -> None:
    said = manner(LOSS, tone=tone)
    assert said.opening() == said.opening(hands_over=True) == phrases()["grief"][tone]
    assert said.tone != "friendly"
    assert "!" not in said.opening() + said.closing(1, True)


def test_condolence_is_passed_once() -> None:
    ours = Turn("agent", "I'm very sorry for your loss. Please send me her customer number.")
    said = manner("It is 4711.", Turn("customer", LOSS), ours)
    assert "loss" not in said.opening()
    assert said.tone == "neutral"


@pytest.mark.parametrize("tone", ["friendly", "neutral", "formal"])
def test_a_reply_without_an_answer_announces_none(tone: Tone) -> None:
    openings = phrases()["openings"][tone]
    said = manner("I don't understand how the meter works, it is confusing.", tone=tone)
    assert said.opening() in openings["confused"]
    assert said.opening(hands_over=True) in openings["confused_open"]


def test_a_word_on_safety_stands_once_in_a_thread() -> None:
    first = manner("It is on fire.").safety("fire")
    assert first == phrases()["safety"]["fire"]
    assert manner("Still smoking.", Turn("agent", first)).safety("fire") == ""
