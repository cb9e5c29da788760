"""Danger to people, money and identity is told, and what only sounds like it is not."""

from __future__ import annotations

import pytest

from assistant.drafting.courtesy import phrases
from assistant.reading.danger import danger_of

PEOPLE: list[tuple[str, str | None]] = [
    ("My daughter came out in hives an hour after I used your baby lotion.", "allergy"),
    ("He has anaphylaxis and I'm not sure what is in the sauce.", "allergy"),
    ("Since I started wearing the watch strap I have an itchy rash on my wrist.", "allergy"),
    ("She had an allergic reaction to the face mask.", "allergy"),
    ("My lips were swollen ten minutes after the muesli bar.", "allergy"),
    ("After the spray my son couldn't breathe properly.", "allergy"),
    ("The lid came off and I burned my hand quite badly.", "injury"),
    ("I cut my finger on the sharp edge of the lamp.", "injury"),
    ("The ladder gave way under me yesterday.", "injury"),
    ("My husband is bleeding, the blade guard broke.", "injury"),
    ("Both of us were sick all night after eating at your airport lounge.", "injury"),
    ("I found a shard of glass in the jar of jam.", "injury"),
    ("My toddler nearly choked on a wheel from the toy train.", "injury"),
    ("The eye of the bear came off and is a choking hazard.", "injury"),
    ("We had to take him to hospital. He fell when the stroller folded up.", "injury"),
    ("The brakes on the scooter failed on a hill.", "injury"),
    ("The oven door shattered in my wife's lap.", "injury"),
    ("Our guests had food poisoning from the buffet.", "poisoning"),
    ("The baby swallowed a button battery from your remote.", "poisoning"),
    ("My dog has eaten one of your descaling tablets, what now?", "poisoning"),
    ("The kettle gave me an electric shock this morning.", "electric"),
    ("I got a shock when I touched the metal case of the heater.", "electric"),
    ("There are exposed wires behind the meter you fitted.", "electric"),
    ("The washing machine leaks and water runs towards the socket.", "electric"),
    ("It smells of burning whenever I switch it on. Try again?", "fire"),
    ("There's a burning plastic smell from the charger.", "fire"),
    ("Smoke is coming out of the back of the printer!", "fire"),
    ("The toaster caught fire and we threw it outside.", "fire"),
    ("The laptop battery is swollen and lifts the keyboard.", "fire"),
    ("It started to spark as soon as I plugged it in.", "fire"),
    ("The plug has melted into the wall.", "fire"),
    ("The power bank exploded on the train.", "fire"),
    ("I can smell gas near the new boiler.", "gas"),
    ("The carbon monoxide alarm keeps going off since your visit.", "gas"),
    ("I can't go on. I want to end my life.", "self_harm"),
    ("My brother said he would kill himself over this debt.", "self_harm"),
    ("Honestly I don't want to be here any more.", None),
    ("The jug is cracked. Is it safe to use?", "unsafe"),
    ("The radiator gets too hot to touch.", "unsafe"),
    ("Battery acid is leaking out of the remote control.", "unsafe"),
]  # fmt: skip
MONEY: list[tuple[str, str | None]] = [
    ("My account was hacked and somebody ordered two phones.", "account"),
    ("Someone has changed the e-mail address of my account, it wasn't me.", "account"),
    ("I've been hacked, please help.", "account"),
    ("A stranger logged into my profile from another country.", "account"),
    ("There is a login from Ohio that I don't recognise.", "account"),
    ("I got a mail that my password was changed, but not by me.", "account"),
    ("I never requested this password reset.", "account"),
    ("It turned out to be a fake site and I had typed in my card details.", "account"),
    ("There are three charges on my statement that I did not make.", "fraud"),
    ("I never placed this order!", "fraud"),
    ("I see an unauthorised payment of 80 euros.", "fraud"),
    ("Somebody booked a hotel with my card.", "fraud"),
    ("I don't recognise the last two transactions.", "fraud"),
    ("Someone opened a loan in my name.", "fraud"),
    ("My card details were skimmed at your machine.", "fraud"),
    ("I've been scammed by a man who said he was from my bank.", "fraud"),
    ("I lost my debit card on the tram.", "card"),
    ("My wallet was stolen at the station.", "card"),
    ("I received a suspicious text about a parcel fee.", "phishing"),
    ("I got an e-mail about a refund. Is it really from you?", "phishing"),
    ("A caller pretending to be your technician wanted remote access.", "phishing"),
    ("A message asked me for my PIN and my card number.", "phishing"),
]  # fmt: skip
SILENT = [
    "There is no smoke, it is only loud.",
    "Do you have smoke-free rooms?",
    "Our smoke detector beeps because of its battery.",
    "I have one burning question: when is the next sale?",
    "Your team is on fire lately, great work!",
    "I hacked together a script that reads the export.",
    "Nobody was hurt and nothing is broken.",
    "How do I burn a CD with the program?",
    "The coffee smells a bit smoky, is that the roast?",
    "My beans taste burnt this time.",
    "The price rise gave me quite a shock.",
    "I was shocked at how small the room was.",
    "How do I reset my Fire tablet?",
    "The firewall blocks the port.",
    "Does the bag fit a fireplace log?",
    "Can I swap my gas tariff?",
    "The gas bill for March is missing.",
    "How can I stop my account from being hacked?",
    "What happens if my card is stolen abroad?",
    "Do you offer phishing training for a school?",
    "I lost my gift card, can you send the code again?",
    "My library card has expired.",
    "I ordered the blue one but got the red one.",
    "I didn't order this size.",
    "I forgot my password. How do I reset it?",
    "I logged into my account and changed my e-mail.",
    "I did not agree to the renewal of the free trial.",
    "I'm sick of waiting for the parcel.",
    "The repair costs an arm and a leg.",
    "Please cut off the plan at the end of May.",
    "I was in hospital last week and missed the return date.",
    "My mother is ill, so we need to move the flight.",
    "My battery died after a day.",
    "My inbox exploded after the newsletter.",
    "This made me die laughing.",
    "The app keeps killing the upload process.",
    "Does the bread contain nuts?",
    "Is the paint safe for children?",
    "Is it safe to pay by card on your page?",
    "The shock absorbers squeak.",
    "The lamp isn't hot and there is no burning smell.",
    "The candle burns for forty hours, right?",
    "The machine leaks a little water under the tray.",
    "The call was cut short.",
    "We had a smoking area booked, and our guests were smoking outside.",
    "Our old heater burned out.",
    "That was a rash decision of mine.",
    "Your design makes me want to try the poison ivy print.",
    "Is the wiring diagram included?",
    "Do you sell chargers and plugs for Switzerland?",
    "The fraud alerts in the app are great.",
    "My card was declined twice.",
    "Can I cut my subscription back to one bag?",
    "I never received the order I placed in May.",
    "The screen is cracked after I dropped it.",
    "The mug broke in the post.",
    "I did not make the booking in time, is there another date?",
    "Thanks, the heater works and doesn't smell any more.",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), PEOPLE + MONEY)
def test_danger_is_told(text: str, kind: str | None) -> None:
    danger = danger_of(text)
    assert danger is not None
    assert danger.urgency == "high"
    assert kind is None or danger.kind == kind


@pytest.mark.parametrize("text", SILENT)
def test_what_only_sounds_like_danger_is_left(text: str) -> None:
    assert danger_of(text) is None


@pytest.mark.parametrize("text", [text for text, _ in PEOPLE[:36]])
def test_a_person_takes_over_where_people_may_come_to_harm(text: str) -> None:
    danger = danger_of(text)
    assert danger is not None
    assert danger.needs_agent


def test_the_gravest_danger_counts() -> None:
    danger = danger_of("I lost my bank card. Besides, the boiler is smoking and I burned my hand.")
    assert danger is not None
    assert danger.kind == "fire"


@pytest.mark.parametrize("kind", sorted({kind for _, kind in PEOPLE + MONEY if kind}))
def test_every_danger_has_a_sentence_that_may_stand_first(kind: str) -> None:
    assert phrases()["safety"][kind]


@pytest.mark.parametrize(
    "part",
    ["a", "! ", "a, ", "smell ", "my hand ", "gas leak ", "water ", "i did not ", "smoke is ",
     "after using it ", "if ", "e-mail claiming ", "someone has ", "card ", "found glass in the "],
)  # fmt: skip
def test_twenty_thousand_parts_are_read(part: str) -> None:
    """Patterns that took quadratic time would not come back from these."""
    danger_of(part * 20_000)
