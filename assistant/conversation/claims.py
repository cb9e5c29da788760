"""What the customer takes to be so: "I was told I have 45 days. Is that right?"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.conversation.quantities import Quantity, quantities
from assistant.conversation.words import keys
from models.text import sentences

_CLAIMS = re.compile(
    r"\b(?:told|said|says?|stat(?:es|ed)|promis\w+|assur\w+|informed|quoted|advertis\w+|offers?"
    r"|guarantee\w*|(?:i|we)(?:['’]ve| have)? (?:read|heard|saw|seen)|understood|understand"
    r"|believed?|think|thought|assumed?|supposed to|entitled|according to|as far as (?:i|we) know"
    r"|(?:i|we) (?:am|are) allowed|you (?:give|allow|grant))\b",
    re.I,
)
_ASKS_WHETHER = re.compile(
    r"\b(?:right|correct|true|accurate|the case|is (?:that|this|it) so)\W*\?"
    r"|, (?:is|are|do|does|did|have|has|was)n['’]t (?:it|they|i|we|there)\W*\?",
    re.I,
)
_BEFELL = re.compile(
    r"\bago\b|\bsince\b|\b(?:has|have) (?:now )?(?:been|waited|passed)\b"
    r"|\b(?:i|we)(?:['’]ve| have| had)? (?:just |already |also )?(?:bought|ordered|purchased|paid"
    r"|booked|waited|received|returned|sent|got)\b",
    re.I,
)
"""What the customer did or went through: they know that themselves."""
_ASSENTS = re.compile(
    r"\W*(?:(?:yes|yep|yeah|correct|exactly|indeed|absolutely|right|sure)\b"
    r"|(?:that|this|it)(?:['’]s| is) (?:\w+ )?(?:right|correct|true|so)\b"
    r"|you(?:['’]re| are) right\b)",
    re.I,
)

LEAST_WORDS = 3
"""Of a sentence that says what a claim beside it is about: a name alone does not."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity that the customer takes to hold, and the keys of the sentences around it.

    `asks` tells whether they want it confirmed.
    """

    quantity: Quantity
    about: frozenset[str]
    asks: bool


@lru_cache(128)
def claims(text: str) -> tuple[Claim, ...]:
    """Every claim of a text in order; remembered, for a message is read many times."""
    return tuple(_claims(sentences(text)))


def assents(sentence: str) -> bool:
    """Whether a sentence begins by saying Yes."""
    return _ASSENTS.match(sentence) is not None


def asks_whether(sentence: str) -> bool:
    """Whether a sentence asks to have confirmed what it says: "…, right?"."""
    return _ASKS_WHETHER.search(sentence) is not None


def _claims(said: list[str]) -> Iterator[Claim]:
    for at, sentence in enumerate(said):
        after = said[at + 1] if at + 1 < len(said) else ""
        asks = any(_ASKS_WHETHER.search(one) for one in (sentence, after))
        if not (asks or _CLAIMS.search(sentence)):
            continue
        around = [one for one in said[max(0, at - 1) : at + 2] if len(one.split()) >= LEAST_WORDS]
        about = keys(" ".join(around))
        for one in quantities(sentence):
            if not _BEFELL.search(one.clause):
                yield Claim(one, about, asks)
