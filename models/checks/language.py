"""The language that a text is written in, where that is plainly not the one it is said to be."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]{2,}")
LEAD = 25.0
"""How much more likely (in log odds) another language has to be than the one expected."""
READ_CHARACTERS = 240
"""Of a text: its language shows early, and edits further on need no new look."""
FEWEST_LETTERS = 15
COMMON = frozenset(
    ["ar", "cs", "da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "ja", "ko", "nl", "no",
     "pl", "pt", "ro", "ru", "sv", "tr", "uk", "zh"]
)  # fmt: skip
"""The languages that a text is taken for; code and names look like rare ones at times."""


def locale_of(text: str, expected: str) -> str:
    """The expected locale, or the ISO 639-1 code of the language that the text is plainly in.

    Words with a capital do not decide alone: names are of any language. Addresses, code and
    ids are best masked before.
    """
    words = _words(text)
    found, lead = _likeliest(" ".join(words), language(expected))
    if lead < LEAD or sum(map(len, words)) < FEWEST_LETTERS:
        return expected
    plain = " ".join(word for word in words if not word[0].isupper())
    return found if plain and _likeliest(plain, language(expected))[1] > 0 else expected


def is_foreign(sentence: str, locale: str) -> bool:
    """Whether some other language is any likelier; worth asking where most words are unknown."""
    return _likeliest(" ".join(_words(sentence)), language(locale))[1] > 0


def language(locale: str) -> str:
    """ "de" of "de-AT"."""
    return locale.replace("_", "-").partition("-")[0].lower()


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:READ_CHARACTERS])


@lru_cache(maxsize=4_096)
def _likeliest(text: str, expected: str) -> tuple[str, float]:
    """The likeliest language, and how much likelier it is than the one expected."""
    import py3langid

    scores: dict[str, float] = dict(py3langid.rank(text))
    if expected not in scores:
        return expected, 0.0
    best = max(COMMON | {expected}, key=lambda code: scores[code])
    return best, float(scores[best] - scores[expected])
