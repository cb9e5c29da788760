"""Who sees which snippets, in a search and in a list. Uses the hashing embedder."""

from __future__ import annotations

import pytest

from snippets.library import Library
from snippets.listing import Order, Wanted
from snippets.scope import EVERYONE, Scope
from snippets.snippet import Snippet

BODY = "Umbrellas stand in the hall."
SHARED = Snippet("shared", "reply", "Umbrellas", BODY)
TEAM = Snippet("team", "reply", "Umbrellas", BODY, team="blue")
OWN = Snippet("own", "reply", "Umbrellas", BODY, owner="kim")
DRAFT = Snippet("draft", "reply", "Umbrellas", BODY, status="draft")
ALL = (SHARED, TEAM, OWN, DRAFT)

SEEN = [
    (EVERYONE, {"shared", "draft"}),
    (Scope(team="blue"), {"shared", "draft", "team"}),
    (Scope(team="red"), {"shared", "draft"}),
    (Scope(agent="kim"), {"shared", "draft", "own"}),
    (Scope(agent="lee"), {"shared", "draft"}),
    (Scope(every_team=True), {"shared", "draft", "team"}),
    (Scope("blue", "kim", approved=True), {"shared", "team", "own"}),
]


@pytest.fixture
def shelf(library: Library) -> Library:
    library.delete([one.id for one in library.all()])
    library.put(ALL)
    return library


@pytest.mark.parametrize(("scope", "ids"), SEEN)
def test_a_scope_sees(scope: Scope, ids: set[str]) -> None:
    assert {one.id for one in ALL if scope.sees(one)} == ids


@pytest.mark.parametrize(("scope", "ids"), SEEN)
def test_a_list_shows_what_the_scope_sees(shelf: Library, scope: Scope, ids: set[str]) -> None:
    page = shelf.listing.page(Wanted(scope=scope), Order())
    assert {one.current.snippet.id for one in page.items} == ids
    assert page.total == len(ids) == sum(shelf.listing.facets(scope)["kind"].values())


@pytest.mark.parametrize(("scope", "ids"), SEEN)
def test_a_search_finds_what_the_scope_sees_and_is_approved(
    shelf: Library, scope: Scope, ids: set[str]
) -> None:
    found = {match.snippet.id for match in shelf.search("Umbrellas", scope=scope)}
    assert found == ids - {"draft"}


def test_a_fragment_is_not_found_by_itself(shelf: Library) -> None:
    shelf.put([Snippet("part", "reply", "Umbrellas", BODY, tags=("fragment",))])
    assert [match.snippet.id for match in shelf.search("Umbrellas")] == ["shared"]
