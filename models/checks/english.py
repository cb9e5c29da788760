"""American and British spelling: words that one has, and the other spells in another way."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_PAIRS = Path("en", "words", "en-US-GB.txt")
_COMMENT = re.compile(r"^#.*$", re.MULTILINE)


def is_of_another_english(word: str, data: Path) -> bool:
    """Whether the word, or a part of it between hyphens, is in the engine's list of pairs.

    `data` is the engine's folder of English data. Ask only about words that the dictionary of
    one variant lacks: the list has the words of both sides.
    """
    pairs = _words(data / _PAIRS)
    return any(part in pairs for part in (word.casefold(), *word.casefold().split("-")))


@cache
def _words(path: Path) -> frozenset[str]:
    listed = _COMMENT.sub("", path.read_text("utf-8"))
    return frozenset(listed.casefold().replace(";", " ").split())
