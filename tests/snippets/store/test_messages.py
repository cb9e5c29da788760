"""Kept messages: which ones, how long, and what is not in them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.embedders.hashing import HashingEmbedder
from snippets.analytics.facts import Facts
from snippets.gaps.finding import current
from snippets.learning.recent import Said
from snippets.library import Library
from snippets.snippet import Snippet
from snippets.store import messages as kept
from snippets.store.database import Database, now
from snippets.store.messages import KeptMessage

ASKED = "Dana here: is the lamp dimmable? Write to dana@example.org"
EARLIER = datetime(2020, 1, 1)


def make(database: Database, days: int) -> Library:
    library = Library(database, HashingEmbedder(256), keeps_days=days)
    library.put([Snippet("lamp", "reply", "Lamp", "The lamp is bright.")])
    return library


@pytest.fixture
def library(database: Database) -> Library:
    return make(database, 30)


def draft(library: Library, draft_id: str = "d", outcome: str = "needs_agent") -> None:
    said = Said(message=ASKED, private=("Dana",), first="d")
    facts = Facts(alternative=draft_id != "d")
    library.record_draft(draft_id, outcome, 0.2, ["lamp"], said, facts)


class TestKeeping:
    def test_a_message_is_kept_without_its_details(self, library: Library) -> None:
        draft(library)
        (one,) = library.messages.since(EARLIER)
        assert one.text == "[value] here: is the lamp dimmable? Write to [email]"
        assert (one.id, one.outcome, one.action, one.snippet_ids, one.reply) == (
            "d", "needs_agent", None, ("lamp",), "",
        )  # fmt: skip

    def test_so_is_what_was_sent(self, library: Library) -> None:
        draft(library)
        sent = "Hi Dana,\n\nIt is dimmable, ask ann@example.org.\n\nBest,\nSam"
        library.record_use("d", "edited", sent)
        (one,) = library.messages.since(EARLIER)
        assert (one.action, one.reply) == ("edited", "It is dimmable, ask [email].")

    def test_what_became_of_an_alternative_counts_for_its_message(self, library: Library) -> None:
        draft(library)
        draft(library, "other", "drafted")
        library.record_use("other", "sent")
        (one,) = library.messages.since(EARLIER)
        assert (one.id, one.action) == ("d", "sent")

    def test_nothing_is_kept_where_that_is_not_wanted(
        self, database: Database, tmp_path: Path
    ) -> None:
        library = make(database, 0)
        draft(library)
        library.record_use("d", "discarded", "The lamp is dimmable.")
        assert library.messages.since(EARLIER) == []
        database.copy_to(tmp_path / "copy.db")
        assert b"dimmable" not in (tmp_path / "copy.db").read_bytes()

    def test_they_are_deleted_when_their_days_are_over(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        draft(library)
        current(library)
        monkeypatch.setattr(kept, "now", lambda: now() + timedelta(days=30))
        assert library.messages.since(EARLIER) == []
        assert library.messages.forget_old() == 0

    def test_days_are_those_of_when_it_was_kept(
        self, library: Library, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        draft(library)
        assert len(make(database, 0).messages.since(EARLIER)) == 1

    def test_vectors_go_with_them(
        self, library: Library, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        draft(library)
        before = _vectors(database)
        current(library)
        assert _vectors(database) > before
        monkeypatch.setattr(kept, "now", lambda: now() + timedelta(days=30))
        library.messages.forget_old()
        assert _vectors(database) == before


class TestMissed:
    @pytest.mark.parametrize(
        ("outcome", "action", "is_missed"),
        [
            ("needs_agent", None, True),
            ("needs_agent", "edited", True),
            ("drafted", "discarded", True),
            ("drafted", "sent", False),
            ("drafted", None, False),
        ],
    )
    def test_what_was_answered_badly_is_missed(
        self, library: Library, outcome: str, action: str | None, is_missed: bool
    ) -> None:
        draft(library, outcome=outcome)
        if action:
            library.record_use("d", action)
        assert bool(library.messages.missed()) is is_missed


class TestSince:
    def test_only_newer_ones_oldest_first(self, library: Library) -> None:
        days = [datetime(2026, 1, day) for day in (3, 1, 2)]
        library.messages.learn(
            [
                KeptMessage(f"c{at}", f"Question {at}", day, "unanswered")
                for at, day in enumerate(days)
            ],
            None,
        )
        assert [one.id for one in library.messages.since(datetime(2026, 1, 2))] == ["c2", "c0"]


class TestLearning:
    def test_learned_again_they_make_no_doubles(self, library: Library) -> None:
        messages = [KeptMessage("c", "Question", EARLIER, "unanswered")]
        assert [library.messages.learn(messages, None) for _ in range(2)] == [1, 0]
        assert library.messages.known(["c", "d"]) == {"c"}

    def test_the_oldest_go_where_there_are_too_many(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(kept, "MOST_LEARNED", 2)
        draft(library)
        messages = [
            KeptMessage(f"c{day}", f"Question {day}", datetime(2026, 1, day), "unanswered")
            for day in (2, 1, 3)
        ]
        library.messages.learn(messages, None)
        assert library.messages.known(["c1", "c2", "c3", "d"]) == {"c2", "c3", "d"}

    def test_undoing_takes_back_what_a_lesson_brought(self, library: Library) -> None:
        draft(library)
        lesson = library.begin_lesson()
        library.messages.learn([KeptMessage("c", "Question", EARLIER, "unanswered")], lesson)
        library.adapt(lesson)
        assert library.unlearn() is not None
        assert library.messages.known(["c", "d"]) == {"d"}


def _vectors(database: Database) -> int:
    with database.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM vectors").scalar_one())
