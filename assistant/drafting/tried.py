"""Tells from a customer's words what they have tried, and that it has not helped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from models.lexicon import inflections

TRIED = Path(__file__).parent / "tried.yaml"

_STUCK = (
    r"\b(?:(?<!n['’]t )(?<!not )(?<!never )(?:tried|did|done|followed)"
    r" (?:that|this|it|all|those|these|your|everything|every step|what you"
    r"|the (?:steps|instructions))"
    r"|already tried|nope"
    r"|(?:did(?:n['’]?t| not)|has(?:n['’]?t| not)|does(?:n['’]?t| not)|won['’]?t|no longer)"
    r" (?:really |actually )?(?:help|work|fix|solve|change|do (?:anything|the trick)|go away)\w*"
    r"|nothing (?:happen|chang|help|work|has)\w*|same (?:problem|error|thing|result|as before)"
    r"|no (?:luck|joy|change|success|better|difference|effect|use)|to no avail|not (?:fixed|solved)"
    r"|what (?:next|now|else)|keeps? (?:happening|coming back|\w+ing)|(?:came|comes) back)\b"
)
_ASKS_STILL = re.compile(
    r"\b(?:can|could|may|should|do|does|is|are|will|would) (?:i|we|it|you|they|there|this|that"
    r"|(?:the|my|your) \w+) still\b",
    re.I,
)
"""Here "still" asks whether something goes on."""


@dataclass(frozen=True, slots=True)
class Told:
    """Patterns: something was tried; the same where no "I" is said; it has not helped."""

    tried: re.Pattern[str]
    tried_in_short: re.Pattern[str]
    stuck: re.Pattern[str]


def tells_tried(sentence: str, after_us: bool) -> bool:
    """Whether a sentence tells what was tried; `after_us`, also in a few words without "I"."""
    told = _told()
    if told.tried.search(sentence):
        return True
    return after_us and told.tried_in_short.search(sentence) is not None


def tells_stuck(text: str) -> bool:
    """Whether a text says that what was tried has not helped."""
    return _told().stuck.search(_ASKS_STILL.sub("", text)) is not None


@cache
def _told() -> Told:
    raw: dict[str, str] = yaml.safe_load(TRIED.read_text("utf-8"))
    verbs = raw["verbs"].split()
    forms = {form for verb in verbs for tag in ("VBD", "VBN") for form in inflections(verb, tag)}
    did = "|".join(sorted(forms | {"went through", "gone through"}, key=len, reverse=True))
    base = "|".join(verbs)
    adverbs = rf"(?:(?:{'|'.join(raw['adverbs'].split())}) ){{0,3}}"
    wanting = "|".join(raw["still_wanting"].split())
    i_have = rf"\b(?:i|we)(?:['’]?ve| have| had)? {adverbs}"
    starts = r"(?:\A\W*|[\n.,;:!?–—(-] ?|\b(?:and|but|then|so|ok|okay|yes|yep|yeah|have|also) )"
    return Told(
        _cue(rf"{i_have}(?:(?:{did})|did (?:\w+ )?(?:{base}))\b|\balready (?:{did})\b"),
        _cue(rf"{starts}{adverbs}(?:{did})\b"),
        _cue(rf"{_STUCK}|\bstill\b(?! (?:\w+ )?(?:{wanting})\b)"),
    )


def _cue(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)
