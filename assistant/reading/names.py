"""The writer's name, from the sender, the signature or an introduction."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nameparser import HumanName

from assistant.message import Message
from assistant.reading.mail import FOREIGN_SIGN_OFFS, Mail, is_sign_off, read_mail
from assistant.reading.signed import bare_name
from assistant.reading.titles import DEGREES, TITLES, titled
from models.lexicon import is_everyday
from models.private.words import first_names, places, words

_INTRODUCTION = re.compile(
    r"(?i:\bmy name is|\bthis is|\bi am|\bi'm)\s+((?:[A-Z][\w'’-]+)(?:\s+[A-Z][\w'’-]+){0,2})\b"
)
_TITLED = rf"(?:(?:(?:Mr|Mrs|Ms|Mx)\.?\s+)?{TITLES}|(?:Mr|Mrs|Ms|Mx)\.?\s+)"
_PARTICLES = r"(?:(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|ter|ten|zu|bin)\s+){0,2}"
_NAME = (
    rf"[^\W\d_a-z][\w'’.-]*(?:\s+{_PARTICLES}[^\W\d_a-z][\w'’.-]*){{0,3}}"
    rf"(?:{DEGREES}|,?\s+(?:MBA|Esq)\b\.?)?"
)
_NAME_LINE = re.compile(f"{_TITLED}?{_NAME}")
_SIGNING_OFF = (
    r"(?:(?:(?:kind|best|warm) )?regards|sincerely|best wishes),?"
    rf"|(?:many thanks|thanks|thank you|cheers|best|yours),|(?:{FOREIGN_SIGN_OFFS}),"
)
_INLINE = re.compile(
    rf"[.!?]\s+(?:(?i:{_SIGNING_OFF})|[-–—])\s*({_TITLED}?{_NAME})\s*\Z"
    rf"|[.!?]\s+({_TITLED}{_NAME})\s*\Z"
)
"""A signature on the last line of the text: "… Regards, Dana", "… – Dana", "… Dr. Dana Osei"."""
_ALONE = re.compile(r"[.!?]\s+([^\W\d_a-z][\w'’-]+(?:[ ][^\W\d_a-z][\w'’-]+){1,2})\s*\Z")
"""The same without any words: "… When will it come? Dana Osei"."""
_MARKED = re.compile(r"\{[^{}]*\}+|⟦[^⟦⟧]*⟧|[{}⟦⟧]")
"""Placeholders and slots: whoever calls themselves so is called by nothing of it."""
_NO_NAME = re.compile(r"@|\d|_|\w\.[a-z]|://|^(?i:no|reply|admin|user|guest|anonymous|me)\b")
_ORGANISATION = re.compile(
    r"\b(?:support|team|ltd|limited|inc|gmbh|llc|llp|plc|corp|corporation|bv|srl|sarl|pty|company|"
    r"services?|sales|office|info|customer|practice|clinic|dental|medical|surgery|school|college|"
    r"university|institute|club|society|association|foundation|trust|council|studios?|shop|"
    r"restaurant|bakery|brewery|roastery|cafe|café|hotel|group|holdings?|partners|solutions|"
    r"systems|software|technologies|consulting|consultants|agency|architects|solicitors|"
    r"department|helpdesk|accounts|billing|bookings?|reception)\b|&",
    re.I,
)
_GREETED = re.compile(
    r"(?i:hi|hello|hey|dear|good (?:morning|afternoon|evening))"
    rf" (?P<name>(?:{_TITLED})?[^\W\d_a-z][\w'’-]*(?: [^\W\d_a-z][\w'’-]*){{0,2}})"
    r"(?=\s*[,!.:–—-]|\s*\n|\s*\Z)"
)
_TITLED_NAME = re.compile(rf"(?:{_TITLED}){_NAME}")
READ_CHARACTERS = 20_000
MOST_OF_A_GREETING = 80
_INITIAL = re.compile(r"(?:[A-Za-z]\.?)?")
_FAMILY_FIRST = frozenset(
    [
        "nguyễn",
        "trần",
        "phạm",
        "huỳnh",
        "hoàng",
        "phan",
        "vũ",
        "võ",
        "đặng",
        "bùi",
        "đỗ",
        "ngô",
        "dương",
    ]
)
"""Vietnamese family names, which stand first; the last word is what one is called by."""


def find_name(message: Message, mail: Mail) -> tuple[str | None, str | None]:
    """The first name, and "Dr Osei" where the writer goes by a title."""
    introduced = _INTRODUCTION.search(mail.body)
    signed = [bare_name(line) for line in mail.signature if not is_sign_off(line)]
    candidates = [
        message.sender_name,
        *(line for line in signed if _NAME_LINE.fullmatch(line)),
        inline_signature(mail.body),
        introduced[1] if introduced else "",
    ]
    for candidate in filter(None, (_MARKED.sub("", one).strip() for one in candidates)):
        if _NO_NAME.search(candidate) or _ORGANISATION.search(candidate):
            continue
        called = _called(candidate, [*signed, inline_signature(mail.body)])
        name = HumanName(candidate)
        title = _title(candidate, name)
        if title and name.last:
            return _cased(name.first) or None, f"{title} {_cased(name.last)}"
        if called or not _INITIAL.fullmatch(name.first):
            return called or _cased(name.first), None
    return None, None


def signed_name(text: str) -> tuple[str, str]:
    """The first name and the salutation that a message is signed with, "" where there is none."""
    mail = read_mail(text)
    name, salutation = find_name(Message(text), Mail(mail.body[:READ_CHARACTERS], mail.signature))
    return name or "", salutation or ""


def greeted_name(reply: str) -> tuple[str, str]:
    """The first name or the salutation that a reply of ours greets with, "" where there is none."""
    found = _GREETED.match(reply[:MOST_OF_A_GREETING].lstrip())
    name = found["name"].strip() if found else ""
    if not name or any(word.lower().strip(".") in words().greeted for word in name.split()):
        title = _TITLED_NAME.fullmatch(name)
        return ("", name) if title else ("", "")
    return written_name(name), ""


def written_name(name: str) -> str:
    """A name as it is greeted with: "DANA" is "Dana"; "" for an address, a team or a blank."""
    name = " ".join(_MARKED.sub("", name).split())
    if _NO_NAME.search(name) or _ORGANISATION.search(name):
        return ""
    return " ".join(map(_cased, name.split()))


def _called(name: str, signed: Sequence[str]) -> str:
    """What of their name somebody signs with ("Lan Anh" of "Nguyễn Lan Anh"), "" if nothing."""
    words = name.casefold().split()
    if len(words) > 2 and words[0] in _FAMILY_FIRST:
        return name.split()[-1] if not (found := _part(words, signed)) else found
    return _part(words, signed) if len(words) > 1 else ""


def _part(words: Sequence[str], signed: Sequence[str]) -> str:
    """The line that is the beginning or the end of a name, but not the whole."""
    for line in signed:
        own = line.casefold().strip(" ,.!-–—").split()
        starts, ends = list(words[: len(own)]) == own, list(words[-len(own) :]) == own
        if own and len(own) < len(words) and (starts or (ends and len(own) > 1)):
            return " ".join(map(_cased, line.strip(" ,.!-–—").split()))
    return ""


def inline_signature(text: str) -> str:
    """The name that the last line of a text ends with, "" where it is not signed so."""
    found = _INLINE.search(text)
    if found:
        return found[1] or found[2]
    alone = _ALONE.search(text)
    return alone[1] if alone and _is_full_name(alone[1]) else ""


def _is_full_name(words: str) -> bool:
    """Whether these words are a first name with a family name: no sentence and no place."""
    first, *others = words.lower().split()
    everyday = all(map(is_everyday, (first, *others)))
    return first in first_names() and not everyday and not places() & {*others}


def _title(candidate: str, name: HumanName) -> str:
    academic = titled(candidate)
    if academic:
        return academic[0]
    titles = str(name.title).replace(".", "").split()
    return titles[0] if titles and titles[0] not in ("Miss",) else ""


def _cased(word: str) -> str:
    if word.islower() or (word.isupper() and len(word) > 2):
        return "-".join(part.capitalize() for part in word.split("-"))
    return word
