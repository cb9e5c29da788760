"""Lists: filters, words, order and pages; and one change to many. No embedder is used."""

from __future__ import annotations

import pytest

from snippets.bulk import Change
from snippets.errors import FragmentInUse, SnippetInvalid, SnippetNotFound
from snippets.listing import Order, Wanted
from snippets.snippet import Snippet
from snippets.store.database import Database
from snippets.store.entries import Entries
from snippets.store.listing import Listing
from snippets.store.review import Review
from snippets.store.uses import Uses
from snippets.versions import Signed


def snippet(snippet_id: str, title: str = "T", **fields: object) -> Snippet:
    given = {"id": snippet_id, "kind": "reply", "title": title, "body": f"body of {snippet_id}"}
    return Snippet(**given | fields)  # type: ignore[arg-type]


SHELF = [
    snippet("a", "Über refunds", folder="Returns/Refunds", tags=("money",), shortcut="ref"),
    snippet("b", "boxes", folder="Returns", locale="de", audience="internal"),
    snippet("c", "Cables", folder="Returnsdesk", kind="article", status="archived"),
    snippet("d", "Delivery", tags=("money", "post"), variant_of="a"),
]


@pytest.fixture
def entries(database: Database) -> Entries:
    entries = Entries(database, "default")
    entries.write(SHELF)
    return entries


@pytest.fixture
def listing(database: Database, entries: Entries) -> Listing:
    return Listing(database, entries.rows)


def listed(listing: Listing, wanted: Wanted, order: Order | None = None) -> str:
    page = listing.page(wanted, order or Order())
    return "".join(one.current.snippet.id for one in page.items)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(), "abcd"),
        (Wanted(folder="Returns"), "ab"),
        (Wanted(folder="Returns/Refunds/"), "a"),
        (Wanted(folder="/"), "d"),
        (Wanted(tag="money"), "ad"),
        (Wanted(kind="article"), "c"),
        (Wanted(status="archived"), "c"),
        (Wanted(locale="de"), "b"),
        (Wanted(audience="internal"), "b"),
        (Wanted(variant_of="a"), "d"),
        (Wanted(tag="money", folder="Returns"), "a"),
        (Wanted(text="uber REFUNDS"), "a"),
        (Wanted(text="ref body"), "a"),
        (Wanted(text="post"), "d"),
        (Wanted(text="100%"), ""),
        (Wanted(text="body _"), ""),
    ],
    ids=str,
)
def test_a_list_is_narrowed(listing: Listing, wanted: Wanted, ids: str) -> None:
    assert listed(listing, wanted) == ids
    assert listing.ids(wanted) == list(ids)


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        (Order("title"), "bcda"),
        (Order("title", down=True), "adcb"),
        (Order("id", after="b"), "cd"),
        (Order("title", offset=1, limit=2), "cd"),
    ],
    ids=str,
)
def test_a_list_is_sorted_and_paged(listing: Listing, order: Order, ids: str) -> None:
    assert listed(listing, Wanted(), order) == ids
    assert listing.page(Wanted(), order).total == 4


def test_the_latest_change_comes_first(listing: Listing, entries: Entries) -> None:
    entries.write([snippet("b", "new")])
    assert listed(listing, Wanted(), Order("updated", down=True)).startswith("b")


def test_the_most_used_comes_first(database: Database, listing: Listing) -> None:
    uses = Uses(database, "default")
    for draft, action in (("1", "sent"), ("2", "edited"), ("3", "discarded"), ("1", "sent")):
        uses.drafted(draft, "drafted", 0.9, ["c", "d"] if draft == "1" else ["d"])
        uses.became(draft, action, None)
    page = listing.page(Wanted(), Order("used", down=True, limit=2))
    assert [(one.current.snippet.id, one.used) for one in page.items] == [("d", 2), ("c", 1)]
    uses.became("1", "discarded", None)
    page = listing.page(Wanted(), Order("used", down=True, limit=2))
    assert [(one.current.snippet.id, one.used) for one in page.items] == [("d", 1), ("a", 0)]


def test_a_list_tells_what_waits(entries: Entries, listing: Listing) -> None:
    Review(entries).propose(snippet("a", "better"), Signed("kim"))
    assert [one.waiting for one in listing.page(Wanted(), Order()).items] == [1, 0, 0, 0]


def test_facets_count(listing: Listing) -> None:
    facets = listing.facets(Wanted().scope)
    assert facets["folder"] == {"Returns": 1, "Returns/Refunds": 1, "Returnsdesk": 1}
    assert facets["tag"] == {"money": 2, "post": 1}
    assert facets["status"] == {"approved": 3, "archived": 1}


class TestBulk:
    def test_one_change_is_made_to_all(self, entries: Entries) -> None:
        change = Change.from_dict(
            {"add_tags": ["new"], "remove_tags": ["money"], "folder": " A / B ", "team": "blue"}
        )
        assert entries.change(["a", "d", "a"], change, Signed("kim", "tidy")) == 2
        assert [(one.tags, one.folder, one.team) for one in entries.all() if one.id in "ad"] == [
            (("new",), "A/B", "blue"),
            (("post", "new"), "A/B", "blue"),
        ]
        assert Review(entries).history("a")[0].reason == "tidy"

    def test_a_field_may_be_emptied(self, entries: Entries) -> None:
        entries.change(["a"], Change.from_dict({"folder": "", "team": None}))
        assert entries.get("a").folder == ""

    def test_all_or_nothing(self, entries: Entries) -> None:
        with pytest.raises(SnippetNotFound, match="'none'; nothing was changed"):
            entries.change(["a", "none"], Change(add_tags=("x",)))
        assert entries.all() == SHELF

    def test_what_others_hold_stays_in_use(self, entries: Entries) -> None:
        entries.write([snippet("e", body="{{> a}}")])
        with pytest.raises(FragmentInUse):
            entries.change(["a", "b"], Change.from_dict({"status": "archived"}))
        assert entries.get("b").status == "approved"

    @pytest.mark.parametrize(
        "given", [{}, {"status": "x"}, {"add_tags": [""]}, {"folder": "x" * 501}], ids=str
    )
    def test_a_change_has_to_be_one(self, given: dict[str, object]) -> None:
        with pytest.raises(SnippetInvalid):
            Change.from_dict(given)
