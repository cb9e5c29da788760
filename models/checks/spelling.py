"""Whether a word that the dictionary lacks is a slip of the pen, or a name or term.

Support replies are full of words that no dictionary has: products, file names, settings,
acronyms. A word is taken for misspelt only if a correction is near, and nothing about the
word says that it is meant as it stands.
"""

from __future__ import annotations

import re

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
