"""Whether a preferred word fits where a banned one stands, as a noun or as a verb.

A word that is both ("purchase") is read by its neighbours; where they do not tell, what takes
its place has to be both, too. Words in no dictionary, and terms of several words, are the
team's own affair.
"""

from __future__ import annotations

import re

from models.lexicon import inflections, word_classes
from models.text import Span

_BOTH = frozenset({"NOUN", "VERB"})
_BEFORE_NOUN = re.compile(
    r"an?|the|th(?:is|at|ese|ose)|my|your|our|his|her|its|their|each|every|any|some|no|another"
    r"|which|whose|of|for|with|without|by|from|in|on|at|about|during|after|before|per|via"
    r"|\d+|two|three|four|five|six|several|many|few|more|most|all|both|.+'s"
)
_BEFORE_VERB = re.compile(
    r"to|i|we|you|they|who|please|can|could|will|would|shall|should|may|might|must|cannot|not"
    r"|(?:do|does|did|ca|could|wo|would|should)n't|do|does|did|let's|.+'(?:ll|d)"
)
_AFTER_VERB = re.compile(
    r"an?|the|th(?:is|at|ese|ose)|my|your|our|his|her|its|their|it|them|him|us|me|you"
)
_BEFORE = re.compile(r"([\w'-]+) \Z")
_AFTER = re.compile(r" ([\w']+)")
_JOINED = re.compile(r"[\w'-]+ (?:and|or) \Z", re.IGNORECASE)
_MOST_PASSED = 4
_LONGEST = 40
"""Characters of what may stand before a word."""


def unfit(text: str, span: Span, term: str, prefer: str) -> str:
    """What the preferred word is not, "noun" or "verb", although it has to be; "" if it fits.

    `text` has straight apostrophes; `term` and `prefer` are base forms.
    """
    able = word_classes(prefer) & _BOTH
    if word_classes(term) & _BOTH != _BOTH or not able:
        return ""
    if "NOUN" in able and _is_mostly_verb(prefer):
        able -= {"NOUN"}
    needed = _use(text, span) or _BOTH
    return next((one.lower() for one in sorted(needed - able)), "")


def _use(text: str, span: Span) -> frozenset[str]:
    """What the word is here, as far as its neighbours tell."""
    before = _before(text, span.start)
    after = _AFTER.match(text, span.end)
    if _BEFORE_NOUN.fullmatch(before):
        return frozenset({"NOUN"})
    if _BEFORE_VERB.fullmatch(before) or (after and _AFTER_VERB.fullmatch(after[1].lower())):
        return frozenset({"VERB"})
    return frozenset()


def _before(text: str, at: int) -> str:
    """The word that tells: "your" before "recent purchase", "any" before "questions or issues"."""
    for _ in range(_MOST_PASSED):
        near = text[max(0, at - _LONGEST) : at]
        passed = _JOINED.search(near)
        word = _BEFORE.search(near)
        if not passed and word and _is_passed(word[1].lower()):
            passed = word
        if not passed:
            return word[1].lower() if word else ""
        at -= len(passed[0])
    return ""


def _is_passed(word: str) -> bool:
    """Whether it says nothing: an adjective, and no word that tells."""
    telling = _BEFORE_NOUN.fullmatch(word) or _BEFORE_VERB.fullmatch(word)
    return not telling and "ADJ" in word_classes(word)


def _is_mostly_verb(word: str) -> bool:
    """Whether it has a past of its own, as "buy" has: such a word is seldom used as a noun."""
    past = inflections(word, "VBD")
    return bool(past) and not any(one.endswith("ed") for one in past)
