"""Fragments in the store: one edit updates all, and nothing is broken. No embedder is used."""

from __future__ import annotations

import pytest

from snippets.errors import FragmentInUse, FragmentInvalid
from snippets.snippet import Snippet
from snippets.store.database import Database
from snippets.store.entries import Entries
from snippets.store.review import Review
from snippets.versions import UNSIGNED


def snippet(snippet_id: str, body: str, **fields: object) -> Snippet:
    given = {"id": snippet_id, "kind": "reply", "title": "T", "body": body}
    return Snippet(**given | fields)  # type: ignore[arg-type]


@pytest.fixture
def entries(database: Database) -> Entries:
    entries = Entries(database, "default")
    entries.write(
        [
            snippet("visit", "Come by. {{> hours}}"),
            snippet("hours", "We are open {{> days}}.", tags=("fragment",)),
            snippet("days", "Monday to Friday", tags=("fragment",)),
        ]
    )
    return entries


def test_search_sees_the_text_with_fragments_put_in(entries: Entries) -> None:
    assert [one.body for one in entries.in_use()] == ["Come by. We are open Monday to Friday."]
    assert entries.in_full("visit").body == "Come by. We are open Monday to Friday."
    assert entries.get("visit").body == "Come by. {{> hours}}"


def test_one_edit_reaches_all_that_hold_it(entries: Entries) -> None:
    since = entries.revision()
    entries.write([snippet("days", "daily", tags=("fragment",))])
    changes = entries.changes(since)
    assert [one.snippet.body for one in changes.changed] == ["Come by. We are open daily."]
    assert [one.id for one in entries.holders("days")] == ["hours", "visit"]


@pytest.mark.parametrize(
    ("change", "circle"),
    [
        (snippet("days", "{{> days}}"), "days → days"),
        (snippet("days", "{{> visit}}"), "days → visit → hours → days"),
    ],
    ids=["itself", "three"],
)
def test_a_circle_is_refused_and_named(entries: Entries, change: Snippet, circle: str) -> None:
    with pytest.raises(FragmentInvalid, match=f"in a circle: {circle}"):
        entries.write([change])
    assert entries.get("days").body == "Monday to Friday"


def test_a_missing_fragment_is_refused(entries: Entries) -> None:
    with pytest.raises(FragmentInvalid, match="the fragment 'none', which does not exist"):
        entries.add(snippet("new", "{{> none}}"))


def test_a_proposal_is_looked_at_too(entries: Entries) -> None:
    with pytest.raises(FragmentInvalid, match="'none'"):
        Review(entries).propose(snippet("visit", "{{> none}}"), UNSIGNED)


@pytest.mark.parametrize(
    "change",
    [
        snippet("days", "Monday", status="archived"),
        snippet("days", "Monday", team="blue"),
        snippet("days", "Monday", owner="kim"),
        snippet("days", "Monday", audience="internal"),
    ],
    ids=["archived", "team", "owner", "internal"],
)
def test_a_fragment_stays_good_for_all_that_hold_it(entries: Entries, change: Snippet) -> None:
    with pytest.raises(FragmentInUse, match="can't hold the fragment 'days'"):
        entries.write([change])


def test_a_fragment_in_use_is_not_deleted(entries: Entries) -> None:
    with pytest.raises(FragmentInUse, match="'hours' holds the fragment 'days'"):
        entries.delete(["days"])
    entries.delete(["days", "hours", "visit"])
    assert entries.count() == 0


def test_a_draft_may_hold_a_draft(entries: Entries) -> None:
    entries.write(
        [
            snippet("new", "x {{> part}}", status="draft"),
            snippet("part", "y", status="draft"),
        ]
    )
    with pytest.raises(FragmentInvalid, match="it is not in use"):
        entries.write([snippet("new", "x {{> part}}")])


def test_what_no_longer_holds_it_lets_it_go(entries: Entries) -> None:
    entries.write([snippet("hours", "Always open")])
    entries.delete(["days"])
    assert entries.holders("hours") == entries.all()[1:]


def test_fragments_do_not_grow_without_end(entries: Entries) -> None:
    chain = [snippet(f"f{n}", f"{{{{> f{n - 1}}}}}" * 2) for n in range(1, 19)]
    with pytest.raises(FragmentInvalid, match="is longer than 200,000 characters"):
        entries.write([snippet("f0", "ten chars!"), *chain])


def test_fragments_do_not_stand_in_each_other_without_end(entries: Entries) -> None:
    chain = [snippet(f"f{n}", f"{{{{> f{n - 1}}}}}") for n in range(1, 200)]
    with pytest.raises(FragmentInvalid, match="more than 20 deep"):
        entries.write([snippet("f0", "x"), *chain])
