"""What shapes and the words around them give away, and what has to survive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.private.checksums import is_card, is_iban
from models.private.details import Kind, mask
from models.private.patterns import PatternFinder

FINDER = PatternFinder()


def masked(text: str, *known: str) -> str:
    (answer,) = mask(FINDER, [text], frozenset(known))
    return answer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("write to dana.r+x@mail.example.co.uk now", "write to [email] now"),
        ("It's o'neill@example.com.", "It's [email]."),
        ("dana [at] example.com or dana @ example.com", "[email] or [email]"),
        ("from dana@localhost", "from [email]"),
        ("see https://example.com/track?id=1 now", "see [link] now"),
        ("(www.reyes-family.example)", "([link])"),
        ("my server is mail.reyes.co.uk:993", "my server is [link]:993"),
        ("ftp://dana:secret@reyes.example/", "[link]"),
        ("from 192.168.10.1", "from [ip]"),
        ("from 2001:db8::8a2e:370:7334.", "from [ip]."),
        ("MAC 00:1B:44:11:3A:B7", "MAC [number]"),
        (r"in C:\Users\dana.reyes\AppData", r"in C:\Users\[user]\AppData"),
        (r"in C:\Users\Dana Reyes\AppData", r"in C:\Users\[user]\AppData"),
        ("in /home/dreyes/.config", "in /home/[user]/.config"),
    ],
)
def test_addresses_of_machines(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("call +44 117 496 0142", "call [number]"),
        ("(0117) 496-0142 ext. 12, please", "[number], please"),
        ("555.867.5309x22", "[number]"),
        ("01.53.80.25.91", "[number]"),
        ("card 4111 1111 1111 1111", "card [number]"),
        ("4111.1111.1111.1111", "[number]"),
        ("IBAN GB33 BUKB 2020 1555 5555 55.", "IBAN [number]."),
        ("iban gb33bukb20201555555555", "iban [number]"),
        ("order LC48213", "order [number]"),
        ("Order #1042 is late", "Order [number] is late"),
        ("my customer number is AB-4711", "my customer number is [number]"),
        ("Invoice no.: 2023/118-7", "Invoice no.: [number]"),
        ("social security number 123-45-6789", "social security number [number]"),
        ("NI number QQ 12 34 56 C", "NI number [number]"),
        ("the verification code is 482913", "the verification code is [number]"),
        ("key 9f8c7b6a5d4e3f21", "key [number]"),
        ("{B975F495-EF2D-485D-BE61-50AC33ADAE65}", "{[number]}"),
        ("I was born on 3 May 1984.", "I was born on [date]."),
        ("Date of birth: 03/05/84", "Date of birth: [date]"),
        ("DOB (mm/dd): 1984-05-03", "DOB (mm/dd): [date]"),
    ],
)
def test_numbers(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("User name: dreyes", "User name: [user]"),
        ("my login is dana_r84, I think", "my login is [user], I think"),
        ("I am logged in as dreyes.", "I am logged in as [user]."),
        ("my account dreyes84 is locked", "my account [user] is locked"),
        ("it's @dana_reyes", "it's [user]"),
        ("Password: hunter2!", "Password: [password]"),
        ("the password is sunshine", "the password is [password]"),
        ('password "two words"', 'password "[password]"'),
        ("pw = x%q9J)mruZ", "pw = [password]"),
    ],
)
def test_user_names_and_passwords(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My name is Dana Reyes", "My name is [name]"),
        ("Kind regards,\nDana Reyes", "Kind regards,\n[name]"),
        ("Thanks\n\ndana", "Thanks\n\n[name]"),
        ("please help, dana", "please help, [name]"),
        ("It broke. Thanks, Rose", "It broke. Thanks, [name]"),
        ("Hi Dana,\nit broke", "Hi [name],\nit broke"),
        ("Dear Mr van der Wal,", "Dear Mr [name],"),
        ("ask Dr. Osei about it", "ask Dr. [name] about it"),
        ("my wife Anneliese ordered it", "my wife [name] ordered it"),
        ("Dana Reyes <dana@example.com>", "[name] <[email]>"),
        ("On 3 May 2024, Dana Reyes wrote:\n> Hi", "On 3 May 2024, [name] wrote:\n> Hi"),
        ("From: Dana Reyes\nTo: support", "From: [name]\nTo: support"),
        ("I spoke to Zbigniew Kowalczyk today", "I spoke to [name] today"),
        ("I spoke to Siegmund, and Jelte helped me", "I spoke to [name], and [name] helped me"),
        ("I asked Brenda twice", "I asked [name] twice"),
        ("I asked Angela Brown twice", "I asked [name] twice"),
        ("Dana Reyes wrote: hi. Then REYES left", "[name] wrote: hi. Then [name] left"),
        ("d.reyes@example.com is mine. Reyes", "[email] is mine. [name]"),
        ("I'm Dana, from Leeds", "I'm [name], from Leeds"),
        ("It is broken.\n\nZoltan", "It is broken.\n\n[name]"),
    ],
)
def test_names(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "address",
    [
        "12 Rose Street, Bristol BS1 4DJ",
        "Flat 3\n12b Long Hill Road\nLeeds\nLS1 4AP\nUnited Kingdom",
        "4521 Maple Avenue, Springfield, IL 62704",
        "PSC 7281, Box 2796, APO AE 85759",
        "Hauptstraße 12, 10115 Berlin",
        "12 rue de la Paix, 75002 Paris",
        "9, chemin Renée Gilles\n09886 Saint Camille",
        "Via Roma 3, 00184 Roma (RM)",
        "Calle Mayor 5, 28013 Madrid",
        "ul. Długa 7/2, 00-238 Warszawa",
        "Keizersgracht 44, 1015 CS Amsterdam",
        "Storgatan 5, 111 22 Stockholm",
        "Rua Augusta, 68, 01305-100 São Paulo / SP",
    ],
)
def test_an_address_is_masked_whole(address: str) -> None:
    assert masked(f"Please send it to {address}. Thanks!") == (
        "Please send it to [address]. Thanks!"
    )


@pytest.mark.parametrize(
    "text",
    [
        "I waited 3 days for 250 g",
        "It cost £12.50 on 3 May 2024, not $1,299.00",
        "Outlook 365 on Windows 11 23H2, build 19045.3693",
        "Thunderbird 115.10.1 (64-bit) on macOS Sonoma 14.4",
        "Error 0x800CCC0E on port 587, then error 12029",
        "550 5.7.26 unauthenticated mail",
        "imap.gmail.com on port 993 and smtp.office365.com:587",
        "http://127.0.0.1:8000",
        "I upgraded from version 102.13.1.0 to 115.0.1.0",
        "update KB5012345, bug 1843218",
        "20971520 bytes, 4294967296 messages",
        "from 2019-2023, at 10:30 on 01/02/2024",
        "My password is wrong and the user name is not accepted",
        "I forgot my password. It is the same as before.",
        "Password: required",
        "Thanks in advance for your help",
        "Hi all,\nthanks for the Tips",
        "Dear Sir or Madam,",
        "Hello Thunderbird team,",
        "Click Save As in the File menu, then Account Settings",
        "a Samsung Galaxy S23 with Android 14, an HP LaserJet M110we, an RTX-3080",
        "main.js:1024, userChrome.css and setup.exe",
        "TypeError: x is undefined. Any ideas?",
        "C:\\Users\\Public\\Documents",
        "on Friday 22nd September 2023, I saw it",
        "Der Papierkorb und das Archiv sind leer. Wie kann ich das ändern? Vielen Dank",
        "[name] wrote to [email], 3 times",
    ],
)
def test_harmless_words_survive(text: str) -> None:
    assert masked(text) == text


def test_the_librarys_own_words_survive() -> None:
    text = "The Larkspur Bellhaven leaks. Does Alexa work with it?"
    assert masked(text) != text
    assert masked(text, "larkspur", "bellhaven", "alexa") == text


def test_a_first_name_that_the_library_uses_is_one_where_people_put_names() -> None:
    assert masked("It works.\n\nThanks,\nJim", "jim") == "It works.\n\nThanks,\n[name]"


@pytest.mark.parametrize("kind", list(Kind))
def test_every_mask_is_left_alone(kind: Kind) -> None:
    text = f"My name is {kind.mask}, password: {kind.mask}\nThanks,\n{kind.mask}"
    assert masked(text) == text


PIECES = st.sampled_from(
    (
        *("Dana Reyes", "dana@example.com", "+44 117 496 0142", "12 Rose Street", "BS1 4DJ"),
        *("order LC48213", "password: x9!", "born on 3 May 1984", "My name is", "Thanks,", "Dr."),
        *("Hi", "[name]", "[email]", "https://x.example/1?a", "C:\\Users\\dana\\", "10.1.2.3"),
        *(
            "Outlook 365",
            "the",
            "it broke",
            ".",
            ",",
            "\n",
            "\n\n",
            " ",
            "é",
            "🙂",
            "a_b",
            "(",
            ">",
        ),
    )
)


@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_masking_twice_changes_nothing(text: str) -> None:
    assert masked(masked(text)) == masked(text)


@given(st.text(max_size=60))
def test_any_text_can_be_masked(text: str) -> None:
    assert masked(masked(text)) == masked(text)


@given(st.lists(PIECES, max_size=10).map(" ".join))
def test_details_lie_in_order_within_the_text(text: str) -> None:
    (details,) = FINDER.find([text])
    ends = [0, *(one.span.end for one in details)]
    assert all(
        end <= one.span.start < one.span.end for end, one in zip(ends, details, strict=False)
    )
    assert ends[-1] <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        *("a", "A", "1", "1 ", "A ", "Aa ", "Aa, ", "Aa\n", "1-", "a.", "a@", "@", "a@a.", ":"),
        *("f:", "/", "http://", "www.", "/home/a", "order no ", "password ", "born ", "+", "(1"),
        *("On Aa ", "Dear Aa ", "Aa Aa, 12 ", "AA11 ", "aa11aa", "thanks ", "\n", " [at] ", "'a"),
    ],
)
def test_long_hostile_texts_come_to_an_end(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    FINDER.find([text])


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("4111 1111 1111 1111", True),
        ("4111-1111-1111-1112", False),
        ("378282246310005", True),
        ("0000", False),
    ],
)
def test_check_digits_of_cards(number: str, right: bool) -> None:
    assert is_card(number) is right


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("GB33BUKB20201555555555", True),
        ("de89 3704 0044 0532 0130 00", True),
        ("GB34BUKB20201555555555", False),
        ("GB33", False),
    ],
)
def test_check_digits_of_accounts(number: str, right: bool) -> None:
    assert is_iban(number) is right
