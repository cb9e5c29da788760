"""Moods told by grief, mockery, praise and signs, and how urgent a message is."""

from __future__ import annotations

import pytest

from assistant.message import Message
from assistant.reading.moods import is_grief
from assistant.reading.urgency import urgency_of
from assistant.understand import understand

GRIEF = [
    "My mother died in May and I have to close her account. How do I do that?",
    "My dear husband passed away last week.",
    "My uncle passed in January, so I write for him.",
    "I lost my father in spring, and his plan still runs.",
    "We are writing after the sudden death of our son.",
    "Please cancel the phone contract of my late aunt.",
    "My nan has sadly died, so we can't travel.",
    "I am the executor of his will.",
    "Our little dog died and I don't need the food box any more.",
    "The account holder is deceased.",
    "My brother, who booked the trip, died on Sunday.",
]
NO_GRIEF = [
    "My phone died after the update.",
    "My son died laughing at the toy.",
    "The late delivery of my father's present annoyed me.",
    "I lost my mother's ring on your train.",
    "I lost my son at the airport for ten minutes, your staff found him.",
    "My partner lost her ticket.",
    "My friend's old laptop is dead.",
    "I lost my friend's number.",
    "My dad passed his driving test.",
    "My sister passed me your leaflet.",
    "My neighbour passed the shop and it was closed.",
    "The battery has died.",
]


@pytest.mark.parametrize("text", GRIEF)
def test_the_news_of_a_death_worries(text: str) -> None:
    assert is_grief(text)
    assert understand(Message(text)).mood == "worried"


@pytest.mark.parametrize("text", NO_GRIEF)
def test_what_only_sounds_like_death_is_no_grief(text: str) -> None:
    assert not is_grief(text)


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("A whole week!! Where is it?", "frustrated"),
        ("There was smoke from the fan. Shall I try it again?", "worried"),
        ("There's a booking on my account that I never made.", "worried"),
        ("Five days!!! Where is the courier?", "frustrated"),
        ("The tent leaked on the first night. Great quality, really.", "frustrated"),
        ("Thanks for nothing.", "frustrated"),
        ("How lovely to be charged twice for one ticket.", "frustrated"),
        ("Well done, you lost the suitcase again.", "frustrated"),
        ("The lift is stuck once more. Bravo 👏", "frustrated"),
        ("Your booking form is a joke.", "angry"),
        ("Nobody rang me back 😡", "angry"),
        ("The zip is stuck 😞", "frustrated"),
        ("I'm over the moon with the rug.", "pleased"),
        ("The loaf exceeded all expectations, the best rye I've eaten in years.", "pleased"),
        ("My kids adore the puzzle and we enjoyed every minute.", "pleased"),
        ("Can't thank you enough, the new lens is superb.", "pleased"),
        ("It never fails and I couldn't be happier.", "pleased"),
        ("It would be lovely to have a lid for it. Do you sell one?", "neutral"),
        ("Could you send me the form? Have a great weekend!", "neutral"),
        ("Do you ship to Iceland? Thank you so much in advance.", "neutral"),
        ("I'm not worried, I only ask which size fits.", "neutral"),
        ("That is not ideal, is there a bigger one?", "neutral"),
    ],
)  # fmt: skip
def test_moods_without_a_plain_word_of_feeling(text: str, mood: str) -> None:
    assert understand(Message(text)).mood == mood


def test_a_long_warm_letter_is_pleased() -> None:
    text = (
        "I wanted to tell you about our weekend. We never had a hiking guide before and always "
        "lost our way. Yours was wonderful: he told us about every tree, and my mother, who can't "
        "walk fast, was never left behind. The lunch was delicious and the view amazing. We still "
        "talk about it every day. My kids loved the cave. I will recommend you to all our friends. "
        "Thank you, it made my month."
    )
    assert understand(Message(text)).mood == "pleased"


def test_praise_does_not_hide_a_trouble() -> None:
    text = "I love your shop, but the lamp stopped working and nobody answers. This is annoying."
    assert understand(Message(text)).mood == "frustrated"


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("Our flight leaves in 3 hours and I can't check in.", "high"),
        ("I need the tickets by tomorrow.", "high"),
        ("The wedding is on Saturday and the dress is the wrong size.", "high"),
        ("Production is down since the update.", "high"),
        ("We can't work without it.", "high"),
        ("Can you deliver it today?", "high"),
        ("The heating is off and we have no hot water.", "high"),
        ("All my photos are gone.", "high"),
        ("Somebody used my stolen card.", "high"),
        ("Please call me right away.", "high"),
        ("We are losing sales every hour.", "high"),
        ("There's no rush, but how do I add a user?", "low"),
        ("It isn't urgent, I need to know which bulb fits.", "low"),
        ("Whenever you have a minute: is there a manual?", "low"),
        ("Please answer when it suits you.", "low"),
        ("This can wait. How do I change the colour?", "low"),
        ("Take your time, I would like a copy of the bill.", "low"),
        ("The parcel arrived today and it fits.", "normal"),
        ("The app crashes immediately after the logo.", "normal"),
        ("Right now I have the small plan. What does the big one cost?", "normal"),
        ("I ordered this morning. Can I add a second bag?", "normal"),
        ("Do you have a shop in Porto?", "normal"),
    ],
)  # fmt: skip
def test_urgency_is_told_by_deadlines_and_what_stands_still(text: str, urgency: str) -> None:
    assert understand(Message(text)).urgency == urgency
    assert urgency_of(text) == urgency


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("The toaster is smoking.", "high"),
        ("How do I change the language of the menu?", "low"),
        ("It would be nice to have a dark theme.", "low"),
        ("I'm just wondering, do you plan a shop in Graz?", "low"),
        ("How do I change the filter? It is stuck.", "normal"),
        ("I never placed this order.", "high"),
    ],
)
def test_danger_is_urgent_and_a_wish_may_wait(text: str, urgency: str) -> None:
    assert urgency_of(text) == urgency
