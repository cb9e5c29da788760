"""What sentences are about: their content words, each as a key that its kin share."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from models.lexicon import lemma, word_classes

WORDS = Path(__file__).parent / "words.yaml"
STEM_CHARACTERS = 6
"""Words that begin alike for so long count as one: "deliver" and "delivery"."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def keys(text: str) -> frozenset[str]:
    """The content words of a text as keys; forms of one word, and kindred words, share one."""
    found = (_key(word) for word in tokens(text))
    return frozenset(key for key in found if key)


def tokens(text: str) -> list[str]:
    """The words of a text in lower case, with straight apostrophes."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def key_of(word: str) -> str:
    """The key of one word, "" for a word that says nothing about the subject."""
    return _key(word.lower().replace("’", "'"))


@lru_cache(50_000)
def _key(word: str) -> str:
    data = _data()
    word = word.removesuffix("'s")
    if word in data.empty or (len(word) < 3 and not word.isdigit()):
        return ""
    base = _base(word)
    if base in data.empty:
        return ""
    return data.kindred.get(word) or data.kindred.get(base) or base[:STEM_CHARACTERS]


def _base(word: str) -> str:
    """The base form of an everyday word; other words stay as they are."""
    if not word_classes(word):
        return word
    noun = lemma(word, "NOUN")
    return lemma(noun, "VERB") if noun else word


class _Data:
    """Empty words, and the key of each word that has kin."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.empty = frozenset(raw["empty"].split())
        groups = [group.split() for group in raw["kindred"]]
        self.kindred = {
            word: f"~{group[0]}" for group in reversed(groups) for word in reversed(group)
        }


@cache
def _data() -> _Data:
    return _Data(yaml.load(WORDS.read_text("utf-8"), Loader=yaml.CSafeLoader))
