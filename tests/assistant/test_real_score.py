"""The score of the shipped checkers stands still when an edit changes nothing that matters."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.review import review
from models.checks.grammar import GrammarChecker, known
from models.checks.lingotweaker import LingoTweaker
from models.checks.rules import ToneChecker
from models.protocols import CheckContext

CHECKERS = (ToneChecker(), GrammarChecker(LingoTweaker()))
HARDLY = 2
"""Points by which a longer text may differ."""
NAMES = ("Priya", "Jörg", "Tomasz", "Xiomara", "Mary Ann")
PARAGRAPHS = (
    "Thank you for the photos, Dana. I have sent a new lid, and it arrives on Monday.",
    "You failed to attach the receipt. Please send it when you're back.",
    "You have to log out first, and then sign in again to see the new plan.",
    "I recieved your parcel, but it have no label. Please send it agian.",
    "Just click the button. It's obvious where it is, and everyone finds it.",
    "Your order {{order.number}} ships ⟦by when⟧.",
    "As I said before, it's our policy that the box stays closed.",
    "We'll look into it as soon as possible, Dana, and that's all for today.",
    "Please open Settings and choose “Export”. The file holds what's in your account.",
)
"""None of them is judged by what comes before or after it, as good news after bad is."""
SAME: dict[str, Callable[[str], str]] = {
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "old Mac line ends": lambda text: text.replace("\n", "\r"),
    "more empty lines": lambda text: f"\n\n{text}".replace("\n\n", "\n\n\n") + "\n \n",
    "white space at line ends": lambda text: text.replace("\n", " \t\n") + "  ",
    "indented": lambda text: "  " + text.replace("\n", "\n  "),
    "two spaces after a full stop": lambda text: text.replace(". ", ".  "),
    "spaces that do not break": lambda text: text.replace(" ", "\u00a0"),
    "curly apostrophes": lambda text: text.replace("'", "’"),
    "straight quotation marks": lambda text: text.replace("“", '"').replace("”", '"'),
    "paragraphs without an empty line": lambda text: text.replace("\n\n", "\n"),
    "a line for each sentence": lambda text: text.replace(". ", ".\n"),
    "another order": lambda text: "\n\n".join(reversed(text.split("\n\n"))),
    **{f"for {name}": lambda text, name=name: text.replace("Dana", name) for name in NAMES},
}
LONGER: dict[str, Callable[[str], str]] = {
    "a greeting": lambda text: f"Hi Dana,\n\n{text}",
    "a greeting and thanks": lambda text: f"Hello Dana, thank you for writing.\n\n{text}",
    "a closing": lambda text: f"{text}\n\nKind regards,\nSam",
    "a short closing": lambda text: f"{text}\n\nBest,\nSam",
}
EDITS = SAME | LONGER
REPLIES = st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=6, unique=True).map(
    "\n\n".join
)


def points(text: str) -> int:
    names = known(["Dana", "Sam", *NAMES])
    return review(text, CheckContext(known_words=names), CHECKERS).score


@pytest.mark.parametrize("name", SAME)
@settings(max_examples=15)
@given(text=REPLIES)
def test_what_changes_nothing_costs_nothing(name: str, text: str) -> None:
    assert points(SAME[name](text)) == points(text)


@pytest.mark.parametrize("name", LONGER)
@settings(max_examples=15)
@given(text=REPLIES)
def test_courtesy_hardly_changes_it(name: str, text: str) -> None:
    assert abs(points(LONGER[name](text)) - points(text)) <= HARDLY


@settings(max_examples=60)
@given(text=REPLIES, names=st.lists(st.sampled_from(sorted(EDITS)), max_size=4, unique=True))
def test_several_edits_together_hardly_change_it(text: str, names: list[str]) -> None:
    edited = text
    for name in names:
        edited = EDITS[name](edited)
    assert abs(points(edited) - points(text)) <= HARDLY
