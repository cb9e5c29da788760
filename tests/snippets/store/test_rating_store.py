"""Ratings are kept once, the latest one, and only of conversations that were drafted for."""

from __future__ import annotations

import pytest

from snippets.analytics.facts import Facts
from snippets.analytics.ratings import rating
from snippets.library import Library
from snippets.store.ratings import Taken


@pytest.fixture
def rated(library: Library) -> Library:
    """A library with drafts for the conversations c1 and c2."""
    for name in ("c1", "c2"):
        library.record_draft(name + "-d", "drafted", 0.9, [], facts=Facts(conversation_id=name))
    return library


def test_taking_them_twice_changes_nothing(rated: Library) -> None:
    given = [rating("c1", "5"), rating("c1", "9", "nps"), rating("c2", "bad"), rating("c9", "1")]
    assert rated.ratings.take(given) == Taken(new=3, unmatched=1)
    assert rated.ratings.take(given) == Taken(unchanged=3, unmatched=1)


def test_a_dry_run_keeps_nothing(rated: Library) -> None:
    given = [rating("c1", "5")]
    assert rated.ratings.take(given, dry_run=True) == Taken(new=1)
    assert rated.ratings.take(given) == Taken(new=1)


def test_the_later_one_holds_in_whatever_order_they_come(rated: Library) -> None:
    old, new = (rating("c1", one, created_at=f"2026-03-0{one}") for one in ("2", "4"))
    assert rated.ratings.take([new, old]) == Taken(new=1)
    assert rated.ratings.take([old]) == Taken(unchanged=1)
    assert rated.ratings.take([new]) == Taken(unchanged=1)
    assert rated.ratings.take([rating("c1", "1")]) == Taken(changed=1)


def test_a_draft_without_a_conversation_is_known_by_its_id(library: Library) -> None:
    library.record_draft("t-1", "drafted", 0.9, [])
    assert library.ratings.take([rating("t-1", "good")]) == Taken(new=1)


def test_many_are_taken_at_once(library: Library) -> None:
    library.record_draft("7", "drafted", 0.9, [])
    taken = library.ratings.take([rating(str(n), "5") for n in range(2_000)])
    assert taken == Taken(new=1, unmatched=1_999)
