"""Sentences of a snippet: what may go, what stays, what says most, and what was said before."""

from __future__ import annotations

import pytest

from assistant.drafting.overlap import Said, is_same, repeated, sent_share
from assistant.drafting.passages import key_sentences, passages, says_something, without
from assistant.drafting.steps import passage

PAUSE = (
    "You can pause the plan for up to 3 months, under Account. To end it, choose Resume. "
    "The steps are described in Pausing (https://help.example/pausing)."
)
ARTICLE = """We mend every kettle.

## How do I descale the kettle?

Do this once a month:

1. Fill it.
2. Boil it.
3. Wait.
4. Rinse it.

It is clean then.

## What does a repair cost?

A repair costs £20.
"""


@pytest.mark.parametrize(
    "text", ["It works.", "Parcels take 3 days", "- a\n- b", "https://x.example", "Title\n\nGo on."]
)
def test_a_sentence_a_list_or_an_address_says_something(text: str) -> None:
    assert says_something(text)


@pytest.mark.parametrize(
    "label", ["PILLOWS", "Return policy", "Delivery Times And Return Costs", ""]
)
def test_a_bare_label_says_nothing(label: str) -> None:
    assert not says_something(label)


def test_a_list_and_the_line_before_it_stay() -> None:
    text = "First this. Do so:\n\n1. Fill it.\n2. Boil it."
    assert [one.text for one in passages(text)] == ["First this."]
    assert without(text, passages(text)) == "Do so:\n\n1. Fill it.\n2. Boil it."


def test_a_sentence_that_another_points_back_at_stays() -> None:
    text = "The code is in your mail. It works once. Bye now."
    first, second, third = passages(text)
    assert without(text, [first]) == text
    assert without(text, [first, second]) == "Bye now."
    assert without(text, [third]) == "The code is in your mail. It works once."


def test_in_short_the_answer_and_what_it_asks_for_remain() -> None:
    text = f"{PAUSE} Please reply with your name. Nothing else matters."
    short = key_sentences(text, ["Can I pause?"])
    assert "up to 3 months" in short
    assert "Please reply with your name." in short
    assert "https://" not in short
    assert "Nothing else" not in short


def test_a_warning_is_never_left_out() -> None:
    assert "Never open" in key_sentences("It is easy. Fill it. Never open it hot.", ["How?"])


@pytest.mark.parametrize(
    "again",
    [
        "If you'd like a break instead, you can pause the plan for up to 3 months.",
        "To end it, choose Resume.",
        "More is in Plans (https://help.example/pausing).",
    ],
)
def test_what_was_said_is_not_said_again(again: str) -> None:
    assert [one.text for one in repeated(again, Said().and_also(PAUSE))] == [again]


@pytest.mark.parametrize(
    "new",
    [
        "You can pause the plan for up to 2 months.",
        "You can't pause the plan for 3 months.",
        "The card is charged on Monday.",
        "More is in Plans (https://help.example/plans).",
    ],
)
def test_what_is_new_stays(new: str) -> None:
    assert repeated(new, Said().and_also(PAUSE)) == []


def test_courtesy_of_few_words_may_come_again() -> None:
    assert not is_same("Thank you very much.", "Thank you very much.")


def test_the_share_that_was_sent() -> None:
    sent = ("You can pause the plan for up to 3 months, under Account.",)
    assert sent_share(PAUSE, sent) == pytest.approx(1 / 3, abs=0.2)
    assert sent_share("", sent) == 0.0


def test_an_article_answers_with_the_steps_of_its_section() -> None:
    told = passage(ARTICLE, ["How do I descale my kettle?"])
    steps = "1. Fill it.\n2. Boil it.\n3. Wait.\n4. Rinse it."
    assert told == f"Do this once a month:\n\n{steps}\n\nIt is clean then."


def test_without_a_section_for_it_an_article_gives_its_lead() -> None:
    assert passage(ARTICLE, ["Do you have shops?"]) == "We mend every kettle."
    assert passage("the page is", ["Where?"]) == ""
