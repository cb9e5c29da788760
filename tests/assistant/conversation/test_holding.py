"""Which sentences hold off, and which say nothing."""

from __future__ import annotations

import pytest

from assistant.conversation.checks import converse
from assistant.conversation.conversed import Dealt
from assistant.conversation.holding import is_promise, promised, says_something, without_promises
from assistant.conversation.reply import Reply
from models.protocols import CheckContext
from models.text import Severity

LOCKED = "My account is locked. Why is it locked and when can I get in?"


@pytest.mark.parametrize(
    "sentence",
    [
        "We're looking into it and will get back to you ASAP.",
        "Our team will look into your question and be in touch shortly.",
        "A representative will contact you in due course.",
        "Let me check this for you.",
        "We'll keep you posted.",
        "Rest assured that your concern is very important to us.",
        "We really value your business and appreciate you being a valued customer.",
        "I fully understand your frustration.",
        "We look forward to welcoming you.",
        "We have received your message.",
        "We're currently experiencing higher than normal call volumes.",
    ],
)
def test_these_say_nothing(sentence: str) -> None:
    assert not says_something(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "It should show up soon.",
        "We have it here, thank you.",
        "I've checked the lamp and it is broken.",
        "I checked your account and the refund left.",
        "I'm sorry about the torn cover.",
        "I understand your frustration, but returns end after 30 days.",
        "We value your time, so the fee is waived.",
        "Please try again.",
        "I'd go for L.",
    ],
)
def test_these_say_something(sentence: str) -> None:
    assert says_something(sentence)
    assert not is_promise(sentence)


def test_what_is_left_of_a_promise() -> None:
    left = without_promises("I've refunded you, and we'll keep you posted.")
    assert "refunded" in left
    assert "posted" not in left


@pytest.mark.parametrize(
    ("reply", "dealt"),
    [
        ("I'm looking into it.", Dealt.UNDECIDED),
        ("We'll get back to you as soon as possible.", Dealt.UNDECIDED),
        ("I'm looking into it and write back by 5 pm.", Dealt.LIKELY),
        ("I'm looking into it. You'll hear from me tomorrow.", Dealt.LIKELY),
    ],
)
def test_a_promise_ticks_only_with_a_time(reply: str, dealt: Dealt) -> None:
    asks = converse(reply, CheckContext(message=LOCKED), lambda texts: ()).asks
    assert [ask.dealt for ask in asks] == [dealt, dealt]
    assert bool(promised(Reply(reply).statements)) is (dealt is Dealt.LIKELY)


@pytest.mark.parametrize(
    ("message", "severity"),
    [(LOCKED, Severity.WARNING), ("Why is my account locked?", Severity.SUGGESTION)],
)
def test_holding_off_several_asks_is_graver(message: str, severity: Severity) -> None:
    reply = "Thanks for your patience. We're looking into it and will get back to you ASAP."
    found = converse(reply, CheckContext(message=message), lambda texts: ()).findings
    assert [one.severity for one in found if one.rule == "coverage.no-next-step"] == [severity]
