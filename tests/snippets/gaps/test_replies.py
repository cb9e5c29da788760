"""A reply to the messages of a gap, from what agents sent."""

from __future__ import annotations

from datetime import datetime

from snippets.gaps.replies import MOST_GROUPS, NOTHING, Written, proposed
from snippets.store.messages import KeptMessage

RIBBON = "We wrap any coffee in brown paper with a ribbon when you write gift in the note field."
GENERAL = "This answer was written by volunteers, who are glad to hear from you when it helped you."


def messages(*replies: str, at: int = 0) -> list[KeptMessage]:
    return [
        KeptMessage(f"m{at}-{number}", "A gift?", datetime(2026, 1, 1), "unanswered", reply=reply)
        for number, reply in enumerate(replies)
    ]


def test_what_several_replies_share_is_proposed() -> None:
    replies = [f"Number {at} of our answers.\n\n{RIBBON}" for at in range(4)]
    assert proposed([messages(*replies)]) == [Written(RIBBON, 4)]


def test_else_the_reply_that_is_most_like_the_others() -> None:
    other = "The roastery is open on Saturdays from nine in the morning until noon."
    alike = "Write gift in the note field and we wrap the coffee in paper, with a ribbon."
    assert proposed([messages("Yes.", other, RIBBON, alike)])[0].body in (RIBBON, alike)


def test_without_replies_there_is_nothing() -> None:
    assert proposed([messages("", ""), []]) == [NOTHING, NOTHING]


def test_private_details_are_slots() -> None:
    said = "We have sent the gift to [address] and will write to [email] when it is there."
    (found,) = proposed([messages(said, said, said)])
    assert found.body == said.replace("[", "⟦").replace("]", "⟧")


def test_a_reply_about_one_customer_is_none() -> None:
    said = "[name] lives at [address], writes from [email], calls from [number] and is a friend."
    assert proposed([messages(said, said, said)]) == [NOTHING]


def test_what_is_said_to_all_answers_none_in_particular() -> None:
    desk = [messages(*[f"{GENERAL}\n\n{RIBBON} {at}"] * 3, at=at) for at in range(2)]
    desk += [messages(*[GENERAL] * 3, "", at=at) for at in range(2, 2 + MOST_GROUPS)]
    assert all(one.body != GENERAL for one in proposed(desk)[:2])
