"""Texts beside an index of keywords have the scores that they would have in it."""

from __future__ import annotations

import pytest

from snippets.search.bm25 import Unindexed
from snippets.search.keywords import Keywords
from snippets.search.neighbours import Rows

FIELDS = ("title", "body")
TEXTS = [
    {"title": f"Parcel number {n}", "body": f"The parcel {'is late ' * n}and comes"}
    for n in range(1, 60)
]
NEW = {"title": "Late refund", "body": "A refund of the parcel, late as a wombat, is on its way"}


def rows(first: int, count: int) -> Rows:
    return Rows.of((first + n, 0, 0) for n in range(count))


@pytest.fixture
def keywords() -> Keywords:
    made = Keywords(FIELDS)
    made.add(rows(0, len(TEXTS)), TEXTS)
    made.commit()
    return made


@pytest.mark.parametrize("query", ["late parcel", "number", "the late wombat", "refund comes"])
def test_the_score_is_as_if_it_were_in(keywords: Keywords, query: str) -> None:
    beside = Unindexed(keywords, rows(99, 1), [NEW]).best(query)
    keywords.add(rows(99, 1), [NEW])
    keywords.commit()
    found = keywords.best(query, 100)
    inside = found.likeness[found.rows.owner == 99]
    assert beside.likeness.tolist() == pytest.approx(inside.tolist(), rel=0.1)


def test_what_shares_no_word_is_not_found(keywords: Keywords) -> None:
    assert len(Unindexed(keywords, rows(99, 1), [NEW]).best("opening hours").rows) == 0


def test_the_best_comes_first() -> None:
    texts = [{"title": "x", "body": "late"}, {"title": "late", "body": "late late"}]
    beside = Unindexed(Keywords(FIELDS), rows(7, 2), texts)
    assert beside.best("late").rows.owner.tolist() == [8, 7]


def test_how_common_a_stem_is(keywords: Keywords) -> None:
    known = keywords.commonness("title", "parcel")
    assert known is not None
    assert (known.rows, known.of, known.length) == (59, 59, 3)
    assert keywords.commonness("title", "wombat") is None
