"""Edits as rows: whose they are, how long they stay, and what is not in them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from models.embedders.hashing import HashingEmbedder
from snippets.learning.edits import Change, Written
from snippets.learning.recent import Said
from snippets.library import Library
from snippets.snippet import Snippet
from snippets.store import edits
from snippets.store.database import Database
from snippets.store.edits import Edits

BODY = "The bench is delivered within 7 days. You can sit on it at once."
SAID = Said(
    (Written("Hi Wilhelmina,"), Written("The bench is delivered within 7 days.", ("bench",))),
    private=("Wilhelmina", "Orchard Green"),
    agent="Sam",
)
SENT = "Hi Wilhelmina,\n\nThe bench is delivered to Orchard Green within 9 days."


@pytest.fixture
def library(database: Database, embedder: HashingEmbedder) -> Library:
    library = Library(database, embedder)
    library.put([Snippet("bench", "reply", "Bench", BODY)])
    return library


def sent(library: Library, draft_id: str = "d", said: Said = SAID, **given: str) -> None:
    library.record_draft(draft_id, "drafted", 0.5, ["bench"], said)
    library.record_use(draft_id, "edited", given.pop("final", SENT), **given)


def test_an_edit_is_kept_with_its_snippet_and_without_what_is_private(library: Library) -> None:
    sent(library)
    (edit,) = library.edits.all()
    assert edit.draft_id == "d"
    assert edit.change == Change(
        "The bench is delivered within 7 days.",
        "The bench is delivered to [value] within 9 days.",
        "bench",
    )
    assert library.edits.all("bench") == [edit]
    assert library.edits.all("lamp") == []


def test_nothing_of_a_draft_is_on_the_disk_before_its_outcome(
    library: Library, database: Database, tmp_path: Path
) -> None:
    library.record_draft("d", "drafted", 0.5, ["bench"], SAID)
    database.copy_to(tmp_path / "copy.db")
    assert b"Wilhelmina" not in (tmp_path / "copy.db").read_bytes()
    library.record_use("d", "edited", SENT)
    database.copy_to(tmp_path / "after.db")
    after = (tmp_path / "after.db").read_bytes()
    assert b"within 9 days" in after
    assert b"Wilhelmina" not in after
    assert b"Orchard" not in after
    assert b"Sam" not in after


def test_agents_are_told_apart_without_their_names(library: Library) -> None:
    sent(library, "one")
    sent(library, "two", Said(SAID.sentences, agent=" sam "))
    sent(library, "three", Said(SAID.sentences), by="Kim")
    one, two, three = [edit.agent for edit in library.edits.all()]
    assert one == two != three


def test_a_later_word_takes_the_place_of_an_earlier_one(library: Library) -> None:
    sent(library)
    library.record_use("d", "edited", "Hi Wilhelmina,\n\nThe bench is delivered within 8 days.")
    (edit,) = library.edits.all()
    assert "8 days" in edit.change.after
    library.record_use("d", "sent")
    assert library.edits.all() == []


@pytest.mark.parametrize("action", ["sent", "discarded"])
def test_only_an_edited_draft_has_edits(library: Library, action: str) -> None:
    library.record_draft("d", "drafted", 0.5, ["bench"], SAID)
    library.record_use("d", action, SENT)
    assert library.edits.all() == []


def test_a_draft_that_another_process_made_is_told_by_its_text(
    library: Library, database: Database, embedder: HashingEmbedder
) -> None:
    library.record_draft("d", "drafted", 0.5, ["bench", "gone"], SAID)
    other = Library(database, embedder)
    other.record_use("d", "edited", SENT.replace("to Orchard Green ", ""), f"Hi there, {BODY}")
    found = {edit.change.before: edit.change.snippet_id for edit in other.edits.all()}
    assert found["You can sit on it at once."] == "bench"


def test_without_the_drafts_text_there_are_no_edits(
    library: Library, database: Database, embedder: HashingEmbedder
) -> None:
    library.record_draft("d", "drafted", 0.5, ["bench"], SAID)
    other = Library(database, embedder)
    other.record_use("d", "edited", SENT)
    assert other.edits.all() == []


def test_edits_of_another_workspace_are_not_seen(
    library: Library, database: Database, embedder: HashingEmbedder
) -> None:
    sent(library)
    assert Library(database, embedder, "other").edits.all() == []


def test_edits_go_after_a_year(
    library: Library, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(library)
    monkeypatch.setattr(edits, "LIFETIME", timedelta(0))
    Edits(database, "default").keep("other", [])
    assert library.edits.all() == []
