"""Forms of English verbs and nouns for fix templates: gerunds, agreement, articles.

Each function takes a phrase and gives it back in another form, or None where it has none:
a fix that cannot be said properly is not offered.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from models.lexicon import inflections, lemma

_PLURAL = frozenset({"they", "these", "those", "we", "you", "both", "all", "people", "some"})
_SINGULAR = frozenset({"it", "this", "that", "everything", "nothing", "something"})
_PREPOSITION = re.compile(r"\s(?:of|for|in|on|with|from|to|at|by|about|without|as)\s", re.I)
_JOINED = re.compile(r"\b(?:and|or|then)\b|,", re.I)


@cache
def _inflect(word: str, tag: str) -> str | None:
    forms = inflections(word, tag)
    plain = [form for form in forms if form.count("-") == word.count("-")]
    british = [form for form in plain if re.search(r"ll(?:ing|ed)$", form)]
    return next(iter(british or plain), None)


def first_word(tag: str) -> Callable[[str], str | None]:
    """A filter that puts the first word, a verb, in another form."""

    def change(phrase: str) -> str | None:
        adverb = re.match(r"(?:also|first|then|always|now) ", phrase, re.I)
        lead = adverb[0] if adverb else ""
        verb, space, rest = phrase[len(lead) :].partition(" ")
        if not re.fullmatch(r"[A-Za-z-]+", verb) or _JOINED.search(rest):
            return None
        form = _inflect(verb.lower(), tag)
        return f"{lead}{form}{space}{rest}" if form else None

    return change


gerund = first_word("VBG")
participle = first_word("VBN")
past = first_word("VBD")
third = first_word("VBZ")


def base(phrase: str) -> str | None:
    """The base form of the first word: "attached" → "attach"."""
    verb, space, rest = phrase.partition(" ")
    return f"{lemma(verb.lower(), 'VERB')}{space}{rest}"


def simple_past(phrase: str) -> str | None:
    """From the participle: "overlooked" stays, "forgotten" → "forgot"."""
    return past(base(phrase) or "")


def is_plural(phrase: str) -> bool:
    """Whether a verb after this noun phrase is in the plural."""
    lower = phrase.lower().strip()
    first = lower.split(" ")[0]
    head = _PREPOSITION.split(f"{lower} ")[0].strip().split(" ")[-1].strip("'’")
    if " and " in lower or lower in _PLURAL or first in {"these", "those", "both"}:
        return True
    if lower in _SINGULAR or first in {"this", "that", "each", "every", "a", "an"}:
        return False
    return head in _PLURAL or (
        head.endswith("s") and not head.endswith(("ss", "us", "is")) and lemma(head, "NOUN") != head
    )


def be(phrase: str) -> str:
    """ "is" or "are", as the noun phrase asks."""
    return "are" if is_plural(phrase) else "is"


def come(phrase: str) -> str:
    """ "comes" or "come", as the noun phrase asks."""
    return "come" if is_plural(phrase) else "comes"


def dont(phrase: str) -> str:
    """ "doesn't" or "don't", as the noun phrase asks."""
    return "don't" if is_plural(phrase) else "doesn't"


def pronoun(phrase: str) -> str:
    """ "it" or "them", for the noun phrase."""
    return "them" if is_plural(phrase) else "it"


def they(phrase: str) -> str:
    """ "it" or "they", for the noun phrase."""
    return "they" if is_plural(phrase) else "it"


def indefinite(phrase: str) -> str:
    """With its article: "oversight" → "an oversight"."""
    return f"{'an' if phrase[:1].lower() in 'aeiou' else 'a'} {phrase}"
