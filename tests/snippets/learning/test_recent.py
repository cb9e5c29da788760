"""Drafts are remembered for a while, and not too many of them."""

from __future__ import annotations

from snippets.learning import recent
from snippets.learning.recent import NOTHING, Recent, Said


class Clock:
    """A clock that goes when it is told to."""

    time = 100.0

    def __call__(self) -> float:
        return self.time


def test_a_draft_is_forgotten_after_some_days() -> None:
    clock = Clock()
    drafts = Recent(clock)
    drafts.keep("a", Said(message="one"))
    clock.time += recent.MOST_SECONDS
    assert drafts.of("a").message == "one"
    clock.time += 1
    assert drafts.of("a") == NOTHING


def test_the_oldest_go_where_there_are_too_many() -> None:
    drafts = Recent(Clock())
    for n in range(recent.MOST_DRAFTS + 1):
        drafts.keep(str(n), Said(agent="Sam"))
    assert drafts.of("0") == NOTHING
    assert drafts.of("1").agent == "Sam"


def test_a_message_is_given_once() -> None:
    drafts = Recent(Clock())
    drafts.keep("a", Said(message="one", agent="Sam"))
    assert [drafts.take_message("a"), drafts.take_message("a")] == ["one", ""]
    assert drafts.of("a").agent == "Sam"
    assert drafts.take_message("b") == ""
