"""Gaps of a library: found, closed by themselves, decided about.

Uses "hashing:256": messages that share words mean the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from models.embedders.hashing import HashingEmbedder
from snippets.errors import GapAccepted, GapNotFound, SnippetExists, SnippetInvalid
from snippets.gaps.finding import current
from snippets.gaps.gap import Gap
from snippets.library import Library
from snippets.snippet import Snippet
from snippets.store.database import Database
from snippets.store.messages import KeptMessage
from snippets.versions import Signed

GIFTS = [f"Do you sell gift boxes with a ribbon {end}" for end in ("now", "here", "yet", "too")]
TOURS = [f"Is there a roastery tour on {day}" for day in ("Monday", "Friday", "Sunday", "Easter")]
SAID = "We wrap any coffee in brown paper with a ribbon when you write gift in the note field."
SURE = 0.5
DAY = datetime(2026, 3, 1)


@pytest.fixture
def library(database: Database, embedder: HashingEmbedder, entries: list[Snippet]) -> Library:
    library = Library(database, embedder)
    library.put(entries)
    return library


def missed(library: Library, texts: list[str], start: int = 0, reply: str = SAID) -> None:
    messages = [
        KeptMessage(f"m{at}", text, DAY + timedelta(days=at), "unanswered", reply=reply)
        for at, text in enumerate(texts, start)
    ]
    library.messages.learn(messages, None)


def gaps(library: Library, most: int | None = None) -> list[Gap]:
    return current(library, most, SURE)


class TestFinding:
    def test_nothing_is_no_gap(self, library: Library) -> None:
        assert gaps(library) == []

    def test_messages_that_ask_the_same_are_a_gap(self, library: Library) -> None:
        missed(library, [*GIFTS, "Also for dogs?"])
        (gap,) = gaps(library)
        assert (gap.state, gap.size, gap.trend, gap.snippet_id) == ("open", 4, "steady", None)
        assert "gift boxes" in gap.name.lower()
        assert set(gap.typical) < set(GIFTS)
        assert (gap.body, gap.written) == (SAID, 4)
        assert sum(period.count for period in gap.periods) == 4

    def test_the_biggest_comes_first_and_few_may_be_asked_for(self, library: Library) -> None:
        missed(library, [*GIFTS, *TOURS, "Is there a roastery tour on holidays"])
        assert [one.size for one in gaps(library)] == [5, 4]
        assert [one.size for one in gaps(library, 1)] == [5]

    def test_a_message_twice_on_a_day_is_one(self, library: Library) -> None:
        missed(library, GIFTS[:3])
        missed(library, GIFTS[2:3], start=2)
        again = KeptMessage("again", GIFTS[2], DAY + timedelta(days=2), "needs_agent")
        library.messages.learn([again], None)
        assert gaps(library) == []

    def test_new_messages_join_the_gap_that_is_there(self, library: Library) -> None:
        missed(library, GIFTS)
        (before,) = gaps(library)
        missed(library, ["Do you sell gift boxes with a ribbon please"], start=9)
        (after,) = gaps(library)
        assert (after.id, after.size) == (before.id, 5)

    def test_it_is_gone_with_its_messages(self, library: Library) -> None:
        lesson = library.begin_lesson()
        messages = [KeptMessage(f"m{at}", one, DAY, "unanswered") for at, one in enumerate(GIFTS)]
        library.messages.learn(messages, lesson)
        assert len(gaps(library)) == 1
        library.unlearn()
        assert gaps(library) == []


class TestClosing:
    def test_what_the_library_answers_by_now_is_closed(self, library: Library) -> None:
        missed(library, GIFTS)
        (gap,) = gaps(library)
        library.add(Snippet("gifts", "reply", GIFTS[0], SAID, examples=tuple(GIFTS)))
        assert gaps(library) == []
        assert library.gaps.get(gap.id).state == "answered"
        library.delete(["gifts"])
        assert [one.id for one in gaps(library)] == [gap.id]

    def test_an_answer_that_agents_threw_away_closes_nothing(self, library: Library) -> None:
        library.add(Snippet("gifts", "reply", GIFTS[0], SAID, examples=tuple(GIFTS)))
        messages = [
            KeptMessage(f"m{at}", text, DAY, "drafted", "discarded", ("gifts",))
            for at, text in enumerate(GIFTS)
        ]
        library.messages.learn(messages, None)
        (gap,) = gaps(library)
        assert gap.refused == ("gifts",)


class TestDeciding:
    @pytest.fixture
    def gap(self, library: Library) -> Gap:
        missed(library, GIFTS)
        (gap,) = gaps(library)
        return gap

    def test_an_accepted_one_is_a_reply_with_its_messages(self, library: Library, gap: Gap) -> None:
        made = library.gaps.accept(gap.id, "Gifts", signed=Signed("lead"))
        assert (made.title, made.body, set(made.examples)) == ("Gifts", SAID, set(GIFTS))
        (version,) = library.review.history(made.id)
        assert (version.author, version.reason) == ("lead", "from questions that nothing answered")
        assert next(iter(library.search(GIFTS[0], 1))).snippet == made
        known = library.gaps.get(gap.id)
        assert (known.state, known.snippet_id, known.decided_by) == ("accepted", made.id, "lead")
        assert gaps(library) == []

    def test_it_is_accepted_once(self, library: Library, gap: Gap) -> None:
        library.gaps.accept(gap.id)
        for again in (library.gaps.accept, library.gaps.dismiss):
            with pytest.raises(GapAccepted):
                again(gap.id)

    def test_what_is_wrong_changes_nothing(self, library: Library, gap: Gap) -> None:
        with pytest.raises(SnippetInvalid):
            library.gaps.accept(gap.id, body="")
        with pytest.raises(SnippetExists):
            library.gaps.accept(gap.id, snippet_id="refund-time")
        assert library.gaps.get(gap.id).state == "open"

    def test_a_dismissed_one_is_back_when_it_has_grown_much(
        self, library: Library, gap: Gap
    ) -> None:
        library.gaps.dismiss(gap.id, "lead")
        assert gaps(library) == []
        missed(library, ["Do you sell gift boxes with a ribbon please"], start=9)
        assert gaps(library) == []
        missed(library, ["Do you sell gift boxes with a ribbon today"], start=10)
        assert [(one.id, one.size) for one in gaps(library)] == [(gap.id, 6)]

    def test_a_dismissal_is_taken_back(self, library: Library, gap: Gap) -> None:
        library.gaps.dismiss(gap.id)
        library.gaps.restore(gap.id)
        assert [one.id for one in gaps(library)] == [gap.id]
        with pytest.raises(GapNotFound):
            library.gaps.restore(gap.id)

    def test_one_that_is_not_there_is_told(self, library: Library) -> None:
        for decide in (library.gaps.accept, library.gaps.dismiss, library.gaps.restore):
            with pytest.raises(GapNotFound):
                decide("none")
