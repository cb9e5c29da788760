"""Versions and approval in the store. No embedder is used."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from snippets.errors import (
    EditedMeanwhile,
    SnippetExists,
    SnippetNotFound,
    VersionDecided,
    VersionNotFound,
)
from snippets.snippet import Snippet
from snippets.store.database import Database
from snippets.store.entries import Entries
from snippets.store.review import Review
from snippets.versions import Signed

KIM, LEE = Signed("kim", "typo"), Signed("lee")


def snippet(body: str, snippet_id: str = "a", **fields: object) -> Snippet:
    given = {"id": snippet_id, "kind": "reply", "title": "T", "body": body}
    return Snippet(**given | fields)  # type: ignore[arg-type]


@pytest.fixture
def entries(database: Database) -> Entries:
    return Entries(database, "default")


@pytest.fixture
def review(entries: Entries) -> Review:
    entries.add(snippet("one"), LEE)
    return Review(entries)


def searched(entries: Entries) -> list[str]:
    return [known.snippet.body for known in entries.changes(0).changed]


class TestHistory:
    def test_every_change_makes_a_version(self, entries: Entries, review: Review) -> None:
        entries.write([snippet("two")], signed=KIM)
        new, old = review.history("a")
        assert (new.number, new.author, new.reason, new.based_on) == (2, "kim", "typo", 1)
        assert (new.snippet.body, new.state, new.current) == ("two", "approved", True)
        assert (old.snippet.body, old.author, old.current) == ("one", "lee", False)

    def test_writing_what_is_there_makes_none(self, entries: Entries, review: Review) -> None:
        revision = entries.revision()
        entries.write([snippet("one")])
        assert len(review.history("a")) == 1
        assert entries.revision() == revision

    def test_every_field_is_kept(self, entries: Entries, review: Review) -> None:
        entries.write([snippet("x", "b", examples=("e",), tags=("t",), team="blue", folder="F")])
        assert review.version("b", 1).snippet == entries.get("b")

    def test_deleting_keeps_the_versions_until_they_are_erased(
        self, entries: Entries, review: Review
    ) -> None:
        entries.delete(["a"], KIM)
        assert [one.state for one in review.history("a")] == ["deleted", "approved"]
        assert review.erase("a") == 2
        with pytest.raises(VersionNotFound, match="'a'"):
            review.history("a")

    def test_what_is_in_the_library_is_not_erased(self, review: Review) -> None:
        with pytest.raises(SnippetExists, match="delete it first"):
            review.erase("a")

    def test_numbers_go_on_after_a_deletion(self, entries: Entries, review: Review) -> None:
        entries.delete(["a"])
        entries.add(snippet("again"))
        assert entries.current("a").version == 3
        assert review.version("a", 3).based_on is None


class TestRestoring:
    def test_a_version_comes_back_as_the_newest(self, entries: Entries, review: Review) -> None:
        entries.write([snippet("two")])
        made = review.restore("a", 1, KIM)
        assert (made.number, made.snippet.body, made.current) == (3, "one", True)
        assert entries.get("a").body == "one"

    def test_a_deleted_one_comes_back(self, entries: Entries, review: Review) -> None:
        entries.delete(["a"])
        assert review.restore("a", 1, LEE).reason == "back to version 1"
        assert searched(entries) == ["one"]

    def test_it_has_to_start_from_what_is_there(self, entries: Entries, review: Review) -> None:
        entries.write([snippet("two")])
        with pytest.raises(EditedMeanwhile):
            review.restore("a", 1, KIM, expected=1)

    def test_a_number_that_never_was_is_refused(self, review: Review) -> None:
        with pytest.raises(VersionNotFound, match="'a' has no version 9"):
            review.restore("a", 9, KIM)


class TestTwoWriters:
    def test_the_second_one_is_told_both_texts(self, entries: Entries, review: Review) -> None:
        entries.write([snippet("theirs")], expected={"a": 1})
        with pytest.raises(EditedMeanwhile, match="version 2 now") as told:
            entries.write([snippet("mine")], expected={"a": 1})
        both = told.value.both
        assert (both["current"]["body"], both["current"]["version"]) == ("theirs", 2)
        assert both["yours"]["body"] == "mine"
        assert both["difference"][0]["field"] == "body"
        assert entries.get("a").body == "theirs"

    def test_who_wrote_the_same_words_is_not_bothered(
        self, entries: Entries, review: Review
    ) -> None:
        entries.write([snippet("same")], expected={"a": 1})
        entries.write([snippet("same")], expected={"a": 1})
        assert len(review.history("a")) == 2

    def test_a_deletion_counts_as_a_change(self, entries: Entries, review: Review) -> None:
        entries.delete(["a"])
        with pytest.raises(EditedMeanwhile, match="it is gone") as told:
            entries.write([snippet("mine")], expected={"a": 1})
        assert told.value.both["current"] is None

    def test_deleting_what_has_changed_is_refused(self, entries: Entries, review: Review) -> None:
        entries.write([snippet("theirs")])
        with pytest.raises(EditedMeanwhile):
            entries.delete(["a"], expected={"a": 1})

    def test_who_names_no_version_overwrites_and_nothing_is_lost(
        self, entries: Entries, review: Review
    ) -> None:
        entries.write([snippet("theirs")])
        entries.write([snippet("mine")])
        assert [one.snippet.body for one in review.history("a")] == ["mine", "theirs", "one"]


class TestApproval:
    def test_a_change_waits_while_the_old_text_is_in_use(
        self, entries: Entries, review: Review
    ) -> None:
        made = review.propose(snippet("better"), KIM)
        assert (made.number, made.state, made.current, made.based_on) == (2, "proposed", False, 1)
        assert searched(entries) == ["one"]
        approved = review.approve("a", 2, "lee", "thanks")
        assert (approved.state, approved.decided_by, approved.word) == ("approved", "lee", "thanks")
        assert searched(entries) == ["better"]
        assert review.queue() == []

    def test_a_new_one_is_there_and_not_searched(self, entries: Entries, review: Review) -> None:
        review.propose(snippet("new", "b"), KIM)
        assert entries.get("b").status == "proposed"
        assert searched(entries) == ["one"]
        review.approve("b", 1, "lee")
        assert sorted(searched(entries)) == ["new", "one"]

    def test_a_rejected_change_is_kept_with_the_word(
        self, entries: Entries, review: Review
    ) -> None:
        review.propose(snippet("worse"), KIM)
        review.reject("a", 2, "lee", "too long")
        assert (review.version("a", 2).state, review.version("a", 2).word) == (
            "rejected",
            "too long",
        )
        assert searched(entries) == ["one"]

    def test_a_rejected_new_one_is_a_draft_again(self, entries: Entries, review: Review) -> None:
        review.propose(snippet("new", "b"), KIM)
        review.reject("b", 1, "lee")
        assert entries.get("b").status == "draft"
        assert review.queue() == []
        assert review.approve("b", 1, "lee").state == "approved"

    def test_a_later_proposal_of_a_new_one_takes_the_place_of_the_first(
        self, review: Review
    ) -> None:
        review.propose(snippet("new", "b"), KIM)
        review.propose(snippet("newer", "b"), KIM)
        assert [(one.snippet.id, one.number) for one in review.queue()] == [("b", 2)]
        assert review.version("b", 1).state == "replaced"

    def test_a_draft_waits_for_nobody(self, entries: Entries, review: Review) -> None:
        review.propose(snippet("half", "b"), KIM, state="draft")
        assert review.queue() == []
        assert searched(entries) == ["one"]

    def test_what_is_decided_is_not_decided_again(self, review: Review) -> None:
        review.propose(snippet("better"), KIM)
        review.approve("a", 2, "lee")
        for decide in (review.approve, review.reject):
            with pytest.raises(VersionDecided, match="is approved already"):
                decide("a", 2, "lee")

    def test_a_proposal_that_was_overtaken_needs_a_second_look(
        self, entries: Entries, review: Review
    ) -> None:
        review.propose(snippet("better"), KIM)
        entries.write([snippet("other")], signed=LEE)
        with pytest.raises(EditedMeanwhile) as told:
            review.approve("a", 2, "lee")
        assert told.value.both["current"]["body"] == "other"
        assert review.approve("a", 2, "lee", seen=3).current
        assert searched(entries) == ["better"]

    def test_a_proposal_for_what_was_deleted_does_not_bring_it_back(
        self, entries: Entries, review: Review
    ) -> None:
        review.propose(snippet("better"), KIM)
        entries.delete(["a"])
        with pytest.raises(EditedMeanwhile, match="it is gone"):
            review.approve("a", 2, "lee")

    def test_proposing_may_name_what_it_started_from(
        self, entries: Entries, review: Review
    ) -> None:
        entries.write([snippet("two")])
        with pytest.raises(EditedMeanwhile):
            review.propose(snippet("mine"), KIM, started_from=1)

    @pytest.mark.parametrize("status", ["draft", "proposed", "archived"])
    def test_what_is_not_approved_never_reaches_search(
        self, entries: Entries, review: Review, status: str
    ) -> None:
        since = entries.revision()
        entries.write([snippet("one", status=status)])
        assert entries.changes(since).gone == ("a",)
        assert (searched(entries), entries.in_use(), entries.until(99)) == ([], [], [])

    def test_an_archived_one_comes_back(self, entries: Entries, review: Review) -> None:
        entries.write([snippet("one", status="archived")])
        entries.write([snippet("one")])
        assert searched(entries) == ["one"]


@pytest.mark.parametrize(
    "act",
    [
        lambda review: review.version("none", 1),
        lambda review: review.approve("none", 1, "x"),
        lambda review: review.history("none"),
    ],
)
def test_a_version_that_never_was_is_named(review: Review, act: Callable[[Review], object]) -> None:
    with pytest.raises(VersionNotFound, match="'none'"):
        act(review)


def test_deleting_what_is_not_there_keeps_no_version(entries: Entries, review: Review) -> None:
    with pytest.raises(SnippetNotFound):
        entries.delete(["a", "none"])
    assert len(review.history("a")) == 1
