"""A sentence without the words that are likely misspelt."""

from __future__ import annotations

import re

from models.checks.factwords import NUMBERS, OPENER
from models.lexicon import is_everyday

_WORD = re.compile(r"(?<![\w@./'’-])[a-z]{3,}(?![\w@/'’-]|\.\w)\s*")


def known_words(sentence: str) -> str:
    """The sentence without words in small letters that are in no table.

    >>> known_words("I recieve the parcel with IMAP.")
    'I the parcel with IMAP.'
    """
    return _WORD.sub(lambda word: word[0] if _is_known(word[0].strip()) else "", sentence)


def _is_known(word: str) -> bool:
    return word in NUMBERS or OPENER.fullmatch(word) is not None or is_everyday(word)
