"""Sentences of a snippet: what may go, what stays, what says most, and what was said before."""

from __future__ import annotations

import pytest

from assistant.drafting.overlap import Said, repeated, sent_share
from assistant.drafting.passages import passages, says_something, without
from assistant.drafting.shortening import key_sentences
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
    text = f"{PAUSE} Please reply with your name. The coffee is roasted here."
    short = key_sentences(text, ["Can I pause?"])
    assert "up to 3 months" in short
    assert "Please reply with your name." in short
    assert "https://" not in short
    assert "roasted" not in short


def test_a_warning_is_never_left_out() -> None:
    assert "Never open" in key_sentences("It is easy. Fill it. Never open it hot.", ["How?"])


@pytest.mark.parametrize(
    ("text", "ask", "kept"),
    [
        (
            "Tea can come back in 30 days. Opened tea can't.",
            "Can I return it?",
            "Opened tea can't.",
        ),
        (
            "Yes, we ship to Peru. This is for orders of several bags.",
            "Do you ship?",
            "This is for",
        ),
        ("We take it back. The label costs £3. Bye to it.", "Can I return it?", "costs £3"),
        ("It is free. Up to 3 people come along.", "Is it free?", "Up to 3"),
        (
            "It is quick. A refund shows in a week. Choose Return under Orders.",
            "How do I return?",
            "Choose Return",
        ),
        (
            "All is flexible. We write 3 days before. Changes are made under Account > Plan.",
            "Switch to B?",
            "Account > Plan",
        ),
        (
            "It is lost. We send it or refund it. Reply with the option you'd like.",
            "Lost?",
            "send it or refund",
        ),
    ],
)
def test_in_short_what_bounds_and_what_to_do_stay(text: str, ask: str, kept: str) -> None:
    assert kept in key_sentences(text, [ask])


def test_in_short_an_offer_may_go() -> None:
    text = (
        "You can end it under Plans. If you'd like a break instead, you can pause up to 3 months."
    )
    assert key_sentences(text, ["How do I end it?"]) == "You can end it under Plans."


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
    assert repeated("Thank you very much.", Said().and_also("Thank you very much.")) == []


@pytest.mark.parametrize(
    ("said", "new"),
    [
        (
            "Standard post takes 3 working days in the UK.",
            "Express post takes 3 working days in the UK.",
        ),
        ("You can raise your plan until the 5th.", "You can lower your plan until the 5th."),
        ("Unopened bags come back within 30 days.", "Opened bags come back within 30 days."),
        (
            "Claims are made within 14 days of delivery.",
            "Claims are made outside 14 days of delivery.",
        ),
        ("To go on, choose Resume under Plans.", "To go on holiday, choose Pause under Plans."),
        ("We move your plan from Basic to Large.", "We move your plan from Large to Basic."),
        ("Repairs are free for members only, label included.", "Repairs are free, label included."),
    ],
)
def test_a_word_of_content_makes_a_sentence_new(said: str, new: str) -> None:
    assert repeated(new, Said().and_also(said)) == []
    assert sent_share(new, [said]) == 0.0


@pytest.mark.parametrize(
    ("said", "again"),
    [
        (
            "Repairs in these years are free, and so is the label.",
            "Repairs in these years are free.",
        ),
        (
            "Please reply with the name and a photo.",
            "Please reply with the name and a photo, so that I can order it.",
        ),
        ("You cannot return opened bags to us.", "You can't return an opened bag to us."),
        ("We then refund you within 5 days.", "We refund you within 5 days."),
        (
            "If it has stopped, please reply with the name of the part and a photo of it.",
            "Please reply with the name of the part and a photo.",
        ),
    ],
)
def test_a_sentence_that_another_contains_is_said_again(said: str, again: str) -> None:
    assert [one.text for one in repeated(again, Said().and_also(said))] == [again]


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
