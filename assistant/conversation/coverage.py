"""Which asks of the customer a reply deals with, and by which sentence.

What speaks for it is in evidence.py. A box that is ticked wrongly misleads, and a finding that
is wrong annoys: in between an ask stays undecided, which is neither.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from assistant.conversation.conversed import CheckedAsk, Dealt
from assistant.conversation.evidence import (
    Meaning,
    Piece,
    Table,
    likeness,
    manner,
    pieces,
)
from assistant.conversation.holding import is_promise, promised
from assistant.conversation.reply import Reply, Said
from assistant.conversation.topic import topic
from assistant.conversation.words import keys, tokens
from assistant.message import Ask
from assistant.reading.asks import is_ask

COVERAGE = Path(__file__).parent / "coverage.yaml"
SAME = 0.6
"""The share of words that two asks about one matter have in common."""
LEAST_LETTERS = 0.6
"""The share of letters in an ask that is one, and no dump of a file."""
LIKELY_FROM, SURE_FROM = 0.0, 1.2
"""The log odds from which an ask is ticked, and from which it may be praised."""
MISSED_BELOW, MISSED_BESIDE_BELOW = -2.2, -2.0
"""The log odds below which an ask is surely missed: alone, and where another one is ticked."""
CHANCE = 0.65
"""What the log odds lose with the logarithm of the number of pieces an ask."""
RIVAL, TAKEN = 0.8, 1.0
"""What a piece loses, a unit of log odds, where it is liker to another ask, or needed by one."""

Thread = Sequence[tuple[str, str]]
"""Earlier turns, (role, text) each, the oldest first."""

_KIND = re.compile(
    r"\b(?:how(?: (?:much|many|long|often|soon|late|fast|far|old|big))?|what(?: (?:time|size))?"
    r"|when|where|why|which|who)\b",
    re.I,
)
_SORT_ALONE = re.compile(
    r"\W*(?:(?:and|so|also|but) )*(?:when|how (?:long|soon)) \w+ \w+ \w+", re.I
)
"""A question that names nothing, and yet has answers of one sort: "When can I get in?"."""
_NUMBER = re.compile(r"\d+")


def open_asks(asks: Iterable[Ask], thread: Thread) -> list[Ask]:
    """What the customer asks of us now; rhetoric and what we answered before left out."""
    distinct: list[Ask] = []
    for ask in asks:
        known = any(_is_same(ask, other) for other in distinct)
        if not known and is_direct(ask) and not _answered_before(ask, thread):
            distinct.append(ask)
    return distinct


def checked_asks(
    asks: Sequence[Ask], reply: Reply, meaning: Meaning | None = None
) -> tuple[CheckedAsk, ...]:
    """Every open ask, how surely it is dealt with, and the sentence that does it."""
    found = pieces(reply, len(asks) > 1)
    if not asks or not found:
        return tuple(_otherwise(one, Dealt.MISSED, reply, len(asks) == 1) for one in asks)
    evidence = _evidence(asks, found, meaning)
    by_chance = CHANCE * log(max(1.0, len(found) / len(asks)))
    is_any_ticked = bool((evidence - by_chance).max() >= LIKELY_FROM)
    missed_below = MISSED_BESIDE_BELOW if is_any_ticked else MISSED_BELOW
    best = evidence.argmax(axis=1).tolist()
    odds = evidence.max(axis=1).tolist()
    dealt = [_dealt(one, by_chance, missed_below) for one in odds]
    return tuple(
        CheckedAsk(ask.text, how, found[at].said.span)
        if how >= Dealt.LIKELY
        else _otherwise(ask, how, reply, len(asks) == 1)
        for ask, how, at in zip(asks, dealt, best, strict=True)
    )


def _evidence(asks: Sequence[Ask], found: Sequence[Piece], meaning: Meaning | None) -> Table:
    """What speaks for each piece dealing with each ask, in log odds, a row an ask.

    Who asks several things gets several answers: a piece counts less for an ask where it is
    liker to another one, or where another one needs it more.
    """
    like = likeness([one.query for one in asks], found, meaning)
    fits = np.array([[_fits(one.text, piece.text) for piece in found] for one in asks])
    total: Table = like + manner(fits, found)
    if len(asks) == 1:
        return total
    above = np.stack([np.delete(like, row, axis=0).max(axis=0) for row in range(len(asks))]) - like
    total -= RIVAL * np.maximum(0, above)
    needed = _assigned(total)
    taken = np.array(
        [[needed.get(at, row) != row for at in range(len(found))] for row in range(len(asks))]
    )
    return total - TAKEN * taken


def _assigned(total: Table) -> dict[int, int]:
    """The ask (row) that needs each piece (column) most; one piece an ask, one ask a piece."""
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(total, maximize=True)
    return dict(zip(columns.tolist(), rows.tolist(), strict=True))


def _dealt(odds: float, by_chance: float, missed_below: float) -> Dealt:
    """How sure it is; the best of many pieces is good by mere chance, so that less is ticked."""
    if odds < missed_below:
        return Dealt.MISSED
    return Dealt(Dealt.UNDECIDED + bisect_right((LIKELY_FROM, SURE_FROM), odds - by_chance))


def _otherwise(ask: Ask, dealt: Dealt, reply: Reply, is_only: bool) -> CheckedAsk:
    """An ask that no piece answers: we may see to it, have to know more, or point elsewhere."""
    whole = promised(reply.statements) or _first(reply, "handling")
    whole = whole or (_first(reply, "asks_back") if is_only else None)
    if whole:
        return CheckedAsk(ask.text, Dealt.LIKELY, whole.span)
    unsure = not keys(ask.text) or _may_deal(reply)
    return CheckedAsk(ask.text, max(dealt, Dealt.UNDECIDED) if unsure else dealt)


def is_direct(ask: Ask) -> bool:
    """Whether an ask wants something of us: no rhetoric, no story, no general cry for help."""
    text, patterns = ask.text, _patterns()
    if not ask.wants_answer or patterns["rhetoric"].match(text):
        return False
    seen = "".join(text.split())
    plain = sum(char.isascii() and char.isalpha() for char in seen) >= LEAST_LETTERS * len(seen)
    is_plea = is_ask(text) and not patterns["direct"].search(text)
    about = keys(ask.query) or topic(text) or _SORT_ALONE.match(text)
    return plain and not is_plea and bool(about)


def _fits(ask: str, text: str) -> bool:
    """Whether a piece has what answers to this kind of question have."""
    return any(kind.search(ask) and answer.search(text) for kind, answer in _sorts())


def _first(reply: Reply, name: str) -> Said | None:
    """The first sentence that a pattern of coverage.yaml matches."""
    pattern = _patterns()[name]
    return next((said for said in reply.statements if pattern.search(said.text)), None)


def _may_deal(reply: Reply) -> bool:
    """Whether it asks back, holds off, or has the answer elsewhere: an address, a slot."""
    waits = any(said.is_question or is_promise(said.text) for said in reply.statements)
    return waits or reply.has_link or "⟦" in reply.text


def _answered_before(ask: Ask, thread: Thread) -> bool:
    """Whether the same ask stood in a turn before one of ours that dealt with it."""
    asked = False
    for role, text in thread:
        if role == "customer" and _has_words(text, ask.text):
            asked = True
        elif role == "agent" and asked and keys(text) & keys(ask.text):
            return True
    return False


def _has_words(text: str, ask: str) -> bool:
    return " ".join(tokens(ask)) in " ".join(tokens(text))


def _is_same(one: Ask, other: Ask) -> bool:
    first, second = keys(one.query), keys(other.query)
    alike = len(first & second) >= SAME * len(first | second)
    return alike and _kind(one) == _kind(other) and _numbers(one) == _numbers(other)


def _kind(ask: Ask) -> str:
    """The word that tells what kind of question it is: "how much", "when"."""
    found = _KIND.search(ask.text)
    return " ".join(found[0].lower().split()) if found else ""


def _numbers(ask: Ask) -> list[str]:
    return _NUMBER.findall(ask.text)


@cache
def _raw() -> dict[str, Any]:
    raw: dict[str, Any] = yaml.load(COVERAGE.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return raw


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile("|".join(cues), re.I) for name, cues in _raw().items() if name != "sorts"
    }


@cache
def _sorts() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """What kind of question, and what an answer to it has."""
    pairs = ((one["ask"], one["answer"]) for one in _raw()["sorts"])
    return tuple((re.compile(ask, re.I), re.compile(answer, re.I)) for ask, answer in pairs)
