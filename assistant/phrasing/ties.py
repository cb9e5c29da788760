"""What belongs to what in a sentence, and whether another one has turned it round.

"Standard costs 5 euros, express 9" ties 5 to "standard"; "unplug it before you open the lid" puts
"open" under "before". A text that says the same words has to leave each where it belongs: its
numbers, days and names beside their own words, its clauses under their own "if" and "before".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from assistant.phrasing.words import REMEMBERED, base, is_small, words, written
from models.checks.factwords import MONTHS, NUMBERS
from models.text import SLOT, sentence_spans

MOST_MOVED = 1
"""Words that may change their clause: "if the lid is open, shut it" → "shut the lid if it is"."""

_PIECE = re.compile(r"[^\s,;:()–—]+|[,;:()–—]")
_DAY = re.compile(rf"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?i:{MONTHS})", re.I)
_SUBJECT = frozenset({"we", "you", "i", "they", "please"})


@dataclass(slots=True)
class Clause:
    """A stretch between marks: what governs it, its words of content and its facts in order."""

    under: str = ""
    words: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    order: list[str] = field(default_factory=list)


def keeps_ties(source: str, text: str) -> bool:
    """Whether all that two texts share belongs together in both in the same way."""
    names = _names(source) | _names(text)
    was, now = _clauses(source, names), _clauses(text, names)
    in_order = _in_order(was, now)
    return (
        _facts_stay(was, now, in_order)
        and _sequences_stay(was, now)
        and (in_order or _clauses_stay(was, now))
    )


def keeps_hedges(source: str, text: str) -> bool:
    """Whether each "some" or "usually" of the source stands by the word that the text repeats."""
    said = frozenset(map(_plain, _pieces(text)))
    shared = {base(word) for word in said}
    return all(hedge in said or borne not in shared for hedge, borne in _hedged(source))


def _hedged(text: str) -> Iterator[tuple[str, str]]:
    """Each hedge with the next word of content, or else with the last one."""
    told = [word for word in map(_plain, _pieces(text)) if word.isalpha() and not is_small(word)]
    for at, word in enumerate(told):
        if word in words("hedges"):
            near = [*told[at + 1 :], *reversed(told[:at])]
            yield word, next((base(one) for one in near if one not in words("hedges")), "")


def _facts_stay(was: Sequence[Clause], now: Sequence[Clause], in_order: bool) -> bool:
    """Whether each word has a fact beside it that it had, where there are several."""
    if len({fact for clause in was for fact in clause.facts}) < 2:
        return True
    before, after = _facts_of(was), _facts_of(now)
    for word in before.keys() & after.keys():
        if before[word] and after[word]:
            if not before[word] & after[word]:
                return False
        elif (before[word] or after[word]) and not in_order:
            return False
    return True


def _facts_of(clauses: Sequence[Clause]) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for clause in clauses:
        for word in clause.words:
            found.setdefault(word, set()).update(clause.facts)
    return found


def _sequences_stay(was: Sequence[Clause], now: Sequence[Clause]) -> bool:
    """Whether facts of one kind in one clause ("from 9 to 5") follow each other as they did."""
    kinds = {kind for clause in now for kind, _ in clause.facts}
    return all(
        _follows(_of(kind, clause), [_of(kind, one) for one in was])
        for kind in kinds
        for clause in now
    )


def _follows(values: Sequence[str], known: Sequence[Sequence[str]]) -> bool:
    """Whether values come as in one of the clauses that have two of them, if there are any."""
    near = [one for one in known if len(_common(values, one)) > 1]
    return not near or any(_common(values, one) == _common(one, values) for one in near)


def _of(kind: str, clause: Clause) -> list[str]:
    return [value for one, value in clause.facts if one == kind]


def _clauses_stay(was: Sequence[Clause], now: Sequence[Clause]) -> bool:
    """Whether words of a main clause stay in one, and those under "if" under "if"."""
    if any(clause.under and not (clause.words or clause.facts) for clause in now):
        return False
    before, after = _under(was), _under(now)
    moved = [word for word in before.keys() & after.keys() if not before[word] & after[word]]
    return len(moved) <= MOST_MOVED


def _under(clauses: Sequence[Clause]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for clause in clauses:
        for word in clause.words:
            found.setdefault(word, set()).add(clause.under)
    return found


def _in_order(was: Sequence[Clause], now: Sequence[Clause]) -> bool:
    """Whether all that both say once comes in the same order."""
    before = [one for clause in was for one in clause.order]
    after = [one for clause in now for one in clause.order]
    return _common(before, after) == _common(after, before)


def _common(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """What both have just once, in the order of the first."""
    here, there = Counter(one), Counter(other)
    return [item for item in one if here[item] == there[item] == 1]


def _clauses(text: str, names: frozenset[str]) -> list[Clause]:
    """The clauses of a text; one of facts alone belongs to the clause before it."""
    found: list[Clause] = []
    for span in sentence_spans(text):
        clauses = _split(_pieces(span.of(text)), names)
        found += _joined([one for one in clauses if one.order])
    return found


def _joined(clauses: Sequence[Clause]) -> list[Clause]:
    joined: list[Clause] = []
    for clause in clauses:
        last = joined[-1] if joined else None
        listed = last and not clause.under and not (clause.words and last.words)
        if last and listed and clause.facts and (last.facts or last.words):
            last.words += clause.words
            last.facts += clause.facts
            last.order += clause.order
        else:
            joined.append(clause)
    return joined


def _split(pieces: Sequence[str], names: frozenset[str]) -> list[Clause]:
    clauses = [Clause()]
    leading = False
    for at, piece in enumerate(pieces):
        word = _plain(piece)
        mark = _governing().get(word, "")
        if mark and not _fact(_after(pieces, at), names):
            leading = not any(one.words for one in clauses)
            clauses.append(Clause(mark, order=[f"<{mark}>"]))
        elif leading and clauses[-1].words and (piece == "," or word in _SUBJECT):
            clauses.append(Clause())
            leading = False
        elif piece in ",;:()–—" or word in written()["joining"]:
            clauses.append(Clause(clauses[-1].under))
        else:
            _add(clauses[-1], piece, names)
    return clauses


def _add(clause: Clause, piece: str, names: frozenset[str]) -> None:
    fact = _fact(piece, names)
    word = _plain(piece)
    if fact:
        clause.facts.append(fact)
        clause.order.append(":".join(fact))
    elif word and not is_small(word) and word not in words("hedges"):
        clause.words.append(base(word))
        clause.order.append(base(word))


def _after(pieces: Sequence[str], at: int) -> str:
    """The word after a mark: before a fact ("after 30 days") it bounds, and governs nothing."""
    rest = [one for one in pieces[at + 1 : at + 4] if one not in ("the", "a", "at", "about")]
    return rest[0] if rest else ""


def _fact(piece: str, names: frozenset[str]) -> tuple[str, str] | None:
    """Number, day or name, and its value."""
    word = _plain(piece)
    if any(char.isdigit() for char in word):
        return "number", word
    if word in NUMBERS:
        return "number", str(NUMBERS[word])
    if _DAY.fullmatch(word) and piece[0].isupper():
        return "day", word
    return ("name", word) if word in names else None


def _plain(piece: str) -> str:
    return piece.strip(".!?\"'“”‘’*_…").replace("’", "'").casefold().removesuffix("'s")


@lru_cache(REMEMBERED)
def _names(text: str) -> frozenset[str]:
    """Words that begin with a capital inside a sentence."""
    return frozenset(
        _plain(piece)
        for span in sentence_spans(text)
        for piece in _pieces(span.of(text))[1:]
        if piece[0].isupper() and not is_small(_plain(piece))
    )


def _pieces(text: str) -> list[str]:
    return _PIECE.findall(SLOT.sub(" ", text))


@cache
def _governing() -> dict[str, str]:
    told: dict[str, list[str]] = written()["governing"]
    return {word: mark for mark, listed in told.items() for word in listed}
