"""Support messages with private details at known places, for measuring how they are masked.

The messages are our own; who wrote them, and every detail, is made up by Faker. Words outside
the details (products, versions, error codes, server names, amounts) have to survive.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from faker import Faker

from models.text import Span

LOCALES = (
    *("en_US", "en_GB", "en_IN", "de_DE", "fr_FR", "es_ES", "it_IT"),
    *("pl_PL", "nl_NL", "sv_SE", "pt_BR", "cs_CZ", "tr_TR"),
)
_SLOT = re.compile(r"\{(\w+)\}")

TEMPLATES = (
    "Hi,\n\nmy name is {name} and since I updated to Windows 11 23H2 Outlook does not start any "
    "more. The error is 0x800CCC0E on port 587. Can you help?\n\nKind regards,\n{name}",
    "Hello team, order {order} has not arrived yet. I ordered 3 bags of 250 g on 12 March and "
    "paid £34.50. Please send it to {address}. Thanks, {first}",
    "Password reset does not work!!! I am using Firefox 121.0.1 on Ubuntu 22.04 and the link says "
    "it has expired. My e-mail is {email}.\n\nthanks\n{lower}",
    "Dear Sir or Madam,\n\nI was charged twice on my card {card}. Please refund me to IBAN {iban}. "
    "My customer number is {customer}.\n\nYours sincerely\n{name}\n{address}\nTel: {phone}",
    "Can somebody call me back on {phone}? I've been waiting for 5 days now and nobody answers in "
    "the chat. It is about the Premium plan, version 4.2.",
    "I cannot log in. User name: {user}\nPassword: {password}\nIt works in Chrome but not in Edge. "
    "Android 14, Pixel 8 Pro.",
    "Good morning,\nI spoke to {other} from your team last Tuesday, who promised a replacement "
    "within 48 hours. Nothing has come so far. {first}",
    "We are seeing timeouts from {ip} when connecting to imap.gmail.com on port 993 with SSL/TLS. "
    "Thunderbird 115.10.1 (64-bit), macOS Sonoma 14.4. Any idea?",
    "Where is my parcel? The tracking page {link} shows nothing since Monday. Order no. {order}.",
    "Hi {other},\n\nthank you for the quick reply, that fixed it. One more question: can I pause "
    "the subscription for 2 months?\n\nBest,\n{first}",
    "Please delete my account and all of my data. I was born on {birth} and live at {address}. "
    "According to the GDPR you have 30 days.\n\n{name}",
    "For the tax form: my social security number is {ssn}. Let me know if you need anything else. "
    "The PDF is 2.4 MB.",
    "The invoice INV is addressed to my late husband {other}. Please change it to {name}, "
    "{address}. The amount of $1,299.00 is correct.",
    "On Monday {other} <{email}> wrote:\n> Please restart your router and try again.\n\n"
    "I did, twice. Still error 404 in Safari 17.",
    "My account {user} was locked after 3 attempts. I use Microsoft 365 on an iPad. What now? "
    "Regards, {name}",
    'After the last update the add-on shows "Error 12029: connection refused". Log file: '
    "C:\\Users\\{user}\\AppData\\Roaming\\app.log. Win10 Pro, build 19045.",
    "hello i need to change the shipping address to {address} because i have moved. order {order}. "
    "cheers {lower}",
    "Is the Gold membership (no. {customer}) still valid until 31 December 2025? I would like to "
    "give it to my daughter {other}.",
    "Our company moved to Google Workspace and the DKIM record for the newsletter fails. The "
    "server is {ip}, TTL 3600. Contact: {name}, {email}, {phone}.",
    "I paid with Visa {card} but the receipt shows Mastercard. It expires 08/27. Please correct "
    "this. {first}",
    "Dear Mr {last},\n\nWe would like to cancel contract {customer} at the end of the month.\n\n"
    "With best wishes\n{name}",
    "You can reach me at {email} or on my mobile {phone} after 6 pm. The Bluetooth pairing with "
    "my Galaxy S23 fails each time I open Spotify.",
    "Bank details for the refund of €19.99: {name}, {iban}. The return was posted last week.",
    "My date of birth is {birth}, it is shown wrongly in my profile. How do I change it? In "
    "Settings > Profile the field is grey.",
    "I get a blank page at {link} in Opera 104. When I clear cookies it works once.",
    "{first} here again, sorry! The code from the Authenticator app is still refused. I tried on "
    "Windows 10 and on Linux Mint 21.3 too.",
    "Could you please ask {other} in Accounts to send me a copy of invoice {customer}? My VAT "
    "number hasn't changed.",
    "Delivery address: {address}\nPhone: {phone}\nName: {name}\nProduct: Espresso Machine X200, "
    "2 pcs",
    "I forgot my password and the reset mail goes to my old address {email}. The new one is "
    "different. I have two-factor authentication with Google Authenticator.",
    "the app keeps crashing on my iphone 15 with ios 17.3.1. i am logged in as {user}. "
    "please help, {lower}",
    "My neighbour {other} got my parcel by mistake. She lives at {address}. Could DHL collect it?",
    "Subject: Invoice missing\nFrom: {name} <{email}>\nTo: support\n\nThe invoice for March is "
    "missing in Billing > Documents.",
    "My wifi password is {password} and the printer (HP LaserJet M110we) still won't connect over "
    "WPA2. Firmware 20230912.",
    "Two years ago {other} recommended your shop to me, and I have never regretted it. This time "
    "the grinder arrived broken. Is there a warranty of 24 months?\n\nWarm regards\n{name}",
    "Why was I billed 9.99 EUR on 01/02/2024 and again on 15/02/2024? Account number {customer}. "
    "My PayPal address is {email}.",
    "I have a question about your Advanced Python course: does it cover version 3.12 and Django "
    "5? Thank you very much in advance!",
    "After upgrading from 102.15.0 to 115.3.2 all folders in the Local Folders account are "
    "empty. Outlook Express files (.dbx) were imported in 2009. Any help is welcome. Thanks!",
    "Does the Chrome extension work with Brave and Vivaldi? When I click Save As in the menu File, "
    "nothing happens; the console says TypeError: x is undefined (main.js:1024).",
    'Hi there, Gmail says "550 5.7.26 unauthenticated email" since yesterday, my SPF record is '
    "fine. SMTP is smtp.office365.com:587 STARTTLS. Best regards from a happy customer",
    "Where can I download the Mac version? The App Store offers only 7.1 and I need 7.2 because of "
    "bug 1843218. Thanks for all your work.",
)
"""The last five have no private detail at all."""


@dataclass(frozen=True, slots=True)
class Made:
    """A message, and its private details: what each is, and where."""

    text: str
    details: tuple[tuple[str, Span], ...]


def messages(number: int, seed: int = 23) -> Iterator[Made]:
    """So many messages, the same for the same seed; locales and templates take turns."""
    for at in range(number):
        fake = Faker(LOCALES[at % len(LOCALES)])
        fake.seed_instance(seed * 100_000 + at)
        yield _filled(TEMPLATES[at % len(TEMPLATES)], _writer(fake))


def _writer(fake: Faker) -> dict[str, Callable[[], str]]:
    """What fills each slot; a writer's name and address stay the same in a message."""
    first, last = fake.first_name(), fake.last_name()
    handle = f"{_plain(first)}{fake.random_element(['.', '_', ''])}{_plain(last)}"
    digits = count(fake.random_int(10_000, 99_999_999), 7)
    return {
        "name": lambda: f"{first} {last}",
        "first": lambda: first,
        "last": lambda: last,
        "lower": lambda: first.lower().replace("i\u0307", "i"),
        "other": lambda: f"{fake.first_name()} {fake.last_name()}",
        "email": lambda: f"{handle}@{fake.free_email_domain()}",
        "phone": fake.phone_number,
        "address": lambda: fake.address().replace("\n", fake.random_element([", ", "\n"])),
        "card": lambda: _grouped(fake.credit_card_number("visa16"), fake),
        "iban": lambda: _grouped(fake.iban(), fake),
        "order": lambda: fake.random_element(["#{}", "{}", "LC-{}", "A{}"]).format(next(digits)),
        "customer": lambda: fake.bothify("??-#####", letters="ABCDEFGHKLM"),
        "ip": lambda: fake.random_element([fake.ipv4_public(), fake.ipv6()]),
        "link": lambda: f"https://track.example.com/p/{fake.md5()[:10]}?mail={handle}",
        "birth": lambda: fake.date_of_birth().strftime(
            fake.random_element(["%d/%m/%Y", "%d %B %Y", "%Y-%m-%d", "%d.%m.%y", "%B %d, %Y"])
        ),
        "user": lambda: f"{handle}{fake.random_int(1, 99)}",
        "password": lambda: fake.random_element(
            [fake.password(10), fake.word() + str(fake.random_int(1, 999)) + "!"]
        ),
        "ssn": fake.ssn,
    }


KINDS = {"first": "name", "last": "name", "other": "name", "lower": "name in lower case"}
"""Slots that are another kind of detail than they are called."""


def _filled(template: str, writer: dict[str, Callable[[], str]]) -> Made:
    parts: list[str] = []
    details = []
    for at, piece in enumerate(_SLOT.split(template)):
        text = writer[piece]() if at % 2 else piece
        if at % 2:
            start = sum(map(len, parts))
            details.append((KINDS.get(piece, piece), Span(start, start + len(text))))
        parts.append(text)
    return Made("".join(parts), tuple(details))


def _plain(name: str) -> str:
    ascii_only = name.lower().encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", ascii_only) or "customer"


def _grouped(number: str, fake: Faker) -> str:
    """In groups of four, or not."""
    return fake.random_element([number, re.sub(r"(.{4})(?=.)", r"\1 ", number)])
