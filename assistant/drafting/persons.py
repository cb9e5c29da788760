"""From the customer's side to ours: I and my become you and your, you becomes we or us."""

from __future__ import annotations

import re

from models.lexicon import word_classes

_AUX = "do does did is are am was were can could will would should may might must has have had"
AUXILIARIES = frozenset(_AUX.split())

_PERSON = re.compile(
    r"\b(?P<word>i am|i was|i['’](?:m|ve|d|ll)|we['’](?:re|ve|d|ll)|you['’](?:re|ve|d|ll)"
    r"|yourself|yourselves|yours|your|you|myself|ourselves|mine|my|me|ours|our|us|we|i)\b",
    re.I,
)
_SWAP = {
    "i am": "you are",
    "i was": "you were",
    "i'm": "you're",
    "i've": "you've",
    "i'd": "you'd",
    "i'll": "you'll",
    "we're": "you're",
    "we've": "you've",
    "we'd": "you'd",
    "we'll": "you'll",
    "you're": "we're",
    "you've": "we've",
    "you'd": "we'd",
    "you'll": "we'll",
    "yourself": "ourselves",
    "yourselves": "ourselves",
    "yours": "ours",
    "your": "our",
    "myself": "yourself",
    "ourselves": "yourselves",
    "mine": "yours",
    "my": "your",
    "me": "you",
    "ours": "yours",
    "our": "your",
    "us": "you",
    "we": "you",
    "i": "you",
}
_NEXT = re.compile(r"\s*(?P<mark>[^\w\s])?\s*(?P<word>[\w’']+)?")
_BEFORE = re.compile(r"(?P<word>[\w’']+)\s+\Z")
_FOLLOWING = (
    "a an the my your our this that these those it for to about with in on at and or by from if"
    " when because please so again back yet as of into something anything details money"
)
_LEADING = (
    "to for from with by at of on about tell told ask asked send sent give gave pay paid contact"
    " call let email write owe thank through via between"
)
_AFTER_OBJECT = frozenset(_FOLLOWING.split())
_BEFORE_OBJECT = frozenset(_LEADING.split())
_BEFORE_SUBJECT = frozenset(
    ["if", "whether", "that", "when", "because", "and", "but", "so", "what", "why", "how", "which"]
)


def swapped(text: str) -> str | None:
    """The same words from where we stand; None where "you" may be "we" as well as "us"."""
    parts: list[str] = []
    at = 0
    for found in _PERSON.finditer(text):
        word = found["word"].lower().replace("’", "'")
        ours = _SWAP.get(word) or _you(text, found)
        if not ours:
            return None
        parts += (text[at : found.start()], ours)
        at = found.end()
    return "".join((*parts, text[at:])).strip()


def _you(text: str, found: re.Match[str]) -> str | None:
    before = _BEFORE.search(text[: found.start()])
    last = before["word"].lower() if before else ""
    following = _NEXT.match(text, found.end())
    after = (following["word"] or "").lower() if following else ""
    ends = following is None or bool(following["mark"]) or not after
    if last in _BEFORE_SUBJECT or last in AUXILIARIES:
        return None if ends else "we"
    if last in _BEFORE_OBJECT or ends or after in _AFTER_OBJECT:
        return None if last == "thank" else "us"
    return "we" if after in AUXILIARIES or "VERB" in word_classes(after) else None
