"""The same thing told with two values, among replies and against articles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.text import Span
from snippets.curation.finding import Evidence, HealthFinding, Sort, finding
from snippets.curation.shelf import MOST_EMBEDDED, Shelf
from snippets.curation.statements import Statement, names
from snippets.curation.values import CONDITIONS, Value
from snippets.curation.words import are_contrasted, keys
from snippets.snippet import plain

LEAST_OVERLAP = 0.34
"""The share of words, by weight, that two claims about one thing have in common at least."""
LEAST = 1.2
"""Overlap of words and likeness of meaning together from which two claims are about one thing."""
WITHIN, FEWEST_WORDS = 0.6, 3
"""What it counts that a claim of so many words is all in the other one."""
ESTABLISHED = 0.3
"""So much more is wanted where each of the two values is told elsewhere in the library, too."""
SUPPORTING = 0.35
"""Overlap with a statement of the same value which tells that it supports a claim."""
CONTACTS = frozenset({"url", "email", "phone", "street"})
"""Ways to reach: sentences with them say little else, so less in common is enough."""
NUMBERED = frozenset({"phone", "street"})
LESS = 0.25
AGREEING = 0.15
"""What it counts that two sentences agree in another value."""

_CLAUSE = re.compile(r"[;:]\s|,\s(?:and|but|so|or|while|then|whereas|plus|less)\b|\bbut\b|\n")
_ROLES = {
    "least": re.compile(
        r"\b(?:from|over|above|more than|at least|starting at|exceeding|minimum of)\s*(?:the\s)?\Z",
        re.I,
    ),
    "most": re.compile(r"\b(?:below|under|less than)\s*\Z", re.I),
    "every": re.compile(r"\b(?:every|each|per)\s*(?:\d+, )*\Z", re.I),
}
_OFF = re.compile(r"\s*(?:off|discount|less|more|extra)\b", re.I)
_BEFORE = 24
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Claim:
    """A value with the clause that it stands in."""

    of: Statement
    value: Value
    words: frozenset[str]
    names: frozenset[str]
    role: str
    condition: Value | None

    @property
    def place(self) -> tuple[str, Span]:
        """Where it stands."""
        return self.of.snippet_id, self.value.span


@dataclass(slots=True)
class Clash:
    """Two claims that may be about one thing, with how far their words are the same."""

    one: Claim
    other: Claim
    overlap: float
    score: float = 0.0


def contradictions(shelf: Shelf) -> Iterator[HealthFinding]:
    """A finding for each claim that others contradict; of two, the one with less support."""
    claims = {key: _claims(of_one) for key, of_one in shelf.statements.items()}
    clashes = sorted(_clashes(shelf, claims), key=lambda one: -one.overlap)
    clashes = _alike(shelf, clashes)
    support = _support(shelf, claims, clashes)
    groups: dict[tuple[str, Span], list[Clash]] = defaultdict(list)
    for clash in clashes:
        odd, other = sorted(
            (clash.one, clash.other), key=lambda one: (support[one.place], one.place)
        )
        both_told = min(support[odd.place], support[other.place]) > 0
        if clash.score >= _least(odd) + ESTABLISHED * both_told:
            groups[odd.place].append(Clash(odd, other, clash.overlap, clash.score))
    for group in groups.values():
        yield _finding(shelf, group)


def _claims(statements: Iterable[Statement]) -> list[Claim]:
    return [
        _claim(one, value)
        for one in statements
        for value in one.values
        if value.sort not in CONDITIONS
    ]


def _claim(of: Statement, value: Value) -> Claim:
    start, end = _clause(of, value)
    local = of.text[start:end]
    words = keys(plain(local)) & of.words
    if len(words) < 2:
        words, local = of.words, of.text
    before = of.text[: value.span.start - of.span.start][-_BEFORE:]
    after = of.text[value.span.end - of.span.start :]
    role = next((name for name, pattern in _ROLES.items() if pattern.search(before)), "")
    if _OFF.match(after):
        role = "off"
    conditions = [one for one in of.values if one.sort in CONDITIONS]
    nearest = min(conditions, key=lambda one: abs(one.span.start - value.span.start), default=None)
    return Claim(of, value, words, names(local) & words, role, nearest)


def _clause(of: Statement, value: Value) -> tuple[int, int]:
    """From where to where, in the sentence, a value's clause goes."""
    at = value.span.start - of.span.start
    end_of_value = value.span.end - of.span.start
    bounds = [found.span() for found in _CLAUSE.finditer(of.text)]
    start = max((end for _, end in bounds if end <= at), default=0)
    end = min((begin for begin, _ in bounds if begin >= end_of_value), default=len(of.text))
    return start, end


def _clashes(shelf: Shelf, claims: dict[str, list[Claim]]) -> Iterator[Clash]:
    titles = {key: keys(one.title) for key, one in shelf.snippets.items()}
    for first, second in shelf.comparable():
        for one in claims[first]:
            for other in claims[second]:
                clash = _clash(shelf, one, other, titles)
                if clash and not _supported(shelf, clash, claims):
                    yield clash
    for of_one in claims.values():
        for place, one in enumerate(of_one):
            for other in of_one[place + 1 :]:
                clash = _clash(shelf, one, other, titles)
                if clash and clash.overlap >= SAME_TEXT and not _are_cases(one, other):
                    yield clash


SAME_TEXT = 0.4
"""Within one text, which sets cases side by side, two claims have to have more in common."""


def _are_cases(one: Claim, other: Claim) -> bool:
    """Whether two sentences of one text differ in another value, too, or are one sentence."""
    if one.of is other.of:
        return True
    return any(
        ours.comparable(theirs) and not ours.agrees(theirs)
        for ours in one.of.values
        for theirs in other.of.values
        if (ours, theirs) != (one.value, other.value)
    )


def _clash(
    shelf: Shelf, one: Claim, other: Claim, titles: dict[str, frozenset[str]]
) -> Clash | None:
    if not one.value.comparable(other.value) or one.value.agrees(other.value):
        return None
    if one.role != other.role and (one.value.sort == "money" or "every" in (one.role, other.role)):
        return None
    overlap = _overlap(shelf, one, other)
    overlap += AGREEING * _share_a_value(one, other)
    least = LEAST_OVERLAP - LESS / 2 * (one.value.sort in CONTACTS)
    if overlap < least or _apart(one, other, titles):
        return None
    return Clash(one, other, overlap)


def _overlap(shelf: Shelf, one: Claim, other: Claim) -> float:
    """The overlap of words; more where a short claim is all in a long one."""
    overlap = shelf.overlap(one.words, other.words)
    shorter, longer = sorted((one.words, other.words), key=len)
    if len(shorter) < FEWEST_WORDS and one.value.sort not in NUMBERED:
        return overlap
    return max(overlap, WITHIN * shelf.share(shorter, longer))


def _share_a_value(one: Claim, other: Claim) -> bool:
    """Whether the two sentences agree in another value, and so may well be about one thing."""
    return any(
        ours.is_same(theirs) and ours.sort not in CONTACTS
        for ours in one.of.values
        for theirs in other.of.values
        if ours is not one.value and theirs is not other.value
    )


def _apart(one: Claim, other: Claim, titles: dict[str, frozenset[str]]) -> bool:
    """Whether words, names or conditions tell that the two are about different things."""
    if _also_says(one, other) or _also_says(other, one):
        return True
    if (
        one.of.is_step
        and other.of.is_step
        and not titles[one.of.snippet_id] & titles[other.of.snippet_id]
    ):
        return True
    if are_contrasted(one.words - other.words, other.words - one.words):
        return True
    first, second = one.condition, other.condition
    if first and second and first.sort == second.sort and not first.agrees(second):
        return True
    ours = one.names - other.of.words - titles[other.of.snippet_id]
    theirs = other.names - one.of.words - titles[one.of.snippet_id]
    return bool(ours and theirs)


def _also_says(one: Claim, other: Claim) -> bool:
    """Whether our sentence has their value or its figures, too ("2 years, 5 for the blade")."""
    if any(value.comparable(other.value) and value.agrees(other.value) for value in one.of.values):
        return True
    figures = _FIGURE.findall(other.value.span.shifted(-other.of.span.start).of(other.of.text))
    return bool(figures) and set(figures) <= set(_FIGURE.findall(one.of.text))


def _supported(shelf: Shelf, clash: Clash, claims: dict[str, list[Claim]]) -> bool:
    """Whether either text also says, of the same thing, what the other one says."""
    pairs = ((clash.one, clash.other), (clash.other, clash.one))
    return any(
        _agree(ours, theirs) and shelf.overlap(ours.words, theirs.words) >= SUPPORTING
        for ours, there in pairs
        for theirs in claims[there.of.snippet_id]
    )


def _agree(one: Claim, other: Claim) -> bool:
    return one.value.comparable(other.value) and one.value.agrees(other.value)


def _alike(shelf: Shelf, clashes: Sequence[Clash]) -> list[Clash]:
    """The clashes whose statements mean about the same but for their values."""
    texts: dict[str, None] = {}
    looked: list[Clash] = []
    for clash in clashes:
        texts.update(dict.fromkeys((clash.one.of.masked, clash.other.of.masked)))
        if len(texts) > MOST_EMBEDDED:
            break
        looked.append(clash)
    vectors = shelf.embed(list(texts)) if looked else {}
    for clash in looked:
        likeness = vectors[clash.one.of.masked] @ vectors[clash.other.of.masked]
        clash.score = clash.overlap + float(likeness)
    return [clash for clash in looked if clash.score >= _least(clash.one)]


def _least(claim: Claim) -> float:
    return LEAST - LESS * (claim.value.sort in CONTACTS)


def _support(
    shelf: Shelf, claims: dict[str, list[Claim]], clashes: Sequence[Clash]
) -> dict[tuple[str, Span], int]:
    """How many other snippets say the same as each claim."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for one, other in shelf.alike:
        neighbours[one].add(other)
        neighbours[other].add(one)
    wanted = {claim.place: claim for clash in clashes for claim in (clash.one, clash.other)}
    named = Counter(
        value
        for of_one in claims.values()
        for value in {one.value.text for one in of_one if one.value.sort in CONTACTS}
    )
    return {
        place: named[claim.value.text] - 1
        if claim.value.sort in CONTACTS
        else sum(
            any(
                _agree(claim, theirs) and shelf.overlap(claim.words, theirs.words) >= SUPPORTING
                for theirs in claims.get(near, ())
            )
            for near in neighbours[claim.of.snippet_id]
        )
        for place, claim in wanted.items()
    }


def _finding(shelf: Shelf, group: Sequence[Clash]) -> HealthFinding:
    best = sorted(group, key=lambda one: -one.score)
    odd, others = best[0].one, {clash.other.of.snippet_id: clash.other for clash in reversed(best)}
    seen = dict.fromkeys((odd.of.snippet_id, *(clash.other.of.snippet_id for clash in best)))
    body = shelf.snippets[odd.of.snippet_id].body
    said = odd.value.span.of(body)
    first = best[0].other
    theirs = first.value.span.of(shelf.snippets[first.of.snippet_id].body)
    more = f" ({len(others)} snippets)" if len(others) > 1 else ""
    return finding(
        Sort.CONTRADICTION,
        [shelf.snippets[key] for key in seen],
        [_evidence(odd), *(_evidence(one) for one in reversed(others.values()))],
        0.5 + (best[0].score - 1) / 2,
        f"One text says “{said}”, another one “{theirs}”{more}.",
        f"Find out which of the two is true, “{said}” or “{theirs}”, and change the other.",
        about=said,
    )


def _evidence(claim: Claim) -> Evidence:
    return Evidence(claim.of.snippet_id, claim.of.text, claim.of.span, (claim.value.span,))
