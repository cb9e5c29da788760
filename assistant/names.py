"""The writer's name, from the sender, the signature or an introduction."""

from __future__ import annotations

import re

from nameparser import HumanName

from assistant.mail import Mail, is_sign_off
from assistant.message import Message
from assistant.titles import DEGREES, TITLES, titled

_INTRODUCTION = re.compile(
    r"(?i:\bmy name is|\bthis is|\bi am|\bi'm)\s+((?:[A-Z][\w'’-]+)(?:\s+[A-Z][\w'’-]+){0,2})\b"
)
_TITLED = rf"(?:(?:(?:Mr|Mrs|Ms|Mx)\.?\s+)?{TITLES}|(?:Mr|Mrs|Ms|Mx)\.?\s+)"
_NAME = (
    r"[^\W\d_a-z][\w'’.-]*(?:\s+[^\W\d_a-z][\w'’.-]*){0,3}"
    rf"(?:{DEGREES}|,?\s+(?:MBA|Esq)\b\.?)?"
)
_NAME_LINE = re.compile(f"{_TITLED}?{_NAME}")
_SIGNING_OFF = (
    r"(?:(?:(?:kind|best|warm) )?regards|sincerely|best wishes),?"
    r"|(?:many thanks|thanks|thank you|cheers|best|yours),"
)
_INLINE = re.compile(
    rf"[.!?]\s+(?:(?i:{_SIGNING_OFF})|[-–—])\s*({_TITLED}?{_NAME})\s*\Z"
    rf"|[.!?]\s+({_TITLED}{_NAME})\s*\Z"
)
"""A signature on the last line of the text: "… Regards, Dana", "… – Dana", "… Dr. Dana Osei"."""
_UNMARKED = str.maketrans("", "", "{}⟦⟧")
_ORGANISATION = re.compile(
    r"\b(?:support|team|ltd|inc|gmbh|llc|company|service|sales|office|info|customer)\b", re.I
)


def find_name(message: Message, mail: Mail) -> tuple[str | None, str | None]:
    """The first name, and "Dr Osei" where the writer goes by a title."""
    introduced = _INTRODUCTION.search(mail.body)
    candidates = [
        message.sender_name,
        *(line for line in mail.signature if not is_sign_off(line) and _NAME_LINE.fullmatch(line)),
        inline_signature(mail.body),
        introduced[1] if introduced else "",
    ]
    for candidate in filter(None, (one.translate(_UNMARKED).strip() for one in candidates)):
        if "@" in candidate or _ORGANISATION.search(candidate):
            continue
        name = HumanName(candidate)
        title = _title(candidate, name)
        if title and name.last:
            return _cased(name.first) or None, f"{title} {_cased(name.last)}"
        if name.first:
            return _cased(name.first), None
    return None, None


def inline_signature(text: str) -> str:
    """The name that the last line of a text ends with, "" where it is not signed so."""
    found = _INLINE.search(text)
    return (found[1] or found[2]) if found else ""


def _title(candidate: str, name: HumanName) -> str:
    academic = titled(candidate)
    if academic:
        return academic[0]
    titles = str(name.title).replace(".", "").split()
    return titles[0] if titles and titles[0] not in ("Miss",) else ""


def _cased(word: str) -> str:
    return word.capitalize() if word.islower() or (word.isupper() and len(word) > 2) else word
