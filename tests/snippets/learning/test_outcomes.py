"""What becomes of drafts moves their snippets; uses "hashing:256"."""

from __future__ import annotations

import pytest

from models.embedders.hashing import HashingEmbedder
from snippets.learning.edits import Written
from snippets.learning.recent import Said
from snippets.library import Library
from snippets.snippet import Snippet
from snippets.store.database import Database

ASKED = "the bloom is weak"


@pytest.fixture
def library(database: Database, embedder: HashingEmbedder) -> Library:
    library = Library(database, embedder, learns=True)
    library.put([Snippet(one, "reply", "Bloom", "The bloom.") for one in ("first", "second")])
    return library


def order(library: Library) -> list[str]:
    return [match.snippet.id for match in library.search("bloom")]


def drafted(library: Library, times: int, action: str, message: str = "") -> None:
    for n in range(times):
        said = Said(message=message)
        library.record_draft(f"{action}{n}", "drafted", 0.5, ["first"], said)
        library.record_use(f"{action}{n}", action)


def test_what_is_thrown_away_sinks(library: Library) -> None:
    assert order(library) == ["first", "second"]
    drafted(library, 3, "discarded")
    assert order(library) == ["second", "first"]


def test_what_is_sent_rises_again(library: Library) -> None:
    drafted(library, 3, "discarded")
    drafted(library, 30, "sent")
    assert order(library) == ["first", "second"]


def test_another_process_hears_of_it(library: Library, database: Database) -> None:
    drafted(library, 3, "discarded")
    assert order(Library(database, HashingEmbedder(256))) == ["second", "first"]


def test_a_message_whose_draft_was_sent_becomes_an_example_without_its_details(
    library: Library,
) -> None:
    drafted(library, 1, "sent", f"{ASKED}, write to dana@example.org")
    (lesson,) = library.lessons()
    assert lesson.owners == {"first"}
    assert lesson.text == f"{ASKED}, write to [email]"


@pytest.mark.parametrize(("action", "final"), [("discarded", None), ("edited", "Call us.")])
def test_a_draft_that_was_not_kept_teaches_nothing(
    library: Library, action: str, final: str | None
) -> None:
    said = Said((Written("The bloom is gas.", ("first",)),), ASKED)
    library.record_draft("d", "drafted", 0.5, ["first"], said)
    library.record_use("d", action, final)
    assert library.lessons() == []


def test_a_message_teaches_once_and_later_edits_still_count(library: Library) -> None:
    said = Said((Written("The bloom is gas.", ("first",)),), ASKED)
    library.record_draft("d", "drafted", 0.5, ["first"], said)
    library.record_use("d", "sent")
    library.record_use("d", "edited", "The bloom is gas that leaves.")
    assert len(library.lessons()) == 1
    (edit,) = library.edits.all("first")
    assert edit.change.after == "The bloom is gas that leaves."


def test_messages_are_kept_only_where_that_is_wanted(
    database: Database, embedder: HashingEmbedder
) -> None:
    library = Library(database, embedder)
    library.put([Snippet("first", "reply", "Bloom", "The bloom.")])
    drafted(library, 1, "sent", ASKED)
    assert library.lessons() == []
