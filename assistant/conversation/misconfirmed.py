"""A reply that confirms what the customer wants or has, with another value than they wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import yaml

from assistant.conversation.claims import asks_whether, assents
from assistant.conversation.conversation import Conversation
from assistant.conversation.details import Detail, details
from assistant.conversation.words import keys
from assistant.reading.asks import is_ask
from models.text import Span

MISCONFIRMED = Path(__file__).parent / "misconfirmed.yaml"

_TOLD_BACK = re.compile(
    r"\byour (?P<noun>[a-z]+)(?: (?:\w+ )?(?:on|of|at|for|from|dated))?(?: the)? \Z", re.I
)
"""What leads up to a value that is said back: "your flight on"."""
_GOES_ON = re.compile(
    r" (?:is|are|was|were|has|have|had|will|can|cannot|should|needs?|leaves?)\b", re.I
)
_NEXT_WORD = re.compile(r"\s+([a-z]+)", re.I)
_EMPTY = (
    "book confirm schedule arrange hold register sign change move expect forward person people"
    " guest plan welcome meet host colour size perfect great done gladly lovely"
    " monday tuesday wednesday thursday friday saturday sunday"
)
"""What says little about the thing that is arranged."""
_MANY = frozenset({"colour", "size"})


def misconfirmed(conversation: Conversation) -> Iterator[tuple[Span, str]]:
    """Where the reply confirms another value, and the customer's clause with theirs."""
    ours = details(conversation.reply.seen)
    theirs = details(conversation.customer_words) if ours else ()
    known = [*theirs, *(one for turn in conversation.ours for one in details(turn))]
    told = " ".join(str(value).lower() for value in conversation.customer.values()).split()
    for one in ours:
        if one.value in told or any(one.may_be(other) for other in known):
            continue
        meant = _meant(one, theirs)
        heard = meant and any(meant.may_be(other) for other in ours)
        if meant and not heard and not _is_known(one, conversation):
            yield one.span, meant.clause


def _meant(ours: Detail, theirs: Sequence[Detail]) -> Detail | None:
    """The customer's value that the reply must mean, if it confirms any and they gave but one."""
    fit = [one for one in theirs if one.kind == ours.kind and not one.is_loose]
    if not fit or not all(fit[0].may_be(one) for one in fit):
        return None
    return next((one for one in fit if _confirms(ours, one)), None)


def _confirms(ours: Detail, theirs: Detail) -> bool:
    """Whether the reply says that what the customer wrote of stands, is done, or is theirs."""
    if _has("changes", ours.clause):
        return _has("wants_change", theirs.sentence) and _is_about(ours, theirs)
    if ours.kind == "plan":
        return _has("has_plan", ours.clause)
    if ours.kind in _MANY:
        return _has("sends", ours.sentence) and _is_wanted(theirs) and _is_alike(ours, theirs)
    return _stands(ours, theirs) or _is_told_back(ours, theirs)


def _stands(ours: Detail, theirs: Detail) -> bool:
    """Whether an arrangement is confirmed that the customer wants, has, or asks about."""
    if _has("past", theirs.clause) or not _is_about(ours, theirs):
        return False
    if asks_whether(theirs.sentence) and assents(ours.sentence):
        return True
    return _has("confirms", ours.sentence) and _is_wanted(theirs)


def _is_told_back(ours: Detail, theirs: Detail) -> bool:
    """Whether the reply names the customer's thing by the value: "your flight on 12 June"."""
    before = ours.sentence[: ours.sentence.find(ours.clause) + ours.clause.find(ours.text)]
    found = _TOLD_BACK.search(before)
    goes_on = _GOES_ON.match(ours.clause.partition(ours.text)[2])
    return bool(found and goes_on and keys(found["noun"]) & keys(theirs.clause))


def _is_wanted(theirs: Detail) -> bool:
    return is_ask(theirs.sentence) or _has("wants", theirs.clause)


def _is_about(ours: Detail, theirs: Detail) -> bool:
    """Whether what the reply's clause names is what the customer's sentence names."""
    if ours.kind == "party":
        return True
    own = keys(ours.clause.replace(ours.text, " ")) - _empty()
    return not own or bool(own & keys(theirs.sentence))


def _is_alike(ours: Detail, theirs: Detail) -> bool:
    """Whether both values stand before one noun: "the blue one", "the green one"."""
    nouns = [_NEXT_WORD.match(one.clause.partition(one.text)[2]) for one in (ours, theirs)]
    first, second = (found[1].lower() if found else "" for found in nouns)
    return ours.kind == "size" or (bool(first) and first == second)


def _is_known(ours: Detail, conversation: Conversation) -> bool:
    """Whether the sentence, or the one before, shows that it is meant to be another."""
    said = conversation.reply.sentences
    at = next((n for n, one in enumerate(said) if ours.span.start < one.span.end), 0)
    before_and_in = said[max(0, at - 1) : at + 1]
    after = said[at + 1 : at + 3]
    return any(_has("knows", one.text) for one in before_and_in) or any(
        _has("hopes", one.text) for one in after
    )


def _has(name: str, text: str) -> bool:
    return _patterns()[name].search(text) is not None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    raw: dict[str, list[str]] = yaml.load(MISCONFIRMED.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {name: re.compile("|".join(cues), re.I) for name, cues in raw.items()}


@cache
def _empty() -> frozenset[str]:
    return keys(_EMPTY)
