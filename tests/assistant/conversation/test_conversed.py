"""What is read besides findings: the checklist of asks, and strengths."""

from __future__ import annotations

import pytest

from assistant.conversation.checks import converse
from assistant.conversation.conversed import Conversed, Strength
from assistant.conversation.people import same_person
from assistant.conversation.topic import topic
from assistant.conversation.words import keys
from models.protocols import CheckContext

TWO = "When will my refund arrive? And can you send me the invoice for March?"


def read(message: str, reply: str, *thread: tuple[str, str]) -> Conversed:
    return converse(reply, CheckContext(message=message, thread=thread), lambda texts: ())


def test_each_ask_names_the_sentence_that_deals_with_it() -> None:
    reply = "Hi Lena, your refund is on its way."
    refund, invoice = read(TWO, reply).asks
    assert (refund.answered, invoice.answered, invoice.span) == (True, False, None)
    assert refund.span
    assert refund.span.of(reply) == "your refund is on its way."
    assert refund.text in TWO
    assert invoice.text in TWO


def test_asks_of_turns_that_we_have_not_answered_are_open() -> None:
    thread = ("customer", "How do I descale the Brio machine?")
    asks = read("And where can I buy paper filters?", "Paper filters are online.", thread).asks
    assert [ask.answered for ask in asks] == [False, True]


def test_asks_of_turns_that_we_have_answered_are_not() -> None:
    thread = (
        ("customer", "How do I descale the Brio machine?"),
        ("agent", "Run it with vinegar to descale it."),
    )
    asks = read("And where can I buy paper filters?", "Paper filters are online.", *thread).asks
    assert len(asks) == 1


@pytest.mark.parametrize(
    ("reply", "strength"),
    [
        ("I'm sorry about that.", Strength.FEELING_NAMED),
        ("I'll write back by Friday.", Strength.NEXT_STEP),
        ("The blue kettle leaks on your counter, I see.", Strength.PROBLEM_RESTATED),
        ("Your refund for the kettle is on its way.", Strength.ALL_ASKS_COVERED),
    ],
)
def test_strengths_are_recognised(reply: str, strength: Strength) -> None:
    message = "The blue kettle is leaking on the counter, a fault. Can I get a refund?"
    assert strength in read(message, reply).strengths


@pytest.mark.parametrize(
    "reply",
    [
        "I can fully understand how bad that must be.",
        "How annoying! A new one leaves today.",
        "I would feel the same.",
        "You have every right to be cross.",
    ],
)
def test_feelings_are_named(reply: str) -> None:
    assert Strength.FEELING_NAMED in read("It broke.", reply).strengths


@pytest.mark.parametrize(
    "reply",
    [
        "I see your order of 13 May.",
        "I understand that you want the seat moved.",
        "Thanks for telling us.",
        "Concerning your invoice, it is attached.",
        "The alarm is set to seven.",
        "Good news: the seat is free.",
    ],
)
def test_seeing_and_thanking_name_no_feeling(reply: str) -> None:
    assert Strength.FEELING_NAMED not in read("It broke.", reply).strengths


@pytest.mark.parametrize(
    "reply",
    [
        "I'm sorry you feel that way.",
        "I'm sorry if this was not clear to you.",
        "We apologise for any inconvenience this may have caused.",
        "Sorry for the inconvenience.",
        "Your concern is very important to us.",
        "I understand your frustration, but returns end after 30 days.",
        "I'm sorry, but we can't take it back.",
        "We regret to inform you that the seat is gone.",
        "No worries, it happens.",
    ],
)
def test_stock_phrases_and_non_apologies_name_no_feeling(reply: str) -> None:
    assert Strength.FEELING_NAMED not in read("It broke.", reply).strengths


@pytest.mark.parametrize(
    "reply",
    [
        "I'm sorry that your lamp came broken.",
        "I'm sorry about the trouble with the lamp.",
        "I can see how frustrating this is. A new one leaves today.",
        "We apologise for any inconvenience. It must have been upsetting to find it broken.",
    ],
)
def test_what_went_wrong_is_a_feeling_named(reply: str) -> None:
    assert Strength.FEELING_NAMED in read("It broke.", reply).strengths


def test_a_bare_reply_has_no_strengths() -> None:
    assert read("The kettle is broken.", "Noted.").strengths == ()


def test_strengths_have_stable_ids() -> None:
    assert list(Strength) == [
        "problem-restated",
        "feeling-named",
        "next-step-with-owner-and-time",
        "all-asks-covered",
    ]


@pytest.mark.parametrize(
    ("ask", "about"),
    [
        ("Can you send me my invoice?", "your invoice"),
        ("Where is the manual for it?", "the manual"),
        ("Do you ship to Iceland?", ""),
    ],
)
def test_a_topic_is_a_noun_turned_to_the_customer(ask: str, about: str) -> None:
    assert topic(ask) == about


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We delivered it", "the delivery"),
        ("money back", "refunded"),
        ("cancelled", "cancellation"),
        ("What does it cost?", "the price"),
    ],
)
def test_words_of_one_kin_share_a_key(one: str, other: str) -> None:
    assert keys(one) & keys(other)


@pytest.mark.parametrize("text", ["", "Could you please help me with this?", "Thank you so much!"])
def test_courtesy_is_about_nothing(text: str) -> None:
    assert keys(text) == frozenset()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bob", "Robert", True),
        ("José", "jose", True),
        ("D", "Dana", True),
        ("Dana", "Sarah", False),
        ("Jo", "Karl", False),
    ],
)
def test_names_of_one_person(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
