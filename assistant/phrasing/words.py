"""Words of content, and the lists of assistant/written.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from models.checks.factwords import OPENER
from models.lexicon import lemma
from models.text import SLOT

WRITTEN = Path(__file__).parents[1] / "written.yaml"
REMEMBERED = 2_000

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@lru_cache(REMEMBERED)
def content(text: str) -> frozenset[str]:
    """The words of content, in base form."""
    return frozenset(base(word) for word in spoken(text) if not is_small(word))


def spoken(text: str) -> list[str]:
    """All words in small letters, those of slots aside."""
    return [word.replace("’", "'").casefold() for word in _WORD.findall(SLOT.sub(" ", text))]


def is_small(word: str) -> bool:
    """Whether a word says nothing by itself: "the", "I'm", "you've"."""
    if word in words("telling") or word in words("hedges"):
        return False
    known = OPENER.fullmatch(word) or OPENER.fullmatch(word.partition("'")[0])
    return bool(known) or word in words("small")


@cache
def base(word: str) -> str:
    """Nouns and verbs of one root meet: "refunds", "refunded" and "refund"."""
    return lemma(lemma(word, "NOUN"), "VERB")


@cache
def words(name: str) -> frozenset[str]:
    """A list of the file, with each word in base form, too."""
    return frozenset([*written()[name], *map(base, written()[name])])


@cache
def written() -> Mapping[str, Any]:
    """The file."""
    read: Mapping[str, Any] = yaml.safe_load(WRITTEN.read_text("utf-8"))
    return read
