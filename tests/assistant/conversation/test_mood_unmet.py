"""The news of a death, and a first reply that passes over it."""

from __future__ import annotations

import pytest

from assistant.conversation.checks import converse
from models.protocols import CheckContext

LOSS = "My father died in April. How can I close his account?"
STEPS = "You can close an account under Settings, and it takes two days."


def remarks(reply: str, message: str = LOSS, first_reply: bool = True) -> list[str]:
    context = CheckContext(message=message, first_reply=first_reply)
    found = converse(reply, context, lambda texts: ()).findings
    return [one.fixes[0].text for one in found if one.rule == "tone.mood-unmet"]


def test_a_death_that_is_passed_over_is_remarked_on() -> None:
    assert remarks(f"Hello Dana,\n\n{STEPS}") == ["I'm very sorry for your loss. "]


@pytest.mark.parametrize(
    "lead",
    [
        "I'm very sorry for your loss.",
        "Please accept our condolences.",
        "My thoughts are with you.",
    ],
)
def test_condolence_in_any_words_meets_it(lead: str) -> None:
    assert remarks(f"Hello Dana,\n\n{lead} {STEPS}") == []


def test_a_later_reply_need_not_repeat_it() -> None:
    assert remarks(f"Hello Dana,\n\n{STEPS}", first_reply=False) == []


def test_what_only_sounds_like_death_wants_none() -> None:
    assert remarks(f"Hello Dana,\n\n{STEPS}", "My phone died. How can I log in?") == []
