"""What is refused is not looked for; all else stays as it is."""

from __future__ import annotations

import pytest

from assistant.reading.refused import wanted


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "Please do NOT cancel my plan, I only want to skip the next box. How?",
            "I only want to skip the next box. How?",
        ),
        (
            "I don't want to close my account, just change the name on it.",
            "just change the name on it.",
        ),
        ("We don't need a refund but just a new strap.", "but just a new strap."),
        ("Could I collect it instead of having it delivered?", "Could I collect it ?"),
    ],
)
def test_what_is_refused_goes(text: str, left: str) -> None:
    assert " ".join(wanted(text).split()) == left


@pytest.mark.parametrize(
    "text",
    [
        "I don't want to wait any longer. Where is my parcel?",
        "Please don't send any more e-mails.",
        "I don't need it any more, so please cancel it.",
        "The app does not open the file, it only shows a grey page.",
        "Why don't you ship to Norway?",
        "I don't want it, just.",
    ],
)
def test_what_is_asked_for_stays(text: str) -> None:
    assert wanted(text) == text
