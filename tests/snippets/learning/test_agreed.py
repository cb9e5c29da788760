"""What several agents change in drafts the same way becomes a proposed version."""

from __future__ import annotations

from datetime import datetime

import pytest

from models.embedders.hashing import HashingEmbedder
from snippets.learning.agreed import Agreement, agreed, changed
from snippets.learning.edits import Change, Written
from snippets.learning.recent import Said
from snippets.library import Library
from snippets.snippet import Snippet
from snippets.store.database import Database
from snippets.store.edits import Edit
from snippets.versions import Signed

OLD = "The bench is delivered within 7 days."
NEW = "The bench is delivered within 9 days."
SEAT = "You can sit on it at once."


def edit(number: int, before: str = OLD, after: str = NEW, agent: str = "") -> Edit:
    moment = datetime(2026, 1, number + 1)
    return Edit(f"d{number}", Change(before, after, "bench"), agent or f"a{number % 2}", moment)


def agreement(before: str, after: str) -> Agreement:
    return Agreement(before, after, 3, 2, datetime(2026, 1, 1), (after,))


class TestAgreed:
    def test_three_edits_of_two_agents_agree(self) -> None:
        (one,) = agreed([edit(0), edit(1), edit(2)])
        assert (one.before, one.after, one.edits, one.agents) == (OLD, NEW, 3, 2)
        assert (one.since, one.wordings) == (datetime(2026, 1, 1), (NEW,))

    def test_what_most_write_is_proposed(self) -> None:
        other = "Your bench is delivered within 9 days."
        (one,) = agreed([edit(0, after=other), edit(1), edit(2)])
        assert (one.after, one.wordings) == (NEW, (other, NEW))

    @pytest.mark.parametrize(
        "edits",
        [
            [edit(0), edit(1)],
            [edit(number, agent="a") for number in range(5)],
            [edit(0), edit(1), edit(2, after="The bench is delivered within 8 days.")],
            [edit(0), edit(1), edit(2, before=SEAT)],
            [edit(number, after=f"{NEW} Ask [name].") for number in range(4)],
            [edit(number, after=f"{NEW} It is [value].") for number in range(4)],
            [edit(number, after=f"{NEW} And …") for number in range(4)],
            [edit(number, before="", after="Kind regards, Sam") for number in range(4)],
        ],
        ids=["two", "one agent", "days", "sentences", "name", "value", "cut", "courtesy"],
    )
    def test_less_is_no_agreement(self, edits: list[Edit]) -> None:
        assert agreed(edits) == []

    def test_an_edit_told_twice_is_one(self) -> None:
        assert agreed([edit(0), edit(1), edit(1)]) == []


class TestChanged:
    @pytest.mark.parametrize(
        ("body", "before", "after", "text"),
        [
            (f"{OLD} {SEAT}", OLD, NEW, f"{NEW} {SEAT}"),
            (f"{OLD} {SEAT}", OLD, "", SEAT),
            (f"{OLD} {SEAT}", "", NEW, f"{OLD} {SEAT} {NEW}"),
            ("The bench is\ndelivered within 7 days.", OLD, NEW, NEW),
            (f"{OLD} {OLD}", OLD, NEW, None),
            (SEAT, OLD, NEW, None),
            (OLD, OLD, "", None),
            (NEW, "", NEW, None),
        ],
    )
    def test_the_sentence_is_replaced_where_it_stands_once(
        self, body: str, before: str, after: str, text: str | None
    ) -> None:
        assert changed(body, agreement(before, after)) == text


class TestProposing:
    @pytest.fixture
    def library(self, database: Database, embedder: HashingEmbedder) -> Library:
        library = Library(database, embedder)
        library.put([Snippet("bench", "reply", "Bench", f"{OLD} {SEAT}")])
        return library

    def edited(self, library: Library, *agents: str, new: str = NEW) -> None:
        for agent in agents:
            said = Said((Written(OLD, ("bench",)),), agent=agent)
            draft_id = f"{agent}{len(library.edits.all())}"
            library.record_draft(draft_id, "drafted", 0.5, ["bench"], said)
            library.record_use(draft_id, "edited", new)

    def test_it_waits_for_a_lead_with_its_evidence(self, library: Library) -> None:
        self.edited(library, "Ann", "Bob")
        assert library.review.queue() == []
        self.edited(library, "Ann")
        (version,) = library.review.queue()
        assert version.author == "edits of 2 agents"
        assert version.reason.startswith("3 edits of 2 agents since ")
        assert version.snippet.body == f"{NEW} {SEAT}"
        assert library.get("bench").body == f"{OLD} {SEAT}"
        assert library.agreements.of("bench")[version.number].wordings == (NEW,)

    def test_it_is_proposed_once(self, library: Library) -> None:
        self.edited(library, "Ann", "Bob", "Ann", "Cleo", "Bob")
        assert len(library.review.queue()) == 1

    def test_it_does_not_come_back_when_it_was_rejected(self, library: Library) -> None:
        self.edited(library, "Ann", "Bob", "Ann")
        (version,) = library.review.queue()
        library.review.reject("bench", version.number, "lead")
        library.put([Snippet("bench", "reply", "Bench", f"{OLD} Enjoy.")], signed=Signed("lead"))
        self.edited(library, "Ann", "Bob", "Cleo")
        assert library.review.queue() == []

    def test_what_was_approved_is_in_use_and_not_proposed_again(self, library: Library) -> None:
        self.edited(library, "Ann", "Bob", "Ann")
        (version,) = library.review.queue()
        library.review.approve("bench", version.number, "lead")
        self.edited(library, "Cleo")
        assert library.review.queue() == []
        assert library.get("bench").body == f"{NEW} {SEAT}"

    def test_another_change_is_another_proposal(self, library: Library) -> None:
        self.edited(library, "Ann", "Bob", "Ann")
        self.edited(library, "Ann", "Bob", "Ann", new="The bench is delivered within 14 days.")
        assert len(library.review.queue()) == 2

    def test_a_snippet_that_is_gone_gets_no_proposal(self, library: Library) -> None:
        self.edited(library, "Ann", "Bob")
        said = Said((Written(OLD, ("bench",)),), agent="Cleo")
        library.record_draft("d", "drafted", 0.5, ["bench"], said)
        library.delete(["bench"])
        library.record_use("d", "edited", NEW)
        assert library.review.queue() == []
