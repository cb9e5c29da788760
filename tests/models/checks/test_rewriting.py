"""Templates, forms of words, and how a fix is fitted into its sentence."""

import pytest

from models.checks.phrases import FILTERS
from models.checks.rewriting import Template, place
from models.text import Span, apply_fixes


@pytest.mark.parametrize(
    ("name", "phrase", "expected"),
    [
        ("gerund", "log out first", "logging out first"),
        ("gerund", "cancel it", "cancelling it"),
        ("gerund", "log out and sign in", None),
        ("base", "attached the file", "attach the file"),
        ("participle", "send it", "sent it"),
        ("third", "check it", "checks it"),
        ("simple_past", "forgotten", "forgot"),
        ("simple_past", "overlooked", "overlooked"),
        ("be", "the lamps", "are"),
        ("be", "the colour of the lamps", "is"),
        ("be", "this", "is"),
        ("be", "forms and reports", "are"),
        ("come", "exports", "come"),
        ("come", "two-way sync", "comes"),
        ("pronoun", "your photos", "them"),
        ("pronoun", "the address", "it"),
        ("they", "your photos", "they"),
        ("they", "your account", "it"),
        ("dont", "the postcode", "doesn't"),
        ("neutral", "your receipt", "the receipt"),
        ("definite", "a Linux app", "the Linux app"),
        ("lower_first", "That product", "that product"),
        ("lower_first", "Ana", "Ana"),
        ("lower_first", "CSV files", "CSV files"),
        ("lower_first", "I", "I"),
        ("upper_first", "that lid", "That lid"),
        ("upper_first", "help@example.com", "help@example.com"),
        ("upper_first", "iPhones", "iPhones"),
        ("on_date", "next month", "next month"),
        ("on_date", "Monday", "on Monday"),
        ("on_date", "the 12th of June", "on the 12th of June"),
        ("on_date", "June 12", "on June 12"),
        ("on_date", "12 June 2027", "on 12 June 2027"),
        ("on_date", "June", "in June"),
        ("on_date", "early March", "in early March"),
        ("on_date", "2027", "in 2027"),
        ("on_date", "3 pm", "at 3 pm"),
        ("on_date", "the end of May", "at the end of May"),
        ("on_date", "end of May", "at the end of May"),
        ("on_date", "tomorrow", "tomorrow"),
        ("on_date", "we restock", "once we restock"),
        ("on_date", "further notice", None),
        ("cause", "because of a strike", "due to a strike"),
        ("cause", "since the depot is closed", "because the depot is closed"),
        ("calm", "PLEASE READ the PDF", "please read the PDF"),
        ("calm", "PLEASE CALL US", "please call us"),
        ("calm", "IT SHIPS FROM THE US", "it ships from the US"),
    ],
)
def test_filters(name: str, phrase: str, expected: str | None) -> None:
    assert FILTERS[name](phrase) == expected


def test_optional_part_goes_without_its_group() -> None:
    template = Template("It comes {date|on_date}[; {why}]")
    assert template.render({"date": "Monday"}) == "It comes on Monday"
    assert template.render({"date": "Monday", "why": "sorry"}) == "It comes on Monday; sorry"


def test_what_cannot_be_said_is_not_offered() -> None:
    assert Template("It comes {date|on_date}").render({"date": "further notice"}) is None
    assert Template("It comes {date}").render({}) is None


@pytest.mark.parametrize(
    ("text", "words", "rendered", "expected"),
    [
        ("You must go.", "You must go", "could you go?", "Could you go?"),
        ("You must go", "You must go", "could you go?", "Could you go?"),
        ("First, you must go.", "you must go", "Please go", "First, please go."),
        ("Sadly, the lid broke.", "Sadly,", "", "The lid broke."),
        ("The lid sadly broke.", "sadly", "", "The lid broke."),
        ("So: you must go.", "you must go", "I'll go", "So: I'll go."),
    ],
)
def test_fits(text: str, words: str, rendered: str, expected: str) -> None:
    start = text.index(words)
    fix = place(text, rendered, Span(start, start + len(words)), Span(0, len(text)))
    assert fix is not None
    assert apply_fixes(text, [fix]) == expected


def test_question_in_mid_sentence_is_not_offered() -> None:
    text = "You must go, and I stay."
    assert place(text, "Could you go?", Span(0, 11), Span(0, len(text))) is None
