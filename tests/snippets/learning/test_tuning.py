"""What an encoder is tuned on."""

from __future__ import annotations

from models.tuning import Pair
from snippets.learning.lessons import Lesson
from snippets.learning.tuning import pairs
from snippets.snippet import Snippet

KETTLE = Snippet("kettle", "reply", "Kettle", "Take the **red** one.")
GATE = Snippet("gate", "reply", "Gate", "Blue.")


def lesson(text: str, *owners: str) -> Lesson:
    return Lesson(text, 1, False, set(owners))


def test_a_message_goes_with_each_answer() -> None:
    assert pairs([lesson("hot?", "kettle", "gate")], [KETTLE, GATE]) == [
        Pair("hot?", "Gate\nBlue.", "gate"),
        Pair("hot?", "Kettle\nTake the red one.", "kettle"),
    ]


def test_a_message_goes_with_another_one_of_its_answer() -> None:
    found = pairs([lesson("hot?", "kettle"), lesson("warm?", "kettle")], [KETTLE])
    assert [one for one in found if one.partner in ("hot?", "warm?")] == [
        Pair("hot?", "warm?", "kettle"),
        Pair("warm?", "hot?", "kettle"),
    ]


def test_a_snippet_that_is_gone_pairs_nothing() -> None:
    assert pairs([lesson("hot?", "lost")], [KETTLE]) == []


def test_the_same_lessons_give_the_same_pairs() -> None:
    lessons = [lesson(f"{n}?", "kettle") for n in range(9)]
    assert pairs(lessons, [KETTLE]) == pairs(lessons, [KETTLE])
