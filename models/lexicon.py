"""Forms of English words, and which words are everyday ones: the tables of lemminflect.

The package's `__init__` imports spaCy where that is installed, and spaCy imports PyTorch;
so only the parts of the package that hold the tables are imported, without its `__init__`.
"""

from __future__ import annotations

import sys
from functools import cache, lru_cache
from importlib.util import find_spec, module_from_spec
from typing import Any

from models.errors import ModelMissing


@cache
def inflections(word: str, tag: str) -> tuple[str, ...]:
    """A base form in the form of a Penn tag, all spellings: ("log", "VBG") → ("logging",)."""
    found: tuple[str, ...] = _tables()[0].getInflection(word, tag)
    return found


@cache
def lemma(word: str, kind: str) -> str:
    """The base form of a "VERB" or "NOUN"; the word itself where there is none."""
    found: tuple[str, ...] = _tables()[1].getLemma(word, kind)
    return found[0] if found else word


@lru_cache(100_000)
def word_classes(word: str) -> frozenset[str]:
    """What an everyday word can be: "NOUN", "VERB", "ADJ", "ADV", …; nothing for other words."""
    return frozenset(_tables()[1].getAllLemmas(word.lower()))


def is_everyday(word: str) -> bool:
    """Whether this is an everyday word: no name, no acronym."""
    return bool(word_classes(word))


@cache
def _tables() -> tuple[Any, Any]:
    """Inflections and lemmas; takes 0.1 s. Raises ModelMissing."""
    spec = find_spec("lemminflect")
    if spec is None:
        raise ModelMissing("lemminflect is not installed; run `make setup`")
    sys.modules.setdefault("lemminflect", module_from_spec(spec))
    from lemminflect.core.Inflections import Inflections
    from lemminflect.core.Lemmatizer import Lemmatizer

    return Inflections(), Lemmatizer()
