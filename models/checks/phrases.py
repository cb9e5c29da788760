"""Phrases for fix templates: dates, reasons, determiners, capitals; and the table of filters.

Like the forms of words, a phrase that cannot be turned becomes None.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from models.checks import inflection
from models.lexicon import is_everyday

_DETERMINERS = re.compile(r"(?:your|my|our|his|her|their)\b", re.I)
_LOWERED = re.compile(
    r"the|an?|th(?:is|at|ese|ose|ey|ere|eir)|its?|we|you|your|our|my|his|her|all|some|any|each"
    r"|every|both|no|another|such|most|many|several|here|s?he|one",
    re.I,
)
_ACRONYMS = frozenset({"ID", "LED", "PIN", "POP", "RAM", "SIM", "VAT", "EU", "US", "UK"})
_SMALL = re.compile(
    r"[A-Z]+['’][A-Z]+|THE|AN?|AND|OR|NOT|TO|OF|IN|ON|AT|IS|ARE|WAS|IT|THIS|THAT|YOU|YOUR|WE|OUR|MY"
    r"|FOR|FROM|WITH|IF|WHEN|WHAT|WHY|HOW|WHO|ANY|ALL|NO|BUT|SO|AS|BY|BE|WILL|CAN|CANNOT|MUST|SHOULD"
    r"|DO|DID|DOES|HAVE|HAS|HAD|NOW|GET|SEE|USE|TRY|ONE|YES|ADD|OFF|OUT|OLD|NEW|PUT|BEFORE|UNTIL"
    r"|THEN|NEVER|THEY|THESE|THOSE|WOULD|COULD|WITHOUT|BECAUSE|SINCE|VERY|ONLY|BOTH|WHICH|EVERYTHING"
)
_TELLS_US = re.compile(
    r"\b(?:ask|call|contact|email|give|help|let|mail|message|send|show|tell|text|to|with|write)\s+US\b",
    re.I,
)
_ADDRESS = re.compile(r"\S*(?:@|://|\w\.\w|`)|[a-z]+[A-Z]")
_MONTHS = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)\w*"
_ON = re.compile(
    rf"(?:\w+day\b|(?:mon|tue|wed|thu|fri)\b|(?:the )?\d{{1,2}}(?:st|nd|rd|th)\b"
    rf"|\d{{1,2}}\.? (?:of )?{_MONTHS}|{_MONTHS}\.? \d{{1,2}}(?!\d)|\d{{1,2}}[/.-]\d{{1,2}}\b"
    r"|the (?:first|second|third|last)\b"
    r"|black friday|boxing day|new year['’]s|thanksgiving|\d{4}-\d\d-\d\d)",
    re.I,
)
_IN = re.compile(
    rf"(?:(?:early|mid|late)[ -]|{_MONTHS}\b|(?:19|20)\d\d\b|spring|summer|autumn|winter|fall\b"
    r"|q[1-4]\b|the (?:new year|spring|summer|autumn|winter|fall|coming|(?:second|first) half"
    r"|(?:first|second|third|fourth) quarter)"
    r"|(?:about |around )?(?:\d+|two|three|four|five|six|ten|twelve) (?:hour|day|week|month)s)",
    re.I,
)
_AT = re.compile(
    r"(?:\d{1,2}[:.]\d\d|\d{1,2} ?[ap]\.?m|noon|midnight|christmas|easter"
    r"|(?:the )?end of|the start)",
    re.I,
)
_BARE = re.compile(
    r"(?:next|tomorrow|tonight|later|after|this|some time|sometime|around|about|then|today)\b", re.I
)
_CLAUSE = re.compile(
    r"(?:we|you|i|it|they|he|she) (?!was|were|did|had)\w+"
    r"|(?:the|our|your|that|this|these|a|an) [\w' -]{1,40}? "
    r"(?:is|are|has|have|'ve|'re|can|get|gets|\w+s|\w+ed|restock|receive|finish|complete)\b",
    re.I,
)


def upper_first(phrase: str) -> str:
    """With a capital at the beginning, but for addresses, code and names like iPhone."""
    if _ADDRESS.match(phrase):
        return phrase
    return phrase[:1].upper() + phrase[1:]


def lower_first(phrase: str) -> str:
    """Without the capital that it had only as a sentence's first word; names keep theirs."""
    word = re.match(r"[\w'’-]*", phrase)
    first = word[0] if word else ""
    if not first[1:].islower() and len(first) > 1:
        return phrase
    if first in {"I", ""} or first.startswith(("I'", "I’")):
        return phrase
    if _LOWERED.fullmatch(first) or is_everyday(first):
        return phrase[:1].lower() + phrase[1:]
    return phrase


def calm(phrase: str) -> str:
    """Without capitals: "PLEASE READ" → "please read"; acronyms keep theirs."""

    phrase = _TELLS_US.sub(lambda told: told[0][:-2] + "us", phrase)

    def lower(match: re.Match[str]) -> str:
        plain = match[0] not in _ACRONYMS and (_SMALL.fullmatch(match[0]) or is_everyday(match[0]))
        return match[0].lower() if plain else match[0]

    return re.sub(r"[A-Z]{2,}(?:['’][A-Z]+)?|\bA\b", lower, phrase)


def neutral(phrase: str) -> str:
    """ "your receipt" → "the receipt": about the thing, not the person."""
    return (
        _DETERMINERS.sub(lambda m: "The" if m[0][0].isupper() else "the", phrase, count=1)
        if (_DETERMINERS.match(phrase))
        else phrase
    )


def definite(phrase: str) -> str:
    """ "a Linux app" → "the Linux app"."""
    return re.sub(r"^(?:an?|any) ", "the ", phrase, flags=re.I)


def second_word(phrase: str) -> str | None:
    """The second word: "your request has been received" → "request"."""
    words = phrase.split(" ")
    return words[1] if len(words) > 1 else None


def some(phrase: str) -> str:
    """Not "any" once the negative is gone: "any proof" → "proof"."""
    return re.sub(r"^any ", "", phrase, flags=re.I)


def on_date(phrase: str) -> str | None:
    """When something begins that lasts "until" this: "Monday" → "on Monday"."""
    text = phrase.strip().rstrip(",")
    if _BARE.match(text):
        return text
    for pattern, preposition in ((_AT, "at"), (_IN, "in"), (_ON, "on")):
        if pattern.match(text) and not (preposition == "in" and _ON.match(text)):
            whole_end = re.match(r"end of", text, re.I)
            return f"{preposition} {'the ' if whole_end else ''}{text}"
    if _CLAUSE.match(text):
        return f"once {text}"
    return None


def cause(phrase: str) -> str | None:
    """What a reason is after "the wait is": "due to a backorder", "because …"."""
    text = phrase.strip()
    noun = re.match(
        r"(?:due to|because of|owing to|on account of|thanks to|as a result of) ", text, re.I
    )
    if noun:
        return f"due to {text[noun.end() :]}"
    clause = re.match(r"(?:because|since|as) ", text, re.I)
    return f"because {text[clause.end() :]}" if clause else None


def noun_cause(phrase: str) -> str | None:
    """What a reason is after "the reason is": the thing alone, "due to a strike" → "a strike"."""
    noun = re.match(
        r",? ?(?:due to|because of|owing to|on account of|as a result of) ", phrase, re.I
    )
    return phrase[noun.end() :] if noun else None


FILTERS: dict[str, Callable[[str], str | None]] = {
    "gerund": inflection.gerund,
    "participle": inflection.participle,
    "past": inflection.past,
    "third": inflection.third,
    "base": inflection.base,
    "simple_past": inflection.simple_past,
    "be": inflection.be,
    "come": inflection.come,
    "dont": inflection.dont,
    "pronoun": inflection.pronoun,
    "they": inflection.they,
    "indefinite": inflection.indefinite,
    "upper_first": upper_first,
    "lower_first": lower_first,
    "calm": calm,
    "neutral": neutral,
    "definite": definite,
    "some": some,
    "second_word": second_word,
    "on_date": on_date,
    "cause": cause,
    "noun_cause": noun_cause,
}
"""Every filter by the name that templates use."""
