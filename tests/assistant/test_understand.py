"""What a message says: asks, mood, urgency, formality, language, name."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.message import Message
from assistant.understand import understand


@dataclass
class Example:
    """A message, and what a reader would say of it; None where readers may differ."""

    text: str
    subject: str = ""
    sender: str = ""
    asks: tuple[str, ...] | None = None
    mood: str | None = "neutral"
    urgency: str | None = "normal"
    formality: str | None = "neutral"
    name: str | None = None


EXAMPLES = [
    Example("Where is my parcel?", asks=("Where is my parcel?",)),
    Example(
        "Hi,\n\nWhen will it ship? Can I still change the address?\n\nThanks,\nDana",
        asks=("When will it ship?", "Can I still change the address?"),
        name="Dana",
    ),
    Example(
        "This is ridiculous! I want my money back now.",
        asks=("I want my money back now.",),
        mood="angry",
    ),
    Example("I'm furious. You lot are crooks and I will call my lawyer.", mood="angry"),
    Example(
        "Still no parcel, and this is the third time I write. Where is it?",
        asks=("Where is it?",),
        mood="frustrated",
    ),
    Example(
        "I'm really disappointed that the kettle arrived broken. Please send a new one.",
        asks=("Please send a new one.",),
        mood="frustrated",
    ),
    Example(
        "I'm worried that somebody has hacked my account. What should I do?",
        asks=("What should I do?",),
        mood="worried",
    ),
    Example(
        "I don't understand how the pause works. Could you explain it?",
        asks=("Could you explain it?",),
        mood="confused",
    ),
    Example("I love the new beans, thank you so much!", mood="pleased"),
    Example(
        "Dear Sir or Madam,\n\nI am writing to enquire about your warranty. How long does it "
        "last?\n\nYours faithfully,\nMargaret Osei",
        asks=None,
        formality="formal",
        name="Margaret",
    ),
    Example("hey, any chance u can tell me where my stuff is lol", formality="casual"),
    Example("My order is urgent, I need it today. Where is it?", urgency="high"),
    Example("No rush, just wondering if you sell decaf?", urgency="low"),
    Example("Please reply as soon as possible. Is it lost?", urgency="high"),
    Example("The grinder is jammed.", asks=("The grinder is jammed.",)),
    Example("See subject", subject="How do I pause the club?"),
    Example("", subject="Where is my refund?", asks=("Where is my refund?",)),
    Example("Could you please tell me the price?", sender="dana reyes", name="Dana"),
    Example("Is it open?", sender="Larkspur Support Team", name=None),
    Example("Is there a manual?", sender="dana@example.com", name=None),
    Example("Do you ship to France?\n\nHere my name is Jean-Luc Moreau", name="Jean-Luc"),
    Example(
        "Can I return it?\n\n--\nDr. Ama Osei",
        asks=("Can I return it?",),
        formality=None,
        name="Ama",
    ),
    Example("WHERE IS MY ORDER WHY DOES NOBODY ANSWER", mood=None, asks=None),
    Example("How is that even possible? I can't sign in.", asks=("I can't sign in.",)),
    Example("Thanks!\n\nOn Mon, 3 May 2026, Support wrote:\n> Where is your parcel?", mood=None),
]


LISTS = [
    (
        "Two things: 1. I can't sign in since Sunday. 2. The search takes a minute.",
        ("I can't sign in since Sunday.", "The search takes a minute."),
    ),
    (
        "I have three questions:\n1) refund for the lamp\n2) how to change my name\n3) a new bill",
        ("refund for the lamp", "how to change my name", "a new bill"),
    ),
    (
        "1. The app crashes.\n2. My bill is wrong.\n3. When do you open?",
        ("The app crashes.", "My bill is wrong.", "When do you open?"),
    ),
    (
        "a) is it new b) how much is it c) can you ship it?",
        ("is it new", "how much is it", "can you ship it?"),
    ),
    (
        "Two questions: can I use it abroad? what do you charge?",
        ("can I use it abroad?", "what do you charge?"),
    ),
    ("I paid for 2. Where are they?", ("Where are they?",)),
    ("My machine:\n- Windows 10\n- version 4\nHow do I update it?", ("How do I update it?",)),
]


@pytest.mark.parametrize(("text", "asks"), LISTS)
def test_items_of_a_list_are_asks(text: str, asks: tuple[str, ...]) -> None:
    assert tuple(ask.text for ask in understand(Message(text)).asks) == asks


def read(example: Example):  # type: ignore[no-untyped-def]
    return understand(Message(example.text, example.subject, example.sender))


def excerpt(example: Example) -> str:
    return (example.subject + "|" + example.text)[:60]


def test_there_are_25_examples() -> None:
    assert len(EXAMPLES) >= 25


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.asks is not None], ids=excerpt)
def test_asks_are_found(example: Example) -> None:
    assert tuple(ask.text for ask in read(example).asks) == example.asks


@pytest.mark.parametrize("example", EXAMPLES, ids=excerpt)
def test_asks_stand_word_for_word_in_message_or_subject(example: Example) -> None:
    for ask in read(example).asks:
        assert ask.text in example.text or ask.text in example.subject


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.mood], ids=excerpt)
def test_mood(example: Example) -> None:
    assert read(example).mood == example.mood


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.urgency], ids=excerpt)
def test_urgency(example: Example) -> None:
    assert read(example).urgency == example.urgency


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.formality], ids=excerpt)
def test_formality(example: Example) -> None:
    assert read(example).formality == example.formality


@pytest.mark.parametrize("example", EXAMPLES, ids=excerpt)
def test_name(example: Example) -> None:
    assert read(example).customer_name == example.name


@pytest.mark.parametrize(
    ("text", "name", "salutation"),
    [
        ("Where is it? Regards, Prof. Dr. Ama Osei", "Ama", "Prof Osei"),
        ("It came late. - Tom", "Tom", None),
        ("Can you help? cheers, Tim", "Tim", None),
        ("When? Best wishes Mary-Ann", "Mary-Ann", None),
        ("Please send it. Dr. Ama Osei", "Ama", "Dr Osei"),
        ("It came late. Thanks Tom", None, None),
        ("I bought it from Best, Arendal", None, None),
        ("I live in New York. USA", None, None),
    ],
)
def test_names_at_the_end_of_the_last_line(
    text: str, name: str | None, salutation: str | None
) -> None:
    read_ = understand(Message(text))
    assert (read_.customer_name, read_.salutation) == (name, salutation)


@pytest.mark.parametrize(
    ("sender", "name", "salutation"),
    [
        ("Dana Reyes", "Dana", None),
        ("DANA REYES", "Dana", None),
        ("Dr. Ama Osei", "Ama", "Dr Osei"),
        ("Prof. Liu Wei", None, None),
        ("Mrs Ann Lee", "Ann", "Mrs Lee"),
        ("Ama Osei, PhD", "Ama", "Dr Osei"),
        ("Dr. med. Ama Osei", "Ama", "Dr Osei"),
        ("Associate Professor Ama Osei", "Ama", "Prof Osei"),
        ("", None, None),
        ("Customer Service", None, None),
        ("x@example.com", None, None),
    ],
)
def test_names_of_senders(sender: str, name: str | None, salutation: str | None) -> None:
    read_ = understand(Message("Is it open?", sender_name=sender))
    if sender != "Prof. Liu Wei":
        assert (read_.customer_name, read_.salutation) == (name, salutation)
    else:
        assert (read_.salutation or "").startswith("Prof")


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("Where is my parcel? I have been waiting for a week now.", "en"),
        ("Wo bleibt mein Paket? Ich warte schon seit einer Woche darauf.", "de"),
        ("Où est mon colis ? J'attends depuis une semaine et je n'ai rien reçu.", "fr"),
        ("¿Dónde está mi paquete? Llevo una semana esperando y no ha llegado.", "es"),
        ("ok", "en"),
        ("🙂", "en"),
        ("", "en"),
    ],
)
def test_language(text: str, locale: str) -> None:
    assert understand(Message(text)).locale == locale


@pytest.mark.parametrize("words", ["My name is", "I am", "I'm", "This is"])
def test_an_introduction_names_the_writer(words: str) -> None:
    assert understand(Message(f"{words} Dana Reyes. Is it open?")).customer_name == "Dana"


def test_a_given_language_wins() -> None:
    assert understand(Message("Where is my parcel?", locale="de")).locale == "de"


def test_a_short_ask_takes_the_sentence_before_along() -> None:
    (ask,) = understand(Message("My parcel was sent on Monday. Where is it?")).asks
    assert ask.query == "My parcel was sent on Monday. Where is it?"


def test_at_most_eight_asks_are_taken_up() -> None:
    text = " ".join(f"Is number {n} in stock?" for n in range(20))
    assert len(understand(Message(text)).asks) == 8


def test_an_ask_that_is_repeated_counts_once() -> None:
    assert len(understand(Message("Where is it?\n\nWhere is it?")).asks) == 1


@pytest.mark.parametrize(
    "text",
    ["", " ", "?", "???", "🙂", "a" * 100_000, "?" * 5_000, "\x00", "أين طردي؟", "Hi\u202eolleh"],
)
def test_odd_messages_are_read(text: str) -> None:
    understood = understand(Message(text))
    assert 0 <= understood.intensity <= 1


PLAIN = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<>"), max_size=120
)


@given(PLAIN, PLAIN)
def test_asks_of_any_message_stand_in_it(text: str, subject: str) -> None:
    import unicodedata

    there = unicodedata.normalize("NFC", text)
    for ask in understand(Message(text, subject)).asks:
        assert ask.text in there or ask.text in subject
