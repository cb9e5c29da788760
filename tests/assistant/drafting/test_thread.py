"""What earlier turns tell: what was sent, tried and given."""

from __future__ import annotations

import pytest

from assistant.drafting.thread import Earlier, earlier
from assistant.message import Message, Turn

RESET = "To set a new password, choose Forgot password and open the newest e-mail from us."


def after(ours: str, theirs: str, subject: str = "") -> Earlier:
    return earlier([Turn("agent", ours)], Message(theirs, subject=subject))


def test_a_text_that_was_sent_is_known() -> None:
    assert after(f"Hi Dana,\n\n{RESET}\n\nBest,\nSam", "Again?").has_sent(RESET)
    assert not after("Hi Dana,\n\nThank you.", "Again?").has_sent(RESET)
    assert not earlier([Turn("customer", RESET)], Message("Again?")).has_sent(RESET)


@pytest.mark.parametrize(
    "text", ["I tried that, it didn't help", "Still the same error", "no luck"]
)
def test_a_customer_may_be_stuck_with_what_we_sent(text: str) -> None:
    assert after(RESET, text).is_stuck
    assert not earlier([], Message(text)).is_stuck


def test_what_was_tried_is_not_suggested() -> None:
    before = earlier([], Message("I've already descaled the machine and cleaned the filter."))
    text = "Please descale the machine. If that changes nothing, send us a photo of the pump."
    assert [one.text for one in before.tried_in(text)] == ["Please descale the machine."]
    assert earlier([], Message("How do I descale the machine?")).tried_in(text) == []


@pytest.mark.parametrize(
    ("asks", "asks_no_more"),
    [
        ("Please reply with the order number and I'll look.", "Please reply here and I'll look."),
        ("Please reply with the order number.", "Please reply here."),
        ("Reply with your order number and a photo.", "Reply with a photo."),
        ("Reply with a photo and the order number.", "Reply with a photo."),
        ("The order number is in your mail.", "The order number is in your mail."),
    ],
)
def test_what_was_given_is_not_asked_for(asks: str, asks_no_more: str) -> None:
    given = earlier([Turn("customer", "My order LC-48213 is late")], Message("And now?"))
    assert given.without_known(asks) == asks_no_more
    assert earlier([], Message("And now?")).without_known(asks) == asks


def test_the_subject_gives_too() -> None:
    given = earlier([], Message("It is late.", subject="Order LC-48213"))
    assert given.without_known("Reply with the order number.") == "Reply here."
