"""Proposals as rows, and what is decided about them. No embedder is used but the fake."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from snippets.errors import (
    ProposalAccepted,
    ProposalNotFound,
    SnippetExists,
    SnippetInvalid,
)
from snippets.library import Library
from snippets.proposals.proposing import Proposal
from snippets.snippet import Snippet
from snippets.store.database import Database
from snippets.store.entries import Entries
from snippets.store.proposals import Proposals

UMBRELLA = "Umbrellas stand in the hall beside the door, and anybody may borrow one for the day."
BICYCLE = "Bicycles belong in the yard behind the house; the key to its gate hangs in the kitchen."

PARCEL = "Parcels for neighbours lie under the stairs until somebody comes to fetch them."


def proposal(body: str = UMBRELLA, proposal_id: str = "u1", **given: object) -> Proposal:
    one = Proposal(
        id=proposal_id,
        title="Where umbrellas are",
        body=body,
        examples=("It rains", "May I take an umbrella?"),
        count=4,
        lately=2,
        agents=2,
        first_seen=date(2026, 1, 5),
        last_seen=date(2026, 3, 1),
    )
    return replace(one, **given)  # type: ignore[arg-type]


@pytest.fixture
def rows(database: Database) -> Proposals:
    return Proposals(database, Entries(database, "default"))


class TestKeeping:
    def test_what_is_kept_is_read(self, rows: Proposals) -> None:
        undated = proposal(BICYCLE, "b1", first_seen=None, last_seen=None, lately=0)
        assert rows.keep([proposal(), undated]) == 2
        assert rows.all("open") == [proposal(), undated]
        assert rows.get("u1") == proposal()

    def test_the_most_used_lately_comes_first(self, rows: Proposals) -> None:
        rows.keep([proposal(), proposal(BICYCLE, "b1", lately=3)])
        assert [one.id for one in rows.all()] == ["b1", "u1"]

    def test_the_same_again_is_not_doubled(self, rows: Proposals) -> None:
        assert [rows.keep([proposal()]), rows.keep([proposal()])] == [1, 0]
        assert len(rows.all()) == 1

    @pytest.mark.parametrize(
        "body",
        [
            UMBRELLA.replace("anybody", "everybody"),
            f"{UMBRELLA} Bring it back.",
            f"{UMBRELLA}\n\n{BICYCLE}",
        ],
    )
    def test_an_open_one_takes_on_what_was_found_of_it(self, rows: Proposals, body: str) -> None:
        rows.keep([proposal()])
        later = proposal(
            body, "u2", title="New", count=9, first_seen=date(2026, 2, 1), last_seen=None
        )
        assert rows.keep([later]) == 0
        assert rows.all() == [
            replace(later, id="u1", first_seen=date(2026, 1, 5), last_seen=date(2026, 3, 1))
        ]

    def test_the_first_of_two_that_say_the_same_wins(self, rows: Proposals) -> None:
        rows.keep([proposal()])
        rows.keep([proposal(count=9), proposal(f"{UMBRELLA} Truly.", "u2", count=5)])
        assert [one.count for one in rows.all()] == [9]

    @pytest.mark.parametrize("body", [UMBRELLA, UMBRELLA.replace("anybody", "everybody")])
    def test_a_rejected_one_never_comes_back(self, rows: Proposals, body: str) -> None:
        rows.keep([proposal()])
        rows.reject("u1")
        assert rows.keep([proposal(body, "u2", count=50)]) == 0
        assert rows.all("open") == []
        assert rows.get("u1").count == 4

    def test_more_than_a_rejected_one_is_proposed(self, rows: Proposals) -> None:
        rows.keep([proposal()])
        rows.reject("u1")
        assert rows.keep([proposal(f"{UMBRELLA}\n\n{BICYCLE}\n\n{PARCEL}", "u2")]) == 1

    def test_an_accepted_one_does_not_come_back(self, rows: Proposals) -> None:
        rows.keep([proposal()])
        rows.accept("u1", body="Something else.")
        assert rows.keep([proposal()]) == 0
        assert rows.all("open") == []

    def test_workspaces_never_see_each_other(self, database: Database, rows: Proposals) -> None:
        other = Proposals(database, Entries(database, "other"))
        rows.keep([proposal()])
        assert other.all() == []
        assert other.keep([proposal(title="Theirs")]) == 1
        other.reject("u1")
        assert rows.get("u1") == proposal()


class TestDeciding:
    def test_accepting_adds_a_reply_with_its_examples(
        self, rows: Proposals, database: Database
    ) -> None:
        rows.keep([proposal()])
        snippet = rows.accept("u1")
        assert snippet == Snippet(
            "where-umbrellas-are-u1",
            "reply",
            "Where umbrellas are",
            UMBRELLA,
            examples=("It rains", "May I take an umbrella?"),
        )
        assert Entries(database, "default").all() == [snippet]
        decided = rows.get("u1")
        assert (decided.state, decided.snippet_id) == ("accepted", snippet.id)
        assert decided.decided_at is not None

    def test_accepting_may_change_title_text_and_id(self, rows: Proposals) -> None:
        rows.keep([proposal()])
        snippet = rows.accept("u1", "Rain", "Take one.", "rain")
        assert (snippet.id, snippet.title, snippet.body) == ("rain", "Rain", "Take one.")

    def test_search_finds_it_at_once(self, library: Library) -> None:
        library.proposals.keep([proposal()])
        snippet = library.proposals.accept("u1")
        found = library.search("may I take an umbrella")
        assert found.best is not None
        assert found.best.snippet == snippet

    def test_an_accepted_one_is_done(self, rows: Proposals) -> None:
        rows.keep([proposal()])
        rows.accept("u1", snippet_id="rain")
        for decide in (rows.accept, rows.reject):
            with pytest.raises(ProposalAccepted, match="is the snippet 'rain' already"):
                decide("u1")

    def test_a_rejected_one_may_be_accepted_after_all(self, rows: Proposals) -> None:
        rows.keep([proposal()])
        rows.reject("u1")
        rows.reject("u1")
        assert [one.id for one in rows.all("rejected")] == ["u1"]
        rows.accept("u1")
        assert [one.id for one in rows.all("accepted")] == ["u1"]

    def test_an_unknown_one_is_not_found(self, rows: Proposals) -> None:
        for decide in (rows.get, rows.accept, rows.reject):
            with pytest.raises(ProposalNotFound, match="no proposal has the id 'none'"):
                decide("none")

    def test_an_id_that_is_taken_leaves_it_open(self, rows: Proposals, database: Database) -> None:
        Entries(database, "default").add(Snippet("rain", "reply", "T", "b"))
        rows.keep([proposal()])
        with pytest.raises(SnippetExists):
            rows.accept("u1", snippet_id="rain")
        assert rows.get("u1") == proposal()

    @pytest.mark.parametrize("change", [{"title": " "}, {"body": ""}, {"snippet_id": "a\nb"}])
    def test_a_change_that_is_no_snippet_leaves_it_open(
        self, rows: Proposals, database: Database, change: dict[str, str]
    ) -> None:
        rows.keep([proposal()])
        with pytest.raises(SnippetInvalid):
            rows.accept("u1", **change)
        assert rows.get("u1") == proposal()
        assert Entries(database, "default").count() == 0
