"""Pronouns that point at nothing: "whether you can swap it for the black one"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.lexicon import word_classes

_SMALL_WORDS = (
    "the a an of and or but if to in on at by for from with without about into over under up down"
    " out off than as so that this these those it its you your yours i my me we our us they them"
    " their he she his her him there which who whom whose whether while because since until till"
    " after before during per via not no nor both either each every any some all what when where"
    " why how can could will would shall should may might must do does did is are was were am be"
    " been being have has had having onto upon against between among through across also too"
    " online one two three four five six ten"
)
SMALL = frozenset(_SMALL_WORDS.split())
"""Words that say something only together with others."""
_PRONOUNS = frozenset(
    [
        "it",
        "its",
        "itself",
        "they",
        "them",
        "their",
        "theirs",
        "he",
        "she",
        "him",
        "her",
        "his",
        "hers",
    ]
)
_POINTERS = frozenset(["this", "that", "these", "those"])
_IMPERSONAL = re.compile(
    r" (?:is|['’]s|was|will be|would be|can be|may be|might be)(?: \w+)? (?:possible|ok|okay|fine"
    r"|allowed|safe|normal|worth|better|best|necessary|true|time|too late|enough|free|cheaper"
    r"|legal)\b(?= (?:to|for|that|if)\b)"
    r"| (?:takes?|took|costs?|make sense|makes sense)(?: [\w-]+){0,3} (?:to|for|until|before)\b",
    re.I,
)
"""What follows an "it" that stands for nothing: "whether it is possible to …"."""
_MARKED_BY = "a an the my our your another some any no each every both two three"
_MARKERS = frozenset(_MARKED_BY.split())
_VAGUE_WORDS = (
    "way ways chance option options possibility idea reason problem problems issue time one ones"
    " thing things question questions help lot bit same black white red blue green new old other"
    " first second next last small big large medium different moment minute"
)
_VAGUE = frozenset(_VAGUE_WORDS.split())
"""Nouns that name nothing which a pronoun could stand for."""
_TOKEN = re.compile(r"[\w'’-]+")


def dangles(clause: str) -> bool:
    """Whether a pronoun points at something that no word before it in the clause names."""
    tokens = list(_TOKEN.finditer(clause))
    words = [token[0].lower() for token in tokens]
    named = False
    for at, token in enumerate(tokens):
        if _points(words, at) and not named and not _IMPERSONAL.match(clause, token.end()):
            return True
        named = named or _is_named(words, at)
    return False


def _points(words: Sequence[str], at: int) -> bool:
    """Whether a word stands for a noun, and does not go with one or lead a clause."""
    word = re.sub(r"['’](?:s|ll|d|re|ve)$", "", words[at])
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if word in _PRONOUNS:
        return True
    if word in ("one", "ones"):
        return before != "no" and (before in _POINTERS | {"the"} or not _is_noun(after))
    if word not in _POINTERS:
        return False
    leads = word == "that" and (
        after in ("i", "you", "we", "there", *_MARKERS) or (_is_noun(before) and after)
    )
    return not leads and (not after or after in SMALL or not _is_noun(after))


def _is_named(words: Sequence[str], at: int) -> bool:
    """Whether a noun stands here that tells what is spoken of: "the kettle", "your new kettle"."""
    classes = word_classes(words[at])
    if words[at] in _VAGUE | SMALL or (classes and classes <= {"ADJ", "ADV"}):
        return False
    before = words[max(0, at - 3) : at]
    return next((one in _MARKERS for one in reversed(before) if one in SMALL | _MARKERS), False)


def _is_noun(word: str) -> bool:
    return word not in SMALL and bool(word_classes(word) & {"NOUN", "ADJ"})
