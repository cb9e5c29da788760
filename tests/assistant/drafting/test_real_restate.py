"""Asks told back, before our own checks, with the default engines."""

from __future__ import annotations

import pytest

from api.wiring import Services
from assistant.drafting.courtesy import phrases
from assistant.drafting.restate import restate
from models.protocols import CheckContext
from models.text import SLOT, Severity

ASKS = [
    "There's a booking I never made.",
    "The parcel you sent did not arrive.",
    "The invoice was sent to the wrong address.",
    "The page says I entered a wrong code.",
    "My account was locked after the update.",
    "The tap drips since your visit.",
    "The seat that I booked is gone.",
    "My order is late again.",
    "The file I deleted is still there.",
    "There is a charge I don't recognise.",
    "The refund was refused because I lost the receipt.",
    "Why did you reject my claim?",
    "Why was my refund rejected?",
    "Why do you charge a fee for cards?",
    "Where is my suitcase?",
    "How do I reset the router?",
    "Can I bring a dog on the train?",
    "Do I have to pay for the return?",
    "When will you fix the lift?",
    "Please refund the second ticket.",
    "Could you please stop the reminders?",
    "I'd like to complain about the driver.",
    "I want to speak to a manager.",
    "Please remove my data.",
    "Can you tell me whether my plan has ended?",
]


def told_back() -> list[str]:
    """Each sentence that a draft may say of these asks."""
    said = []
    for told in filter(None, map(restate, ASKS)):
        templates = [phrases()["restated"][told.kind], phrases()["open_asks"][told.kind]]
        templates += phrases()["thanked"].values() if told.kind == "asks" else []
        said += [
            one.format(clause=told.clause, wish=told.clause, said=told.clause) for one in templates
        ]
    return said


def test_most_of_them_are_told_back() -> None:
    assert len(list(filter(None, map(restate, ASKS)))) > len(ASKS) / 2


@pytest.mark.parametrize("text", told_back())
def test_what_is_told_back_passes_our_own_checks(real_parts: Services, text: str) -> None:
    checked = real_parts.assistant.check(text, CheckContext(), real_parts.library())
    assert [
        (one.rule, one.text)
        for one in checked.review.findings
        if one.severity.rank <= Severity.SUGGESTION.rank and not SLOT.search(one.text)
    ] == []
