"""The language that a text is written in, where that is plainly not the one it is said to be."""

from __future__ import annotations

import re
from functools import lru_cache

from models.checks.masks import mask

_WORD = re.compile(r"[^\W\d_]{2,}")
LEAD = 25.0
"""How much more likely (in log odds) another language has to be than the one expected."""
READ_CHARACTERS = 240
"""Of a text: its language shows early, and edits further on need no new look."""
FEWEST_LETTERS = 15
UNSAID_LEAD = 15.0
"""The same where nobody has said what to expect; below it, a text is taken for English."""
UNSAID_LETTERS = 10
NAMES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "fi": "Finnish", "fr": "French", "hu": "Hungarian",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish",
    "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
"""The languages that a text is taken for; code and names look like rare ones at times."""
AUTO = "auto"
"""What stands for a locale where the language is to be found out."""


def locale_of(text: str, expected: str) -> str:
    """The expected locale, or the ISO 639-1 code of the language that the text is plainly in.

    Words with a capital do not decide alone: names are of any language. Addresses, code and
    ids are best masked before.
    """
    return _plainly(text, expected, LEAD, FEWEST_LETTERS)


def resolved(locale: str | None, text: str) -> str:
    """The locale that was said; for "auto" the language of the text, and English in doubt."""
    if not locale:
        return "en"
    if locale.strip().lower() != AUTO:
        return locale
    return _plainly(mask(text), "en", UNSAID_LEAD, UNSAID_LETTERS)


def is_foreign(sentence: str, locale: str) -> bool:
    """Whether some other language is any likelier; worth asking where most words are unknown."""
    return _likeliest(" ".join(_words(sentence)), language(locale))[1] > 0


def language(locale: str) -> str:
    """ "de" of "de-AT"."""
    return locale.replace("_", "-").partition("-")[0].lower()


def _plainly(text: str, expected: str, lead: float, letters: int) -> str:
    """The language that leads by so much, in a text with so many letters; else the expected."""
    words = _words(text)
    found, leads_by = _likeliest(" ".join(words), language(expected))
    if leads_by < lead or sum(map(len, words)) < letters:
        return expected
    plain = " ".join(word for word in words if not word[0].isupper())
    return found if plain and _likeliest(plain, language(expected))[1] > 0 else expected


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:READ_CHARACTERS])


@lru_cache(maxsize=4_096)
def _likeliest(text: str, expected: str) -> tuple[str, float]:
    """The likeliest language, and how much likelier it is than the one expected."""
    import py3langid

    scores: dict[str, float] = dict(py3langid.rank(text))
    if expected not in scores:
        return expected, 0.0
    best = max(NAMES.keys() | {expected}, key=lambda code: scores[code])
    return best, float(scores[best] - scores[expected])
