"""Content words of a statement, each as a key that its forms share."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from models.lexicon import lemma, word_classes

WORDS = Path(__file__).parent / "words.yaml"
STEM_CHARACTERS = 7

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def keys(text: str) -> frozenset[str]:
    """The content words of a text; forms of one word share a key, and so do near synonyms."""
    return frozenset(filter(None, map(key_of, _WORD.findall(text))))


def key_of(word: str) -> str:
    """The key of one word, "" for a word that says nothing about the subject."""
    return _key(word.lower().replace("’", "'").removesuffix("'s"))


@lru_cache(50_000)
def _key(word: str) -> str:
    data = _data()
    if word in data["empty"] or len(word) < 2:
        return ""
    base = _base(word)
    if base in data["empty"]:
        return ""
    return str(data["same"].get(word) or data["same"].get(base) or base[:STEM_CHARACTERS])


def _base(word: str) -> str:
    if not word_classes(word):
        return word
    verb = lemma(word, "VERB")
    return lemma(word, "NOUN") if verb == word else verb


@cache
def _data() -> dict[str, Any]:
    raw = yaml.load(WORDS.read_text("utf-8"), Loader=yaml.CSafeLoader)
    same = {word: f"~{group.split()[0]}" for group in raw["same"] for word in group.split()}
    contrasts = [frozenset(map(_plain, group.split())) for group in raw["contrasts"]]
    return {
        "empty": frozenset(raw["empty"].split()),
        "same": same,
        "contrasts": [frozenset(same.get(w, w[:STEM_CHARACTERS]) for w in g) for g in contrasts],
    }


def _plain(word: str) -> str:
    return _base(word)


def are_contrasted(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether words that only one of two statements has tell that they are about two things."""
    for group in _data()["contrasts"]:
        if group & ours and group & theirs:
            return True
    return any(_opposed(one, other) for one in ours for other in theirs)


_PREFIX = re.compile(r"(?:un|in|im|non-?|dis|pre|re|sub|over|under|out|inter)(?=\w{3})")


def _opposed(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    found = _PREFIX.match(longer)
    return bool(found) and len(shorter) >= 3 and longer[found.end() :][:4] == shorter[:4]  # type: ignore[union-attr]
