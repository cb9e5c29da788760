"""Courtesy: what needs no source, and what only sounds like it."""

from __future__ import annotations

import pytest

from assistant.phrasing.courtesies import is_courtesy
from assistant.trace import trace


@pytest.mark.parametrize(
    "text",
    [
        "Thanks so much for your patience!",
        "Thank you for your message and for your patience.",
        "Thank you for reaching out to us about this.",
        "Thank you again for taking the time to write.",
        "Many thanks for writing!",
        "I'm sorry for the trouble.",
        "We are very sorry for the inconvenience and the confusion.",
        "I am sorry to hear that.",
        "We apologise for any inconvenience.",
        "I understand how frustrating this must be.",
        "We can see how worrying this is for you.",
        "I understand your frustration, and I'm sorry for the trouble.",
        "I hope this helps!",
        "I hope that answers your question.",
        "We appreciate your patience and understanding.",
        "I'm happy to help you further.",
        "I'm glad you asked!",
        "It's great to hear from you again.",
        "Please let us know if you have any further questions.",
        "If you have any other questions, please let me know.",
        "If there is anything else we can help you with, please feel free to reply here.",
        "Let us know if anything is unclear.",
        "Have a lovely day!",
        "Best regards,",
        "Hello there,",
    ],
)
def test_courtesy_states_nothing(text: str) -> None:
    assert is_courtesy(text)


@pytest.mark.parametrize(
    "text",
    [
        "We have asked the team, and they know everything.",
        "I have seen your message.",
        "I will get back to you with more details.",
        "We'll write to you.",
        "We will gladly help you with everything.",
        "Everything is great.",
        "Thank you for your message, and everything is good.",
        "Thank you for your message and your details.",
        "Please reply with your details.",
        "Please write to the team.",
        "Please contact us.",
        "I hope the team will contact you.",
        "I'm glad that the team helped you.",
        "I am happy to write to the team.",
        "We understand that you are right.",
        "You have great questions.",
        "I'm glad about your trouble.",
        "Sorry, here is your information.",
        "They know, and I am sorry.",
        "Thank you " * 200,
        "",
    ],
)
def test_what_tells_promises_or_asks_is_none(text: str) -> None:
    assert not is_courtesy(text)
    assert trace(text, []) is None
