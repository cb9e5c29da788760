"""Rewriting a reply without a language model: what each wish changes, and what it never does."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.editing.improve import Improved, Reviewer, Wish, improve
from assistant.review import review
from models.checks.facts import added_facts, facts
from models.protocols import CheckContext, Checker
from models.text import Category, Finding, Fix, Severity, Span

REPLY = (
    "Hi Dana,\n\n"
    "Thanks for your patience. You failed to attach the form, so we can't start prior to Friday. "
    "The lid costs €12 and takes 5 days.\n\n"
    "The lid costs €12 and takes 5 days. Please don't hesitate to contact us.\n\n"
    "Cheers,\nSam"
)
RECEIVED = "We recieved your lamp. The red one ships on Monday."


class Typos:
    """A checker that knows one misspelling."""

    id = "typos"

    def check(self, text: str, context: CheckContext) -> list[Finding]:
        """Says that "recieved" is "received"."""
        start = text.find("recieved")
        if start < 0:
            return []
        span = Span(start, start + len("recieved"))
        fix = Fix(span, "received")
        kind = (Category.SPELLING, Severity.WARNING)
        return [Finding("spelling.typo", *kind, span, "recieved", "A typo.", fixes=(fix,))]


@pytest.fixture(scope="module")
def checkers() -> Sequence[Checker]:
    from tests.conftest import rules_alone

    return (*rules_alone(), Typos())


@pytest.fixture(scope="module")
def reviewer(checkers: Sequence[Checker]) -> Reviewer:
    return lambda text: review(text, CheckContext(), checkers)


def done(text: str, wish: Wish, reviewer: Reviewer, **options: bool) -> Improved:
    improved = improve(text, wish, reviewer, **options)
    assert facts(improved.text).keys() == facts(text).keys()
    assert not added_facts(text, improved.text)
    return improved


def test_friendlier_greets_closes_and_says_it_kindly(reviewer: Reviewer) -> None:
    text = "You failed to attach the form. The lid takes 5 days."
    friendly = done(text, Wish.FRIENDLY, reviewer).text
    assert friendly.startswith("Hi there,\n\n")
    assert friendly.endswith("The lid takes 5 days.\n\nBest wishes")
    assert "You failed" not in friendly


def test_greeting_and_closing_that_are_there_stay(reviewer: Reviewer) -> None:
    friendly = done(REPLY, Wish.FRIENDLY, reviewer).text
    assert friendly.startswith("Hi Dana,\n\n")
    assert friendly.endswith("\n\nCheers,\nSam")


def test_a_part_of_a_reply_gets_no_frame(reviewer: Reviewer) -> None:
    assert done("The lid takes 5 days.", Wish.FRIENDLY, reviewer).text == "The lid takes 5 days."


def test_the_frame_can_be_declined(reviewer: Reviewer) -> None:
    text = "The lid is red. It takes 5 days."
    assert done(text, Wish.FRIENDLY, reviewer, greets=False, closes=False).text == text
    assert done(text, Wish.FRIENDLY, reviewer, closes=False).text == f"Hi there,\n\n{text}"


@pytest.mark.parametrize(
    ("wish", "greeting", "closing"),
    [
        (Wish.FRIENDLY, "Hey Dana,", "Cheers,"),
        (Wish.NEUTRAL, "Hello Dana,", "Best regards,"),
        (Wish.FORMAL, "Dear Dana,", "Kind regards,"),
    ],
    ids=str,
)
def test_greeting_and_closing_take_the_tone(
    reviewer: Reviewer, wish: Wish, greeting: str, closing: str
) -> None:
    text = "Hey Dana,\n\nThe lid is red. It takes 5 days.\n\nCheers,\nSam"
    changed = done(text, wish, reviewer).text.split("\n")
    assert (changed[0], changed[-2], changed[-1]) == (greeting, closing, "Sam")


def test_nobody_is_not_dear(reviewer: Reviewer) -> None:
    text = "Hi there,\n\nThe lid is red. It takes 5 days."
    assert done(text, Wish.FORMAL, reviewer).text.startswith("Hello,\n\n")


def test_formal_spells_contractions_out_but_not_in_questions(reviewer: Reviewer) -> None:
    text = "Hello,\n\nWe can't see it, and it's red. I've looked, it won't fit. Don't you have one?"
    formal = done(text, Wish.FORMAL, reviewer).text
    assert "We cannot see it, and it's red. I have looked, it will not fit." in formal
    assert "Don't you have one?" in formal


def test_grammar_mends_spelling_and_nothing_else(reviewer: Reviewer) -> None:
    text = f"You failed to attach the form. {RECEIVED}"
    assert done(text, Wish.GRAMMAR, reviewer).text == text.replace("recieved", "received")


def test_shorter_drops_courtesy_and_repetition_and_keeps_every_fact(reviewer: Reviewer) -> None:
    short = done(REPLY, Wish.SHORTEN, reviewer).text
    assert "Thanks" not in short
    assert "hesitate" not in short
    assert short.count("€12") == 1
    assert short.startswith("Hi Dana,\n\nYou failed")
    assert short.endswith("5 days.\n\nCheers,\nSam")


def test_shorter_takes_the_short_word_for_the_stiff_one(reviewer: Reviewer) -> None:
    text = "We can send the lid prior to Friday. It is red."
    assert (
        done(text, Wish.SHORTEN, reviewer).text == "We can send the lid before Friday. It is red."
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Thank you for waiting, your lid is on its way.",
        "Thanks for the photo of order A-4711.",
        "Let me know if you need it before Friday.",
        "Please feel free to call +44 20 7946 0958.",
        "I hope this works: press the red key.",
        "Have a look at the lid.",
    ],
)
def test_courtesy_that_says_something_stays(reviewer: Reviewer, sentence: str) -> None:
    text = f"The lid is red. {sentence}"
    assert done(text, Wish.SHORTEN, reviewer).text == text


def test_nothing_but_courtesy_stays(reviewer: Reviewer) -> None:
    assert done("Thank you! Have a great day!", Wish.SHORTEN, reviewer).text.startswith(
        "Thank you!"
    )


def test_an_item_of_a_list_stays(reviewer: Reviewer) -> None:
    text = "What to say:\n- Thanks for your patience.\n- It is red."
    assert done(text, Wish.SHORTEN, reviewer).text == text


def test_what_needs_a_language_model_is_said_not_pretended(reviewer: Reviewer) -> None:
    translated = done(REPLY, Wish.TRANSLATE, reviewer)
    assert translated.text == REPLY
    assert "language model" in translated.notes[0]
    assert "invented" in done(REPLY, Wish.EXPAND, reviewer).notes[0]


def test_what_could_not_be_changed_is_said(reviewer: Reviewer) -> None:
    assert done("It is red.", Wish.IMPROVE, reviewer).notes[-1].startswith("nothing was found")


def test_other_languages_get_no_english_frame(reviewer: Reviewer) -> None:
    text = "Der Deckel ist leider noch nicht da. Wir schicken ihn morgen mit der Post."
    friendly = done(text, Wish.FRIENDLY, reviewer)
    assert friendly.text == text
    assert "English only" in friendly.notes[0]


def test_a_step_that_would_touch_a_fact_is_left_out() -> None:
    class Forgetful:
        rewritten = "The lid takes 6 days."
        findings = ()

    text = "The lid takes 5 days."
    improved = improve(text, Wish.IMPROVE, lambda _: Forgetful())  # type: ignore[arg-type,return-value]
    assert improved.text == text
    assert any("touched a fact" in note for note in improved.notes)


PIECES = st.sampled_from(
    ["Hi Dana,\n\n", "It takes 5 days. ", "Thanks for waiting. ", "- €12\n", "> quoted\n", "🙂 ",
     "You must pay by Friday! ", "I can't. ", "\n\n", "Let me know if you need more. ",
     "Best,\nSam"]
)  # fmt: skip


@given(parts=st.lists(PIECES, max_size=8), wish=st.sampled_from(Wish))
def test_no_wish_changes_a_fact(reviewer: Reviewer, parts: list[str], wish: Wish) -> None:
    done("".join(parts), wish, reviewer)


@pytest.mark.parametrize(
    "part", ["a", "! ", "a, ", "thanks ", "don't ", "hi ", "\n", "thank you for "]
)
def test_hostile_texts_take_no_long_time(part: str) -> None:
    class Silent:
        rewritten = None
        findings = ()

    for wish in (Wish.SHORTEN, Wish.FORMAL, Wish.FRIENDLY):
        assert improve(part * (20_000 // len(part)), wish, lambda _: Silent()).text  # type: ignore[arg-type,return-value]
