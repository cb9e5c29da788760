"""What earlier turns tell: what was sent, tried and given."""

from __future__ import annotations

import pytest

from assistant.drafting.thread import READ_CHARACTERS, Earlier, earlier
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
        ("Please reply with the order number and I'll look.", "I'll look."),
        (
            "If it stays so, please reply with the order number and I'll look.",
            "If it stays so, please reply here and I'll look.",
        ),
        ("It counts as lost. Please reply with the order number.", "It counts as lost."),
        ("We refund it; for that, please reply with the order number.", "We refund it."),
        (
            "Reply with the order number, the colour and the size.",
            "Reply with the colour and the size.",
        ),
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
    assert given.without_known("Reply with the order number.") == "Please reply here."


@pytest.mark.parametrize(
    ("given", "asks", "asks_no_more"),
    [
        (
            "It's about AB-70112, thanks.",
            "Reply with the order number and a photo.",
            "Reply with a photo.",
        ),
        (
            "Please write to kim@brook.example",
            "Tell us your e-mail address and your name.",
            "Tell us your name.",
        ),
        (
            "I'd prefer a replacement. It is AB-70112.",
            "It counts as lost. Please reply with the order number and the option you'd like, "
            "and I'll look into it.",
            "It counts as lost. I'll look into it.",
        ),
        (
            "We are Brook Tea Ltd, VAT number GB 123456789.",
            "Reply with the order number, the company name and the VAT number.",
            "Reply with the order number.",
        ),
        (
            "The photo is attached.",
            "Send us a photo within 5 days, and the new lid ships at once.",
            "The new lid ships at once.",
        ),
        (
            "The photo is attached.",
            "Reply with a photo of the lid and your name.",
            "Reply with your name.",
        ),
    ],
)
def test_what_was_given_in_other_words_is_not_asked_for(
    given: str, asks: str, asks_no_more: str
) -> None:
    assert earlier([], Message(given)).without_known(asks) == asks_no_more


@pytest.mark.parametrize(
    "text",
    [
        "It shows the error AB-70112.",
        "The serial number is AB-70112.",
        "Does it meet ISO-90011?",
        "I wrote to help@shop.example.",
        "Can I have a refund or a replacement?",
    ],
)
def test_other_numbers_addresses_and_questions_give_nothing(text: str) -> None:
    asks = "Reply with the order number, your e-mail address and the option you'd like."
    assert earlier([], Message(text)).without_known(asks) == asks


def test_of_a_long_thread_the_newest_is_read() -> None:
    old = [Turn("customer", "It was a fine day. " * 2_000), Turn("agent", "Sunny. " * 9_000)]
    before = earlier(
        old, Message("I have already washed the filter basket.", subject="Order LC-48213")
    )
    assert before.without_known("Reply with the order number and a photo.") == "Reply with a photo."
    assert before.tried
    assert len(before.ours) <= READ_CHARACTERS
    assert earlier([*old, Turn("agent", RESET)], Message("Again?")).has_sent(RESET)


STEPS = """To free the blade:

1. Unplug the mixer.
2. Empty the bowl.
3. Turn the ring to zero.

The warranty is 2 years."""


@pytest.mark.parametrize(
    "text",
    [
        "done all three, unplugged it, bowl empty. what next?",
        "I did turn it twice and it's still humming.",
        "Emptied the bowl, no difference.",
        "ok followed your steps. Still stuck",
        "It keeps coming back",
        "tried that, nope",
    ],
)
def test_steps_that_were_sent_in_vain_are_known(text: str) -> None:
    before = after(f"Hi Kim,\n\n{STEPS}", text)
    assert before.has_sent(STEPS)
    assert before.is_stuck


@pytest.mark.parametrize(
    "text",
    [
        "Can I still return it?",
        "Is it still possible?",
        "I still want the lid.",
        "I haven't tried that yet.",
        "Thank you!",
    ],
)
def test_still_may_tell_no_trouble(text: str) -> None:
    assert not after(STEPS, text).is_stuck


def test_our_quoted_words_are_not_the_customers() -> None:
    assert not after(STEPS, "Thanks!\n\nOn Monday, Shop wrote:\n> If it is still stuck").is_stuck


def test_steps_in_other_words_are_known_where_they_were_in_vain() -> None:
    told = "Could you unplug the mixer and empty its bowl, then turn the ring round to zero?"
    assert after(told, "Still stuck.").has_shown(STEPS)
    assert not after("Here is our price list.", "Still stuck.").has_shown(STEPS)


def test_the_part_that_asks_for_a_step_is_tried() -> None:
    step = (
        "The page shows where a parcel was left, so please look there first, in the safe place "
        "and with the neighbours."
    )
    before = earlier([], Message("I've already asked the neighbours and looked in the safe place."))
    assert [one.text for one in before.tried_in(step)] == [step]
    asks = "Please reply with the place and the neighbours' names."
    assert before.tried_in(asks) == []


@pytest.mark.parametrize(
    ("turns", "called"),
    [
        ([Turn("customer", "Is it open?\n\nThanks,\nKim")], ("Kim", "")),
        ([Turn("agent", "Hi Kim,\n\nWe are open.")], ("Kim", "")),
        ([Turn("agent", "Dear Dr Osei,\n\nWe are open.")], ("", "Dr Osei")),
        ([Turn("agent", "Hi there,\n\nWe are open.")], ("", "")),
        ([], ("", "")),
    ],
)
def test_the_thread_tells_how_the_customer_is_called(
    turns: list[Turn], called: tuple[str, str]
) -> None:
    assert earlier(turns, Message("And now?")).called == called


def test_a_list_of_steps_that_were_tried_goes() -> None:
    before = earlier(
        [], Message("I have unplugged it, emptied the bowl and turned the ring to zero.")
    )
    assert before.without_tried_steps(STEPS) == "The warranty is 2 years."
    told = f"It may be stuck. {STEPS}"
    assert before.without_tried_steps(told) == "It may be stuck.\n\nThe warranty is 2 years."
    assert earlier([], Message("I have unplugged it.")).without_tried_steps(STEPS) == STEPS
