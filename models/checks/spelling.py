"""Whether a word that the dictionary lacks is a slip of the pen, or a name or term.

Support replies are full of words that no dictionary has: products, file names, settings,
acronyms. A word is taken for misspelt only if a correction is near, and nothing about the
word says that it is meant as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.lexicon import is_everyday
from models.text import Severity, Span

_CODE = re.compile(r"[_/\\=<>\[\]{}@#*~|^]|\w[.:&]\w")
"""What a word of code, a path or an address has in it."""
_ACRONYM = re.compile(r"[A-Z]{2,}s?")
_TWO_CAPITALS = re.compile(r"[A-Z]{2}[a-z]{2,}")
_INNER_CAPITAL = re.compile(r"[^\W\d_][A-Z]")
_PREFIX = re.compile(
    r"(?:anti|auto|co|counter|cyber|de|inter|macro|mega|micro|mini|mis|multi|non|over|post|pre"
    r"|re|semi|sub|super|un|under)-?(?=[a-z]{4})"
)
_EDGES = ".,;:!?()'\"“”‘’…"
SHORT = 3
"""Letters up to which only swapped ones are a slip; other short words are acronyms."""
MOST_EDITS = 2
_TWICE = re.compile(r"([^\W\d_aeiou])\1+")
_VOWELS = "aeiou"
_LIKELY = 3
"""Corrections, the most usual first, among which the nearest goes first."""
_FAR = 3


def is_code(sentence: str, span: Span) -> bool:
    """Whether the span lies in a word of code, a file name, a path or an address."""
    start = sentence.rfind(" ", 0, span.start) + 1
    end = sentence.find(" ", span.end)
    chunk = sentence[start : end if end >= 0 else len(sentence)]
    return _CODE.search(chunk.strip(_EDGES)) is not None


def verdict(sentence: str, span: Span, corrections: tuple[str, ...]) -> Severity | None:
    """How sure it is that the words of the span are misspelt; None if they are likely meant.

    `corrections` are the dictionary's, the likeliest first; without one there is no verdict.
    """
    word = span.of(sentence)
    same = [one for one in corrections if one.casefold() == word.casefold()]
    if same:
        return _of_capitals(word, same[0])
    if not corrections or _is_term(word):
        return None
    if corrections[0].replace("-", "").casefold() == word.replace("-", "").casefold():
        return None
    if corrections[0].replace(" ", "").casefold() == word.casefold():
        return Severity.SUGGESTION
    if not any(is_near(word.casefold(), correction.casefold()) for correction in corrections):
        return None
    in_the_middle = word[0].isupper() and any(char.isalpha() for char in sentence[: span.start])
    return Severity.SUGGESTION if in_the_middle else Severity.WARNING


def words_first(word: str, corrections: tuple[str, ...]) -> tuple[str, ...]:
    """The corrections, single words before those that cut the word in two ("mes age")."""
    marks = " '’"
    return tuple(
        sorted(corrections, key=lambda one: any(m in one and m not in word for m in marks))
    )


def nearest_first(word: str, corrections: tuple[str, ...]) -> tuple[str, ...]:
    """The corrections, of the first few the one before all others that the nearest slip leads to.

    A first one that only cuts the word, or writes it with capitals or marks, stays the first.
    """
    if not corrections or _letters(corrections[0]) == _letters(word):
        return corrections
    first_is_everyday = is_everyday(corrections[0])
    likely = [one for one in corrections[:_LIKELY] if is_everyday(one) or not first_is_everyday]
    best = min(likely, key=lambda one: _slip(word, one))
    return (best, *(one for one in corrections if one != best))


def is_plainly_meant(word: str, correction: str, others: Iterable[str]) -> bool:
    """Whether a correction is one small slip away, and no other word in use is as near."""
    slip = _slip(word, correction)
    everyday = is_everyday(correction)
    rivals = (
        one
        for one in others
        if one.casefold() != correction.casefold() and (is_everyday(one) or not everyday)
    )
    return slip < _FAR and all(_slip(word, one) > slip for one in rivals)


def _slip(word: str, correction: str) -> int:
    """How far a slip leads from a word to what was meant.

    1: two letters are swapped, or a consonant is there twice, or only once. 2: another letter
    is missing or too many, or one vowel stands for another, which says nothing of very short
    words. _FAR: all else, and a word in several parts, a name for a plain word, and another
    first letter.
    """
    one, other = word.casefold(), _letters(correction)
    is_name = word.islower() and not correction.islower()
    if is_name or " " in correction or not is_near(one, other) or edits(one, other) > 1:
        return _FAR
    if sorted(one) == sorted(other) or _TWICE.sub(r"\1", one) == _TWICE.sub(r"\1", other):
        return 1
    if len(one) <= SHORT + 1:
        return _FAR
    if len(one) != len(other):
        return 2
    (pair,) = [{a, b} for a, b in zip(one, other, strict=True) if a != b]
    return 2 if pair <= set(_VOWELS) else _FAR


def _letters(words: str) -> str:
    return re.sub(r"\W", "", words).casefold()


def _is_term(word: str) -> bool:
    """Whether the word's own shape says that no dictionary need have it."""
    if any(char.isdigit() for char in word) or _ACRONYM.fullmatch(word):
        return True
    if _INNER_CAPITAL.search(word):
        return True
    prefix = _PREFIX.match(word.lower())
    return prefix is not None and is_everyday(word[prefix.end() :])


def _of_capitals(word: str, correction: str) -> Severity | None:
    """Nothing about "smtp", "eMail" or "Javascript"; "german" may be meant, "THanks" may not."""
    if _TWO_CAPITALS.fullmatch(word):
        return Severity.WARNING
    is_name = word.islower() and correction[1:].islower()
    return Severity.SUGGESTION if is_name else None


def is_near(word: str, correction: str) -> bool:
    """Whether a slip of the pen leads from one to the other; the first letter is seldom wrong."""
    if sorted(word[:2]) == sorted(correction[:2]) and word[:2] != correction[:2]:
        return edits(word, correction) <= 1
    if word[0] != correction[0]:
        return False
    if len(word) <= SHORT:
        return sorted(word) == sorted(correction)
    return edits(word, correction) <= MOST_EDITS


def edits(one: str, other: str) -> int:
    """Letters to add, drop, change or swap with their neighbour (Damerau, 1964)."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for at, char in enumerate(one, 1):
        row = [at]
        for to, wanted in enumerate(other, 1):
            best = min(above[to] + 1, row[-1] + 1, above[to - 1] + (char != wanted))
            if at > 1 and to > 1 and char == other[to - 2] and wanted == one[at - 2]:
                best = min(best, before[to - 2] + 1)
            row.append(best)
        before, above = above, row
    return above[-1]
