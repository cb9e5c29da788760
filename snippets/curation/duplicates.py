"""Texts that say the same: two replies, two articles, or a reply that is a whole article.

A reply that is a short form of an article is none: that is what replies are for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.text import Span
from snippets.curation.finding import Evidence, HealthFinding, Sort, finding
from snippets.curation.shelf import MOST_EMBEDDED, Pair, Shelf
from snippets.curation.statements import Statement, links
from snippets.curation.values import Value
from snippets.curation.words import are_contrasted, keys
from snippets.search.neighbours import Vectors
from snippets.snippet import Snippet

LEAST_ALIKE, LEAST_OVERLAP = 0.55, 0.12
"""Likeness of the nearest passages, and overlap of all words, from which pairs are looked at."""
LEAST = 1.42
"""Meaning of the whole, meaning of each sentence, words and values together; see `_score`."""
UNASKED = 1.8
"""The same where examples tell little: there are few on both sides, or none."""
WHOLE = 2.1
"""The same where one is a reply and the other one an article."""
SAME = 0.05
"""A difference in score that says nothing."""
VALUES, USUAL_VALUES = 0.6, 0.75
MIXED = 0.65
"""How far the examples of both have to be mixed, where each has enough of them (1: wholly)."""
FEWEST_EXAMPLES, ENOUGH_EXAMPLES = 3, 10
FEWEST_WORDS = 4
"""Content words that a text has to have to be compared at all."""
MOST_SENTENCES = 5


@dataclass(frozen=True, slots=True)
class Alike:
    """Two snippets, and how much the same they say."""

    pair: Pair
    score: float


def duplicates(shelf: Shelf) -> Iterator[HealthFinding]:
    """A finding for each two snippets of which one is what is most like the other."""
    alike = _alike(shelf)
    best: dict[str, float] = {}
    for one in alike:
        for key in one.pair:
            best[key] = max(one.score, best.get(key, 0.0))
    for one in alike:
        is_best = any(one.score >= best[key] - SAME for key in one.pair)
        if is_best and one.score >= _least(shelf, one.pair) and _asked_the_same(shelf, one.pair):
            yield _finding(shelf, one)


def _alike(shelf: Shelf) -> list[Alike]:
    words = {
        key: frozenset(word for one in of_one for word in one.words)
        for key, of_one in shelf.statements.items()
    }
    pairs = [
        (shelf.overlap(words[pair[0]], words[pair[1]]), pair)
        for pair in shelf.comparable()
        if shelf.alike[pair] >= LEAST_ALIKE
        and min(len(words[key]) for key in pair) >= FEWEST_WORDS
        and _may_be(shelf, pair)
    ]
    pairs = sorted((one for one in pairs if one[0] >= LEAST_OVERLAP), reverse=True)
    texts: dict[str, None] = {}
    looked = []
    for overlap, pair in pairs:
        texts.update((text, None) for key in pair for text in _texts(shelf, key))
        if len(texts) > MOST_EMBEDDED:
            break
        looked.append((overlap, pair))
    vectors = shelf.embed(list(texts)) if texts else {}
    return [Alike(pair, _score(shelf, pair, overlap, vectors)) for overlap, pair in looked]


def _may_be(shelf: Shelf, pair: Pair) -> bool:
    one, other = (shelf.snippets[key] for key in pair)
    if _are_contrasted(one, other):
        return False
    if one.kind == other.kind:
        return True
    short, long = sorted((len(one.body), len(other.body)))
    return short >= 0.6 * long and not _is_linked(one, other)


def _are_contrasted(one: Snippet, other: Snippet) -> bool:
    """Whether titles tell two things apart that neither text mentions together."""
    ours, theirs = keys(one.title), keys(other.title)
    if not are_contrasted(ours - theirs, theirs - ours):
        return False
    return are_contrasted(ours - theirs - keys(other.body), theirs - ours - keys(one.body))


def _is_linked(one: Snippet, other: Snippet) -> bool:
    return bool({other.url, one.url} & {*links(one.body), *links(other.body)} - {None})


def _least(shelf: Shelf, pair: Pair) -> float:
    one, other = (shelf.snippets[key] for key in pair)
    if one.kind != other.kind:
        return WHOLE
    counts = sorted((len(one.examples), len(other.examples)))
    is_added = counts[0] < FEWEST_EXAMPLES <= counts[1]
    return LEAST if is_added or counts[0] >= ENOUGH_EXAMPLES else UNASKED


def _texts(shelf: Shelf, key: str) -> list[str]:
    return [_whole(shelf, key), *(one.plain for one in shelf.statements[key])]


def _whole(shelf: Shelf, key: str) -> str:
    return " ".join(one.plain for one in shelf.statements[key])


def _score(shelf: Shelf, pair: Pair, overlap: float, vectors: Mapping[str, Vectors]) -> float:
    one, other = (shelf.statements[key] for key in pair)
    likeness = _likeness(one, other, vectors)
    whole = float(vectors[_whole(shelf, pair[0])] @ vectors[_whole(shelf, pair[1])])
    covered = (_covered(shelf, one, likeness) + _covered(shelf, other, likeness.T)) / 2
    return whole + covered + overlap / 2 + VALUES * _agreement(one, other)


def _likeness(
    one: Sequence[Statement], other: Sequence[Statement], vectors: Mapping[str, Vectors]
) -> Vectors:
    ours = np.stack([vectors[each.plain] for each in one])
    theirs = np.stack([vectors[each.plain] for each in other])
    likeness: Vectors = ours @ theirs.T
    return likeness


def _covered(shelf: Shelf, ours: Sequence[Statement], likeness: Vectors) -> float:
    """How far the other text says what this one says, sentences by the weight of their words."""
    weights = np.array([shelf.weight(one.words) for one in ours])
    return float((likeness.max(axis=1) * weights).sum() / max(weights.sum(), 1e-9))


def _agreement(one: Sequence[Statement], other: Sequence[Statement]) -> float:
    """How much more of the values the two share than texts on one subject usually do."""
    ours = [value for each in one for value in each.values]
    theirs = [value for each in other for value in each.values]
    if not ours or not theirs:
        return 0.0
    shares = sorted((_told(ours, theirs), _told(theirs, ours)))
    return (shares[1] + sum(shares) / 2) / 2 - (USUAL_VALUES if shares[1] else 2.0)


def _told(ours: Sequence[Value], theirs: Sequence[Value]) -> float:
    told = [any(one.comparable(each) and one.agrees(each) for each in theirs) for one in ours]
    return sum(told) / len(told)


def _asked_the_same(shelf: Shelf, pair: Pair) -> bool:
    """Whether the examples of the two are mixed; yes where there are too few to tell."""
    given = [shelf.snippets[key].examples for key in pair]
    if min(map(len, given)) < FEWEST_EXAMPLES:
        return True
    vectors = shelf.embed([text for of_one in given for text in of_one])
    rows = np.stack([vectors[text] for of_one in given for text in of_one])
    owner = np.array([number for number, of_one in enumerate(given) for _ in of_one])
    likeness = rows @ rows.T
    np.fill_diagonal(likeness, -1.0)
    crossed = owner[likeness.argmax(axis=1)] != owner
    by_chance = 2 * len(given[0]) * len(given[1]) / (len(owner) * (len(owner) - 1))
    return float(crossed.mean()) >= MIXED * by_chance


def _finding(shelf: Shelf, alike: Alike) -> HealthFinding:
    one, other = (shelf.snippets[key] for key in alike.pair)
    keep, drop = (other, one) if len(one.examples) < len(other.examples) else (one, other)
    what = {"reply": "replies", "article": "articles"}.get(
        one.kind if one.kind == other.kind else "", "texts"
    )
    return finding(
        Sort.DUPLICATE,
        [one, other],
        [*_evidence(shelf, alike.pair)],
        (alike.score - 1) / 1.25,
        f"Two {what} say the same: “{one.title}” and “{other.title}”.",
        f"Keep “{keep.title}”, move the examples of “{drop.title}” to it, and delete the latter.",
    )


def _evidence(shelf: Shelf, pair: Pair) -> Iterator[Evidence]:
    """The sentences of both that say the same, side by side: ours, theirs, ours, theirs."""
    one, other = (shelf.statements[key] for key in pair)
    vectors = shelf.embed([each.plain for each in (*one, *other)])
    likeness = _likeness(one, other, vectors)
    best = likeness.argmax(axis=1)
    order = np.argsort(-likeness.max(axis=1), kind="stable")[:MOST_SENTENCES]
    for place in sorted(order.tolist()):
        ours, theirs = one[place], other[int(best[place])]
        yield Evidence(ours.snippet_id, ours.text, ours.span, _apart(ours, theirs))
        yield Evidence(theirs.snippet_id, theirs.text, theirs.span, _apart(theirs, ours))


def _apart(ours: Statement, theirs: Statement) -> tuple[Span, ...]:
    """The values that the other sentence does not have."""
    return tuple(
        value.span
        for value in ours.values
        if not any(value.comparable(one) and value.agrees(one) for one in theirs.values)
    )
