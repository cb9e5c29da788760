"""Replies taken apart into paragraphs."""

from __future__ import annotations

import pytest

from snippets.proposals.paragraphs import Paragraph, is_courtesy, paragraphs, printable, shingles

REFUND = "Your refund leaves us within three working days of the parcel reaching our roastery."
GRIND = "A medium grind suits filter machines; a coarse one suits the press."


def texts(reply: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(reply)]


@pytest.mark.parametrize(
    "reply",
    [
        f"Hi Dana,\n\n{REFUND}\n\n{GRIND}\n\nKind regards,\nSam",
        f"Hi Dana,\n{REFUND}\n\n{GRIND}\nThanks,\nSam Smith",
        f"Dear Ms Reyes,\r\n\r\n{REFUND}\r\n\r\n{GRIND}\r\n\r\nBest wishes from Larkspur",
        f"Hello! Thank you for writing to us.\n\n{REFUND}\n\nI'm sorry for the trouble.\n\n{GRIND}",
        f"> When is my money back?\n\n{REFUND}\n\nOn 3 May 2026 Dana wrote:\n> x\n\n{GRIND}",
        f"{REFUND}\n\n{GRIND}\n\nLet me know if that helps.\n\nSent from my iPhone",
        f"{REFUND}\n\n{GRIND}\n\n-----Original Message-----\nFrom: x\n\nWhere is my money?",
        f"{REFUND}\n\n{GRIND}\n\nFrom: Dana <dana@example.com>\nSent: Monday\n\nWhere is it?",
    ],
)
def test_greetings_thanks_signatures_and_quotes_are_left_out(reply: str) -> None:
    assert texts(reply) == [REFUND, GRIND]


def test_a_greeting_before_a_sentence_is_taken_off() -> None:
    assert texts("Hi Dana, we have sent the spare part today.") == [
        "We have sent the spare part today."
    ]


def test_each_item_of_a_list_is_a_paragraph() -> None:
    found = paragraphs("To clean it:\n- Take out the tank\n- Rinse it\n\n1. Fill it again")
    assert [one.is_item for one in found] == [False, True, True, True]
    assert [one.is_lead_in for one in found] == [True, False, False, False]


def test_lines_of_one_paragraph_stay_together() -> None:
    assert texts("The tank holds\none litre.") == ["The tank holds\none litre."]


@pytest.mark.parametrize("reply", ["", "Thanks!", "Hi Dana,\n\nBest, Sam", "-\n\n***"])
def test_a_reply_may_say_nothing(reply: str) -> None:
    assert texts(reply) == []


@pytest.mark.parametrize(
    "text",
    [
        "Please let us know what the lamp beside the tank shows.",
        "Thank you for the photo; the ring around the tank sits the wrong way round, so please "
        "turn it by half and press it down until it clicks.",
        "Send us a photo of the label.",
    ],
)
def test_what_says_something_is_no_courtesy(text: str) -> None:
    assert not is_courtesy(text)


def test_words_are_compared_without_marks_and_case() -> None:
    one = Paragraph("- **Open** the [settings](https://x.example/a) at https://x.example/B/.")
    other = Paragraph("open the settings at https://x.example/b")
    assert one.words == other.words


def test_shingles_of_few_words_are_all_of_them() -> None:
    assert len(shingles(("press", "start"))) == 1
    assert len(shingles(("press", "the", "red", "knob"))) == 2


def test_halves_of_characters_and_control_characters_are_taken_out() -> None:
    assert printable("a\ud800b\x00c\r\nd\re") == "abc\nd\ne"
