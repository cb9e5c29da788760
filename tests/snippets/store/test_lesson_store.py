"""Runs of learning, kept and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.embedders.hashing import HashingEmbedder
from snippets.library import Library
from snippets.search.state import shipped
from snippets.store.database import Database
from snippets.store.entries import Entries
from snippets.store.examples import Learned
from snippets.store.lessons import Lessons

MODEL = "hashing:256"
ASKED = "gimme cash pronto"


@pytest.fixture
def store(database: Database, library: Library) -> Lessons:
    return lessons(database)


def lessons(database: Database, workspace: str = "default", model: str = MODEL) -> Lessons:
    return Lessons(database, Entries(database, workspace), model)


def state(threshold: float) -> bytes:
    """A state that can be told from others by its threshold."""
    return replace(shipped()["past"], threshold=threshold).to_bytes()


def known(library: Library) -> set[str]:
    """The messages that are shown for what is found."""
    return {text for match in library.search(ASKED, 10) for text in match.why.examples}


def texts(library: Library) -> set[str]:
    """The past messages that are known."""
    return {one.text for one in library.lessons() if not one.given}


def test_a_run_is_begun_and_finished(store: Lessons) -> None:
    number = store.begin()
    assert [(one.id, one.report) for one in store.all()] == [(number, {})]
    store.finish(number, {"kept": True}, b"state")
    assert [(one.id, one.report) for one in store.all()] == [(number, {"kept": True})]
    assert (store.newest(), store.state(number)) == (number, b"state")


def test_without_a_run_nothing_is_in_use(store: Lessons) -> None:
    assert (store.all(), store.newest(), store.state(1), store.undo()) == ([], 0, None, None)


def test_a_run_that_brought_nothing_is_forgotten(store: Lessons) -> None:
    first, second = store.begin(), store.begin()
    store.finish(first, {}, b"state")
    store.finish(second, {"kept": False}, None)
    assert store.newest() == first
    assert [one.id for one in store.all()] == [first]


def test_each_workspace_and_each_model_has_its_own(database: Database, store: Lessons) -> None:
    number = store.begin()
    store.finish(number, {}, b"state")
    for other in (lessons(database, "other"), lessons(database, model="hashing:64")):
        assert (other.all(), other.newest(), other.state(number)) == ([], 0, None)
        other.finish(number, {"changed": True}, b"theirs")
        assert other.undo() is None
    assert (store.state(number), store.all()[0].report) == (b"state", {})


def test_undo_goes_back_run_by_run(store: Lessons) -> None:
    first, second = store.begin(), store.begin()
    store.finish(first, {"run": 1}, b"one")
    store.finish(second, {"run": 2}, b"two")
    for number, left in ((second, first), (first, 0)):
        undone = store.undo()
        assert undone is not None
        assert (undone.id, store.newest()) == (number, left)


def test_undo_passes_over_a_run_that_was_broken_off(store: Lessons) -> None:
    """Killed before it brought anything, it would else be all that is taken back."""
    finished, _broken_off = store.begin(), store.begin()
    store.finish(finished, {"kept": True}, b"state")
    undone = store.undo()
    assert undone is not None
    assert (undone.id, store.newest()) == (finished, 0)


def test_undo_takes_the_examples_of_the_run_and_only_those(library: Library) -> None:
    library.learn([Learned("refund-time", "c0", "before")])
    first, second = library.begin_lesson(), library.begin_lesson()
    library.learn([Learned("refund-time", "c1", "first")], lesson=first)
    library.learn([Learned("refund-time", "c2", ASKED)], lesson=second)
    given = len([one for one in library.lessons() if one.given])
    assert library.unlearn() is not None
    assert texts(library) == {"before", "first"}
    assert library.unlearn() is not None
    assert texts(library) == {"before"}
    assert library.unlearn() is None
    assert len([one for one in library.lessons() if one.given]) == given


def test_what_was_known_before_a_run_stays_when_it_is_undone(library: Library) -> None:
    library.learn([Learned("refund-time", "c0", "before")])
    library.learn([Learned("refund-time", "c0", "before")], lesson=library.begin_lesson())
    library.unlearn()
    assert texts(library) == {"before"}


def test_what_was_undone_is_no_longer_found(library: Library) -> None:
    library.learn([Learned("invoice-copy", "c1", ASKED)], lesson=library.begin_lesson())
    assert ASKED in known(library)
    library.unlearn()
    assert ASKED not in known(library)


class TestAnotherLibrary:
    @pytest.fixture
    def other(self, database: Database, embedder: HashingEmbedder, store: Lessons) -> Library:
        return Library(database, embedder)

    def test_it_takes_a_new_state_in(self, store: Lessons, other: Library) -> None:
        assert other.threshold is None
        for threshold in (0.25, 0.75):
            store.finish(store.begin(), {}, state(threshold))
            assert other.threshold == threshold

    def test_it_goes_back_when_a_run_is_undone(self, store: Lessons, other: Library) -> None:
        for threshold in (0.25, 0.75):
            store.finish(store.begin(), {}, state(threshold))
        assert other.threshold == 0.75
        store.undo()
        assert other.threshold == 0.25
        store.undo()
        assert other.threshold is None

    def test_it_is_not_misled_by_a_run_in_place_of_an_undone_one(
        self, store: Lessons, other: Library
    ) -> None:
        store.finish(store.begin(), {}, state(0.25))
        assert other.threshold == 0.25
        store.undo()
        store.finish(store.begin(), {}, state(0.75))
        assert other.threshold == 0.75

    def test_it_loses_the_examples_of_an_undone_run(self, library: Library, other: Library) -> None:
        library.learn([Learned("invoice-copy", "c1", ASKED)], lesson=library.begin_lesson())
        assert ASKED in known(other)
        library.unlearn()
        assert ASKED not in known(other)
