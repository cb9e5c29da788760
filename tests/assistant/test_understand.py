"""What a message says: asks, mood, urgency, formality, language, name."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.message import Message
from assistant.reading.mail import read_mail
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
        urgency="high",
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
    Example(
        "How is that even possible? I can't sign in.",
        asks=("I can't sign in.",),
        mood="frustrated",
    ),
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


FORMS = [
    ("I would be grateful to know when you open.", ("I would be grateful to know when you open.",)),
    ("I wonder whether you sell lids.", ("I wonder whether you sell lids.",)),
    ("It would help to know how heavy it is.", ("It would help to know how heavy it is.",)),
    ("I expect a reply by Friday.", ("I expect a reply by Friday.",)),
    ("to whom do i send the form", ("to whom do i send the form",)),
    (
        "Please tell me the price and whether you ship to Malta.",
        ("Please tell me the price", "whether you ship to Malta."),
    ),
    (
        "What does it weigh, do you deliver it, and how long does that take?",
        ("What does it weigh", "do you deliver it", "how long does that take?"),
    ),
    (
        "Close my account, but I'd like to keep the photos.",
        ("Close my account", "I'd like to keep the photos."),
    ),
    ("Tell me when and where it opens.", ("Tell me when and where it opens.",)),
    (
        "I want to print the photos. How do I do that?",
        ("How do I do that?",),
    ),
    (
        "The lamp flickers and then goes off. It is broken. Can anyone please help me with this?",
        ("It is broken.",),
    ),
    ("When I want to print, the lamp goes off and the fan is not running.", None),
    ("Do you people ever read this? Who does that? The lid is cracked.", ("The lid is cracked.",)),
    ("Why on earth is it so loud?! Please send a quiet one.", ("Please send a quiet one.",)),
    ("It arrived today and is lovely. No need to reply!", None),
    ("Hello??", ()),
]
"""What a sentence asks by its form; None where nothing asks for an answer."""


@pytest.mark.parametrize(("text", "asks"), FORMS)
def test_the_form_of_a_sentence_tells_whether_it_asks(
    text: str, asks: tuple[str, ...] | None
) -> None:
    found = understand(Message(text)).asks
    if asks is None:
        assert not any(ask.wants_answer for ask in found)
    else:
        assert tuple(ask.text for ask in found) == asks


@pytest.mark.parametrize(
    ("text", "subject", "ask"),
    [
        ("It just stopped. I bought it in May.", "Can I get a refund?", "Can I get a refund?"),
        ("It has arrived, thank you!", "Re: Can I get a refund?", "It has arrived, thank you!"),
        ("See the photo.", "The lid is cracked", "The lid is cracked"),
        (
            "I checked the plug twice. The kettle does not heat. I am not sure since when.",
            "Kettle",
            "The kettle does not heat.",
        ),
        ("Please try again later. The page says so, it is not loading.", "", None),
    ],
)
def test_what_is_wrong_is_told_by_one_sentence_or_the_subject(
    text: str, subject: str, ask: str | None
) -> None:
    asks = understand(Message(text, subject)).asks
    assert not asks[0].wants_answer or ask == subject
    assert ask is None or [one.text for one in asks] == [ask]


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("The boiler shows F7. What does that mean?", "The boiler shows F7."),
        ("I must move my booking to May. What does the booking cost then?",
         "I must move my booking to May."),
        ("I live in Graz. What does a boiler for a small house cost?", ""),
    ],
)  # fmt: skip
def test_an_ask_that_points_back_has_a_context(text: str, context: str) -> None:
    assert understand(Message(text)).asks[-1].context == context


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("I have called three times already and the heating is still off.", "frustrated"),
        ("I don't understand why it takes so long.", "frustrated"),
        ("Do you people ever look at the orders? Who even packs these?", "angry"),
        ("I've had enough of this. Don't you dare bill me.", "angry"),
        ("All my photos have disappeared! How can I recover them?", "worried"),
        ("Why does the app show an error after the update?", "confused"),
        ("It is gorgeous, you made my week.", "pleased"),
        ("Is there a lid for it?", "neutral"),
        ("Why is the sky on the label blue?", "neutral"),
    ],
)
def test_trouble_tells_a_mood_without_words_of_feeling(text: str, mood: str) -> None:
    assert understand(Message(text)).mood == mood


@pytest.mark.parametrize(
    ("text", "formality"),
    [
        ("whats the price of a lid", "casual"),
        ("how big is it? Thanks", "casual"),
        ("Is there a lid for it?\n\nBest regards,\nDana", "neutral"),
    ],
)
def test_careless_writing_is_casual_and_a_usual_greeting_neutral(text: str, formality: str) -> None:
    assert understand(Message(text)).formality == formality


@pytest.mark.parametrize(
    ("sender", "signed", "name"),
    [
        ("Trần Minh Châu", "Minh Châu", "Minh Châu"),
        ("Trần Minh Châu", "", "Châu"),
        ("Mei Hua Lim", "Mei Hua", "Mei Hua"),
        ("Robert Hill", "Bob", "Robert"),
        ("Dana Reyes", "Reyes", "Dana"),
        ("Harbour View Clinic", "", None),
        ("Hill & Sons", "", None),
        ("Brook Ltd", "Mara Kent\nBrook Ltd", "Mara"),
        ("{{customer.name}}", "", None),
        ("Customer.name", "", None),
        ("J. Hill", "", None),
        ("ANNE-MARIE HILL", "", "Anne-Marie"),
    ],
)
def test_somebody_is_called_as_they_sign(sender: str, signed: str, name: str | None) -> None:
    text = f"Is it open?\n\nThanks,\n{signed}" if signed else "Is it open?"
    assert understand(Message(text, sender_name=sender)).customer_name == name


@pytest.mark.parametrize(
    "word", ["a", "! ", "a, ", "how ", "please ", "if i want ", "re: ", "and "]
)
def test_twenty_thousand_words_are_read(word: str) -> None:
    """Patterns that took quadratic time would not come back from these."""
    understand(Message(word * 20_000, word * 20_000))


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
        ("When will it come? Ola Berg", "Ola", None),
        ("Wie geht das? Viele Grüße, Jana Weber", "Jana", None),
        ("Do you send it there? New York", None, None),
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
    ("line", "name"),
    [
        ("Holger", "Holger"),
        ("holger", "Holger"),
        ("Niamh x", "Niamh"),
        ("xx Becky", "Becky"),
        ("- Sanjay", "Sanjay"),
        ("Ruben 🙂", "Ruben"),
        ("Grace", "Grace"),
        ("Holger\n07700 900123", "Holger"),
        ("Anna-Lena Vogt", "Anna-Lena"),
        ("Xhesika Brahimi", "Xhesika"),
        ("Help", None),
        ("Thanks", None),
        ("Urgent", None),
        ("Leeds", None),
        ("Order Number", None),
        ("Teapot", None),
        ("Blue Teapot", None),
        ("the green one", None),
        ("Please Reply", None),
    ],
)
def test_a_name_alone_on_the_last_line(line: str, name: str | None) -> None:
    assert understand(Message(f"It came late. Is there another?\n\n{line}")).customer_name == name


@pytest.mark.parametrize("above", ["It is a gift for", "Please write this on it:", "My name is"])
def test_a_name_that_the_text_leads_up_to_is_no_signature(above: str) -> None:
    assert read_mail(f"{above}\nHolger").signature == ()


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
