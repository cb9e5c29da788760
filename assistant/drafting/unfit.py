"""What must not be told back to a customer: it mocks, blames, or runs two asks together."""

from __future__ import annotations

import re

from assistant.drafting.dangling import SMALL, dangles
from assistant.drafting.persons import AUXILIARIES
from models.lexicon import word_classes

_WH = r"how|what|when|where|why|which|who"
_AUX = "|".join(sorted(AUXILIARIES, key=len, reverse=True))
_SUBJECT = r"i|you|we|it|they|he|she|there|that|this"
_SORE = re.compile(r"\b(?:want|get|ask for|demand) (?:your|a) money\b", re.I)
"""From us, this sounds like mockery."""
_TELLING = re.compile(
    rf"\bus to (?:\w+ )?(?:tell|advise|inform|explain|clarify|let|say|confirm|check|know)\b"
    rf".*\b(?:whether|if|{_WH})\b"
    r"|\bus to .*\band (?:tell|let|advise|inform|explain|clarify|confirm)\b",
    re.I,
)
"""A question inside a wish: "us to advise whether", "us to send … and tell"."""
_JOINED = rf"{_WH}|whether|if|please|not|(?:i|you|we)(?:['’]d| would| want| need to know)"
_TWO = re.compile(
    rf"\b(?:and|but|or|nor|then|also|plus|so) (?:(?:please|also|then|if so) )?"
    rf"(?:{_JOINED}|(?:{_AUX}) (?:{_SUBJECT}))\b"
    rf"|, (?:(?:please|also|then|if so),? )?(?:{_JOINED}|(?:{_AUX}) (?:{_SUBJECT}))\b",
    re.I,
)
"""Where a second ask or a second statement begins."""
_NEXT_VERB = re.compile(r", (?:and |or |then |please |also )*(?P<verb>[a-z]+) (?=\w)", re.I)
_COLD = re.compile(
    r"\byou (?:\w+ )?(?:never|did(?:n['’]t| not)|do(?:n['’]t| not)|have(?:n['’]t| not)"
    r"|failed|forgot\w*|keep|kept|claim\w*|insist\w*|refus\w+|lost|broke|dropped|deleted|clicked"
    r"|entered|typed|chose|selected|picked|ordered the wrong|made|missed|misread|ignored|always)\b"
    r"|\byour (?:own )?(?:mistake|fault|error)\b",
    re.I,
)
"""What blames the customer once it is we who say it."""


def is_unfit(clause: str, is_statement: bool) -> bool:
    """Whether a clause, told back by us, would read badly; statements may list what is wrong."""
    if any(one.search(clause) for one in (_SORE, _TWO, _TELLING, _COLD)):
        return True
    if not is_statement and any(_is_verb(one["verb"]) for one in _NEXT_VERB.finditer(clause)):
        return True
    return dangles(clause)


def _is_verb(word: str) -> bool:
    return "VERB" in word_classes(word) and word.lower() not in SMALL
