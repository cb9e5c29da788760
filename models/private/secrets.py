"""User names and passwords, by the words before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from models.lexicon import word_classes
from models.private.details import Detail, Kind
from models.private.words import Spared, fillers
from models.text import Span

_USER = (
    r"(?:user ?-?names?|usernames?|user ?-?id|login(?: name| id)?|log-in|nick ?-?name|screen name"
    r"|account name|skype(?: id| name)?|telegram|discord|instagram|twitter|handle)"
)
_PASSWORD = (
    r"(?:(?:pass ?-?words?|passwd|pwd|passcode|passphrase|pass ?-?phrase|pw|p/w|wpa2? key|pin))"  # noqa: S105
)
_LABEL = r"(?:\s?(?:is|was)\s?)?\s?[:=]\s?[\"'“`]?"
_IS = r"\s(?:is|was|used to be)\s[\"'“`]?"
_VALUE = r"([^\s\"'“”`\ue000-\ue00f<>]{2,64})"
_QUOTED = r"[\"'“`]([^\n\"'“”`\ue000-\ue00f]{2,64})[\"'”`]"
_HANDLE = re.compile(r"(?<![\w.@/])@([A-Za-z]\w{2,30})(?![\w@(-]|\.\w|\s*\{|\s+url)")
_PLAIN_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NO_SECRET = re.compile(r"\[|[({][^\W\d_]+$|\d+%|[xX]*$|.?$")
_AT_RULES = frozenset({"import", "media", "namespace", "charset", "supports", "keyframes", "page"})
_END = ".,;:!?)]"
_LIKE_A_PRODUCT = re.compile(r"\d+(?:st|nd|rd|th|[a-z])|[A-Z]{1,5}\d{1,2}|[A-Z]\w+\d+|[a-z]{1,5}\d")


def _labelled(value: str, spared: Spared) -> bool:
    """After a colon or in quotes nearly all is one, but for a word of the sentence."""
    return not _PLAIN_WORD.fullmatch(value) or _said(value, spared)


def _said(value: str, _spared: Spared) -> bool:
    """After "is" no word is one that can tell how something is: "wrong", "not", "saved"."""
    word = value.strip("*").lower()
    return word not in fillers() and word_classes(word) <= {"NOUN"}


def _made_up(value: str, spared: Spared) -> bool:
    """Right after the word only what mixes letters with digits as no word does."""
    mixed = re.search(r"\d", value) and re.search(r"[a-z]", value)
    named = value.rstrip("0123456789") in spared
    return bool(mixed) and not named and not _LIKE_A_PRODUCT.fullmatch(value)


_SIGNED_IN = r"(?:signed|logged|sign|log|login)(?: in| on)? as (?:user )?"
_ACCOUNT = r"(?:account|user|login|profile)"
_PATTERNS: tuple[tuple[re.Pattern[str], Kind, Callable[[str, Spared], bool]], ...] = tuple(
    (re.compile(rf"\b{before}{value}", re.IGNORECASE), kind, is_secret)
    for before, value, kind, is_secret in (
        *(
            (rf"{word}{between}", value, kind, is_secret)
            for word, kind in ((_USER, Kind.USER), (_PASSWORD, Kind.PASSWORD))
            for between, value, is_secret in (
                (_LABEL, _VALUE, _labelled),
                (_IS, _VALUE, _said),
                (r"\s", _QUOTED, _labelled),
                (r"\s", _VALUE, _made_up),
            )
        ),
        (_SIGNED_IN, _VALUE, Kind.USER, _said),
        (rf"{_ACCOUNT}\s", _VALUE, Kind.USER, _made_up),
    )
)


def secrets(text: str, spared: Spared) -> Iterator[Detail]:
    """What follows "user name", "password" and the like."""
    for pattern, kind, is_secret in _PATTERNS:
        for found in pattern.finditer(text):
            value = found[1].rstrip(_END if kind is Kind.USER else ",;.")
            empty = _NO_SECRET.match(value) or not re.search(r"\w", value)
            if not empty and value not in spared and is_secret(value, spared):
                yield Detail(Span(found.start(1), found.start(1) + len(value)), kind)
    for found in _HANDLE.finditer(text):
        if spared.unusual(found[1]) and found[1] not in _AT_RULES:
            yield Detail(Span(found.start(), found.end()), Kind.USER)
