"""What a sentence does: asks, orders, says no, or states; each is put another way."""

from __future__ import annotations

import re
from enum import StrEnum

from models.checks.masks import straighten
from models.checks.stance import stance
from models.lexicon import lemma, word_classes


class Shape(StrEnum):
    """What a sentence does, as `kinds.yaml` names it."""

    QUESTION = "questions"
    ORDER = "orders"
    DENIAL = "denials"
    STATEMENT = "statements"


_AFTER_A_QUESTION = "\"”')! "
_FIRST = re.compile(r"(?P<verb>[A-Za-z]+) (?P<next>[\w'’]+)")
_NO_ORDERS = frozenset(
    ["believe", "bless", "excuse", "guess", "hope", "let", "please", "regret", "see", "suppose",
     "thank", "trust", "welcome", "wish"]
)  # fmt: skip
"""Verbs that replies begin with, and that order nobody about."""
_MOSTLY_VERBS = frozenset(["deal", "fill", "get", "go", "look", "put", "try", "turn"])
"""They are nouns as well, but sentences that begin with them are orders."""
_AFTER_A_VERB = frozenset(
    ["a", "all", "an", "any", "it", "me", "my", "our", "that", "the", "them", "these", "this",
     "those", "us", "your"]
)  # fmt: skip
"""What comes after a verb: "use the form"; "use cases" and "access to it" are no orders."""
_ANOTHER_CLAUSE = re.compile(
    r"(?:[,;:–—]| - |\b(?:and|or|but|then)\b)[ ,]{0,2}(?:then )?"
    r"(?:(?:we|i|you|it|they|he|she|there)\b"
    r"|(?:the|your|our|their|my|its|this|that) \w+ (?:is|are|will|has)\b)"
    r"|[;:–—]",
    re.I,
)
_ABOUT_THEM = re.compile(
    r"you(?: people| lot| guys| all)? (?:\w+ly )?"
    r"(?:(?:do|did|have|has|had|are|were)(?:n't| not)|never|hardly|have no|had no)\b",
    re.I,
)
"""Says what the customer did not do: no answer to what they asked for."""
_NO = frozenset({"not", "plain no", "refusal", "refuse"})


def shape_of(sentence: str) -> Shape:
    """What a sentence does.

    >>> shape_of("Use the form.")
    <Shape.ORDER: 'orders'>
    """
    if sentence.rstrip(_AFTER_A_QUESTION).endswith("?"):
        return Shape.QUESTION
    if _is_order(sentence):
        return Shape.ORDER
    return Shape.DENIAL if _says_no(sentence) else Shape.STATEMENT


def _says_no(sentence: str) -> bool:
    """Whether it denies something that the customer has to know."""
    said = _ABOUT_THEM.sub("you", straighten(sentence))
    return not _NO.isdisjoint(name for name, _ in stance(said))


def _is_order(sentence: str) -> bool:
    """Whether it tells the customer to do something, and says nothing else beside it."""
    first = _FIRST.match(sentence)
    verb = first["verb"].lower() if first else ""
    if first is None or verb in _NO_ORDERS or _ANOTHER_CLAUSE.search(sentence):
        return False
    classes = word_classes(verb)
    if "VERB" not in classes or "AUX" in classes or lemma(verb, "VERB") != verb:
        return False
    if "NOUN" not in classes or verb in _MOSTLY_VERBS:
        return True
    after = first["next"].lower()
    return after in _AFTER_A_VERB or after.endswith("ing")
