"""A customer who does not write in English is answered in their language, where we know it."""

from __future__ import annotations

import pytest

from assistant.choose import Answer, Choice
from assistant.compose import compose
from assistant.drafting.tongues import tongues
from assistant.message import Ask, Message, Options, Request, Tone, Turn, Understanding
from snippets.snippet import Match, Snippet, Why

RETURN = Snippet(
    "rueckgabe", "reply", "Rückgabe", "Sie haben 30 Tage Zeit.", locale="de", audience="public"
)
ASK = Ask("Wie kann ich das zurückgeben?", True)
OTHER = Ask("Und was kostet es?", True)


def draft(
    *answers: Snippet,
    locale: str = "de",
    tone: Tone = "friendly",
    channel: str = "email",
    thread: tuple[Turn, ...] = (),
) -> str:
    request = Request(
        Message(f"{ASK.text} {OTHER.text}", channel=channel, locale=locale),
        thread=thread,
        values={"agent": {"name": "Sam"}},
        options=Options(tone=tone),
    )
    read = Understanding(
        text=request.message.text, asks=(ASK, OTHER), locale=locale, customer_name="Jana"
    )
    chosen = tuple(Answer(Match(one, 0.9, Why()), (0,)) for one in answers)
    blocks = compose(request, read, Choice(chosen, 0.9, (), (1,) if chosen else (), ()))
    return "\n\n".join(block.text for block in blocks)


def test_an_answer_in_their_language_has_a_frame_in_it() -> None:
    assert draft(RETURN) == (
        "Hallo Jana,\n\nVielen Dank für Ihre Nachricht.\n\nSie haben 30 Tage Zeit.\n\n"
        "Zu „Und was kostet es?“: ⟦your answer⟧\n\n"
        "Falls noch etwas offen ist, antworten Sie bitte einfach auf diese Nachricht.\n\n"
        "Viele Grüße\nSam"
    )


@pytest.mark.parametrize("code", sorted(tongues()))
@pytest.mark.parametrize("tone", ["friendly", "neutral", "formal"])
def test_what_nothing_answers_is_handed_over_in_their_language(code: str, tone: Tone) -> None:
    text = draft(locale=code, tone=tone)
    assert "Jana" in text
    assert text.count("⟦by when⟧") == 1
    assert "Thank" not in text


def test_a_chat_has_neither_thanks_nor_closing() -> None:
    assert draft(RETURN, channel="chat").startswith("Hallo Jana,\n\nSie haben")
    assert "Grüße" not in draft(RETURN, channel="chat")


def test_nobody_is_thanked_twice() -> None:
    before = (Turn("customer", "Hallo?"), Turn("agent", draft(RETURN)))
    assert "Vielen Dank" not in draft(RETURN, thread=before)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Espresso machine error E61", True),
        ("Hallo", True),
        ("Die Maschine macht seit gestern ein sehr lautes Geräusch.", False),
    ],
)
def test_a_few_words_do_not_tell_the_language(text: str, english: bool) -> None:
    read = Understanding(text=text, asks=(), locale="de")
    blocks = compose(Request(Message(text)), read, Choice((), 0.0, (), (), ()))
    assert blocks[0].text == ("Hi there," if english else "Hallo,")


def test_a_word_on_safety_is_never_left_out() -> None:
    text = "Aus der Maschine kommt Rauch, and I got a shock from the handle this morning."
    read = Understanding(text=text, asks=(), locale="de", danger="electric")
    blocks = compose(Request(Message(text, locale="de")), read, Choice((), 0.0, (), (), ()))
    assert blocks[0].text == "Hi there,"


def test_an_answer_in_english_has_an_english_frame() -> None:
    answer = Snippet("returns", "reply", "Returns", "You have 30 days.")
    assert draft(answer).startswith("Hi Jana,\n\n")


def test_a_language_without_a_frame_is_answered_in_english() -> None:
    assert draft(locale="pl").startswith("Hi Jana,")
