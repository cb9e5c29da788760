"""From what a mail program sent to what the customer wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.mail import is_sign_off, read_mail

OWN = "Where is my parcel?"


@pytest.mark.parametrize(
    "quoted",
    [
        "On Mon, 3 May 2026 at 10:00, Support <help@x.example> wrote:\n> Hi Dana,\n> Thanks.",
        "On 3 May 2026, Support wrote:\nHi Dana,",
        pytest.param(
            "Am 03.05.2026 um 10:00 schrieb Support:\n> Hallo",
        ),
        "Le 3 mai 2026 à 10:00, Support a écrit :\n> Bonjour",
        "El 3 may 2026, Support escribió:\n> Hola",
        "-----Original Message-----\nFrom: Support",
        "---------- Forwarded message ---------\nFrom: X",
        "________________________________\nFrom: Support <help@x.example>\nSent: Monday",
        "From: Support <help@x.example>\nSent: Monday\nTo: Dana",
        "> Hi Dana,\n> Thank you.",
    ],
)
def test_quoted_mail_is_dropped(quoted: str) -> None:
    assert read_mail(f"{OWN}\n\n{quoted}").body == OWN


@pytest.mark.parametrize(
    ("signature", "lines"),
    [
        ("Thanks,\nDana", ("Thanks,", "Dana")),
        ("Kind regards,\nDana Reyes\nACME Ltd", ("Kind regards,", "Dana Reyes", "ACME Ltd")),
        ("-- \nDana\n+44 117 4960000", ("Dana", "+44 117 4960000")),
        ("Many thanks in advance\nDana", ("Many thanks in advance", "Dana")),
        ("Eva Lang, PhD", ("Eva Lang, PhD",)),
        ("Prof. Eva Lang\nUniversity of Leeds", ("Prof. Eva Lang", "University of Leeds")),
        ("Dr. med. Eva Lang", ("Dr. med. Eva Lang",)),
        ("Sent from my iPhone", ()),
        ("Cheers\nDana\n\nSent from Outlook for Android", ("Cheers", "Dana")),
        ("Get Outlook for iOS<https://aka.ms/o>", ()),
    ],
)
def test_signatures_are_set_aside(signature: str, lines: tuple[str, ...]) -> None:
    mail = read_mail(f"{OWN}\n\n{signature}")
    assert (mail.body, mail.signature) == (OWN, lines)


@pytest.mark.parametrize(
    "text",
    [
        "Please send it to:\n\nProf. Eva Lang\nUniversity of Leeds",
        "My appointment is with\nDr. Eva Lang",
        "Which is cheaper?\n\nDoctor Who\nor the other one?",
    ],
)
def test_titled_names_that_are_others_stay(text: str) -> None:
    assert read_mail(text).signature == ()


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("<p>Where is my parcel?</p>", OWN),
        ("<html><body><div>Where is<br>my parcel?</div></body></html>", "Where is\nmy parcel?"),
        ("<div>Where is my&nbsp;parcel?</div>", "Where is my\u00a0parcel?"),
        ("<p>Where is my parcel?</p><style>p {color: red}</style><script>x()</script>", OWN),
        ("<p>2 &lt; 3 &amp; 4</p>", "2 < 3 & 4"),
        ('<p>See <a href="https://x.example">here</a></p>', "See here"),
    ],
)
def test_html_becomes_text(html: str, body: str) -> None:
    assert read_mail(html).body.split() == body.split()


@pytest.mark.parametrize("text", ["2 < 3 and 4 > 1", "if x<y then", "a <unknown> tag", "<3 it"])
def test_what_is_no_html_stays(text: str) -> None:
    assert read_mail(text).body == text


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("", ""),
        (" \n\t\n", ""),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00b\x1bc", "abc"),
        ("🙂🙂", "🙂🙂"),
        ("أين طردي؟", "أين طردي؟"),
        ("Where is it? وأين هو؟ 哪里？", "Where is it? وأين هو؟ 哪里？"),
        ("cafe\u0301", "café"),
        ("> only a quote", "> only a quote"),
        ("Thanks!", "Thanks!"),
        ("On Monday it broke:\nall of it", "On Monday it broke:\nall of it"),
    ],
)
def test_odd_messages(text: str, body: str) -> None:
    assert read_mail(text).body == body


BLOCKS = {
    "words": "word " * 200_000,
    "spaces": " " * 1_000_000,
    "lines": "\n" * 1_000_000,
    "quotes": "> " * 500_000,
    "tags": "<div " * 200_000,
    "open-tags": "<p>" * 20_000,
    "headers": "On " + "x " * 400_000,
    "from": "from: " * 150_000,
    "thanks": "thanks " * 150_000,
    "binary": "".join(chr(n % 256) for n in range(500_000)),
}


@pytest.mark.parametrize("text", BLOCKS.values(), ids=BLOCKS)
def test_a_megabyte_is_read(text: str) -> None:
    """Reading that took quadratic time would not come back from these."""
    read_mail(text)


@given(st.text(max_size=300))
def test_reading_never_fails_and_never_makes_words(text: str) -> None:
    mail = read_mail(text)
    assert mail.body == mail.body.strip()
    if "<" not in text:
        assert len(mail.body) <= len(text) * 3 + 1


@pytest.mark.parametrize(
    "line", ["Kind regards,", "Thanks!", "Many thanks in advance", "Best", "Cheers"]
)
def test_sign_offs(line: str) -> None:
    assert is_sign_off(line)


@pytest.mark.parametrize("line", ["Thanks for the quick reply", "Best coffee ever", "", "Dana"])
def test_what_is_no_sign_off(line: str) -> None:
    assert not is_sign_off(line)
