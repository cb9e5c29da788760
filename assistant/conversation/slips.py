"""A number, an amount, an address or a person said back with a slip: 4412 for 4421."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from assistant.conversation.conversation import Conversation
from models.text import Span

LEAST_ALIKE = 0.85
"""How alike two e-mail addresses are of which one is the other with a slip."""

_CODE = re.compile(
    r"(?<!error )(?<!code )(?<!version )(?<![\w.,/])"
    r"(?=[A-Z\d-]*\d{4})[A-Z\d]+(?:-[A-Z\d]+)*(?![\w/]|[.,]\d)",
    re.I,
)
"""An order, a meter, a phone: no error code, of which there are many alike."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_AMOUNT = re.compile(r"[$€£¥]\s?(?=[\d.,]*\d[\d.,]*\d[\d.,]*\d)\d[\d,]*(?:\.\d\d)?")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}")
_STREET = re.compile(
    r"\b(?P<number>\d{1,4}[a-z]?),? (?P<name>(?:[A-Z][\w'’.-]+ ){1,3})"
    r"(?:Road|Rd|Street|St|Avenue|Ave|Lane|Drive|Way|Close|Court|Square|Place|Boulevard|Blvd"
    r"|Crescent|Terrace|Gardens|Hill|Row|Parade|Grove|Mews|Walk|Wharf|Quay)\b"
)
_KIN = re.compile(
    r"\b(?P<whose>my|our|your) (?:\w+ )?(?P<kin>son|daughter|husband|wife|brother|sister|father"
    r"|mother|dad|mum|mom|boyfriend|girlfriend|grandson|granddaughter|uncle|aunt|nephew|niece)\b",
    re.I,
)
_COUNTERPARTS = (
    ("son", "daughter"), ("husband", "wife"), ("brother", "sister"), ("father", "mother"),
    ("boyfriend", "girlfriend"), ("grandson", "granddaughter"), ("uncle", "aunt"),
    ("nephew", "niece"),
)  # fmt: skip
_SAME_KIN = {"dad": "father", "mum": "mother", "mom": "mother"}

Slip = tuple[Span, str]
"""Where it stands in the reply, and what the customer wrote."""


def slips(conversation: Conversation) -> Iterator[Slip]:
    """Every slip against what the customer wrote; what we wrote before, or know, is none."""
    ours, theirs = conversation.reply.text, conversation.customer_words
    values = (str(value) for value in conversation.customer.values())
    known = "\n".join((*conversation.ours, conversation.context.sender_email, *values))
    yield from _transposed(_CODE, ours, theirs, known)
    if len(_AMOUNT.findall(ours)) == 1:
        yield from _transposed(_AMOUNT, ours, theirs, known)
    yield from _mails(ours, theirs, known)
    yield from _streets(ours, theirs, known)
    yield from _kin(ours, theirs, known)


def _transposed(pattern: re.Pattern[str], ours: str, theirs: str, known: str) -> Iterator[Slip]:
    """Where two neighbouring signs of what the customer wrote have changed places."""
    given = [found[0] for found in pattern.finditer(theirs)]
    for found in pattern.finditer(ours):
        said = found[0]
        if said in given or said in known or _YEAR.fullmatch(said):
            continue
        meant = [one for one in given if is_transposed(said.upper(), one.upper())]
        if meant and meant[0] not in ours:
            yield Span(*found.span()), meant[0]


def is_transposed(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but two neighbours, a point between them aside."""
    if len(one) != len(other) or one == other:
        return False
    first, second = (re.sub(r"\W", "", text) for text in (one, other))
    swaps = (first[:n] + first[n + 1] + first[n] + first[n + 2 :] for n in range(len(first) - 1))
    return second in swaps


def _mails(ours: str, theirs: str, known: str) -> Iterator[Slip]:
    given = {found[0].rstrip(".") for found in _MAIL.finditer(theirs)}
    lower = {one.lower() for one in given}
    for found in _MAIL.finditer(ours):
        said = found[0].rstrip(".")
        if said.lower() in lower or said.lower() in known.lower():
            continue
        alike = [one for one in given if _is_misspelt(said.lower(), one.lower())]
        if alike and alike[0].lower() not in ours.lower():
            yield Span(found.start(), found.start() + len(said)), alike[0]


def _is_misspelt(said: str, meant: str) -> bool:
    """Whether one is the other with a slip, in the name or in the domain, not in both."""
    parts = [one.split("@") for one in (said, meant)]
    shares = any(first == second for first, second in zip(*parts, strict=True))
    return shares and SequenceMatcher(None, said, meant).ratio() >= LEAST_ALIKE


def _streets(ours: str, theirs: str, known: str) -> Iterator[Slip]:
    """Another number in the customer's street."""
    given = list(_STREET.finditer(theirs))
    numbers = {one["number"].lower() for one in given}
    for found in _STREET.finditer(ours):
        same = [one for one in given if one["name"].lower() == found["name"].lower()]
        heard = found["number"].lower() in numbers or found[0] in known
        if same and not heard and same[0][0] not in ours:
            yield Span(*found.span()), same[0][0]


def _kin(ours: str, theirs: str, known: str) -> Iterator[Slip]:
    """A son where the customer wrote of a daughter, and the like."""
    heard = {_relative(one["kin"]): one[0] for one in _KIN.finditer(f"{theirs}\n{known}")}
    for found in _KIN.finditer(ours):
        said = _relative(found["kin"])
        other = _counterpart(said)
        if found["whose"].lower() == "your" and other in heard and said not in heard:
            yield Span(*found.span()), heard[other]


def _relative(word: str) -> str:
    return _SAME_KIN.get(word.lower(), word.lower())


def _counterpart(word: str) -> str:
    pair = next(pair for pair in _COUNTERPARTS if word in pair)
    return pair[1] if pair[0] == word else pair[0]
