"""The library: every change reaches search at once.

Uses "hashing:256": a search finds what shares words.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from models.embedders.hashing import HashingEmbedder
from snippets.errors import DraftNotFound, SnippetExists, SnippetNotFound
from snippets.library import Library
from snippets.snippet import Snippet
from snippets.store.database import Database
from snippets.store.examples import Learned


def found(library: Library, text: str, k: int = 5) -> list[str]:
    return [match.snippet.id for match in library.search(text, k)]


def umbrella(body: str = "Umbrellas keep the rain off.") -> Snippet:
    return Snippet("umbrella", "reply", "Umbrellas", body)


class Counting(HashingEmbedder):
    """The fake embedder, which also counts the texts that it is given."""

    def __init__(self, dimension: int = 256) -> None:
        super().__init__(dimension)
        self.texts: list[str] = []

    def embed(self, texts):  # type: ignore[no-untyped-def]
        self.texts += texts
        return super().embed(texts)


def test_an_empty_library_finds_nothing(database: Database, embedder: HashingEmbedder) -> None:
    matches = Library(database, embedder).search("anything")
    assert (len(matches), matches.confidence) == (0, 0.0)


def test_an_example_finds_its_snippet(library: Library) -> None:
    matches = library.search("When do I get my money back?")
    assert matches.best is not None
    assert matches.best.snippet.id == "refund-time"
    assert matches.confidence > 0.5
    assert matches.best.why.examples[0] == "When do I get my money back?"


def test_keywords_name_what_is_shared(library: Library) -> None:
    best = library.search("where is the invoice with VAT").best
    assert best is not None
    assert {"invoice", "vat"} & set(best.why.keywords)


def test_scores_go_down_and_stay_between_0_and_1(library: Library) -> None:
    scores = [match.score for match in library.search("my parcel and my refund", 10)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize("k", [1, 3, 100])
def test_at_most_k_are_found(library: Library, k: int) -> None:
    assert len(library.search("order", k)) == min(k, 5)


@pytest.mark.parametrize(
    "text",
    ["", " ", "🙂", "AND OR NOT", '"', "title:x", "a" * 20_000, "日本語", "+-&&||!(){}[]^~*?:\\/"],
)
def test_any_text_can_be_searched_for(library: Library, text: str) -> None:
    library.search(text)


def test_many_searches_find_what_single_ones_do(library: Library) -> None:
    texts = ["my refund", "my parcel", "my invoice"]
    assert library.search_many(texts) == [library.search(text) for text in texts]


def test_an_added_snippet_is_found_at_once(library: Library) -> None:
    library.add(umbrella())
    assert found(library, "umbrellas rain")[0] == "umbrella"


def test_an_edit_is_found_at_once_and_the_old_text_is_gone(library: Library) -> None:
    library.add(umbrella())
    library.put([umbrella("Parasols are for the sun.")])
    best = library.search("parasols sun").best
    assert best is not None
    assert best.snippet.body == "Parasols are for the sun."
    assert "rain" not in best.why.keywords


def test_a_deleted_snippet_is_gone_at_once(library: Library) -> None:
    library.delete(["refund-time"])
    assert "refund-time" not in found(library, "When do I get my money back?")


def test_everything_can_go(library: Library) -> None:
    library.delete([one.id for one in library.all()])
    assert found(library, "refund") == []
    assert len(library) == 0


def test_a_deleted_id_can_be_used_again(library: Library) -> None:
    library.add(umbrella())
    library.delete(["umbrella"])
    library.add(umbrella("Hats keep the head warm."))
    assert found(library, "umbrella hats keep the head warm")[0] == "umbrella"


def test_deleting_what_is_not_there_is_refused(library: Library) -> None:
    with pytest.raises(SnippetNotFound):
        library.delete(["none"])


def test_a_taken_shortcut_is_refused_and_nothing_of_it_is_found(library: Library) -> None:
    taken = Snippet("other", "reply", "Zebras", "Zebras graze.", shortcut="refund")
    with pytest.raises(SnippetExists, match="shortcut 'refund'"):
        library.put([umbrella(), taken])
    assert not {"other", "umbrella"} & set(found(library, "zebras umbrellas", 10))


def test_progress_tells_how_far_it_is(database: Database, embedder: HashingEmbedder) -> None:
    told: list[tuple[int, int]] = []
    many = [Snippet(f"{n:04}", "reply", "T", f"text {n}") for n in range(1_200)]
    Library(database, embedder).put(many, lambda done, total: told.append((done, total)))
    assert told == [(done, 1_200) for done in (256, 512, 768, 1_024, 1_200)]


def test_vectors_are_computed_once(database: Database, entries: list[Snippet]) -> None:
    Library(database, Counting()).put(entries)
    again = Counting()
    Library(database, again).search("refund")
    assert again.texts == ["refund"]


def test_an_edit_computes_only_what_is_new(database: Database, entries: list[Snippet]) -> None:
    embedder = Counting()
    library = Library(database, embedder)
    library.put(entries)
    embedder.texts.clear()
    library.put([entries[1].__class__(**entries[1].to_dict() | {"examples": ("new example",)})])
    assert embedder.texts == ["new example"]


def test_another_model_builds_an_index_of_its_own(
    database: Database, entries: list[Snippet]
) -> None:
    Library(database, HashingEmbedder(256)).put(entries)
    other = Library(database, HashingEmbedder(64))
    assert found(other, "When do I get my money back?")[0] == "refund-time"
    back = Counting()
    assert found(Library(database, back), "When do I get my money back?")[0] == "refund-time"
    assert len(back.texts) == 1


def test_a_database_that_went_back_in_time_is_read_anew(
    tmp_path: Path, embedder: HashingEmbedder
) -> None:
    database = Database(tmp_path / "t.db")
    library = Library(database, embedder)
    for round_ in range(3):
        library.put([umbrella(f"Umbrellas {round_}.")])
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE workspaces SET revision = 1")
        connection.exec_driver_sql("UPDATE snippets SET revision = 1, body = 'Restored backup.'")
    best = library.search("restored backup").best
    assert best is not None
    assert best.snippet.body == "Restored backup."


def test_workspaces_never_find_each_others_snippets(
    database: Database, library: Library, embedder: HashingEmbedder
) -> None:
    other = Library(database, embedder, "other")
    other.add(umbrella())
    assert found(other, "When do I get my money back?") == ["umbrella"]
    assert "umbrella" not in found(library, "umbrellas rain", 10)
    with pytest.raises(SnippetNotFound):
        other.get("refund-time")


def test_a_learned_message_finds_its_snippet(library: Library) -> None:
    assert library.learn([Learned("refund-time", "c1", "gimme cash pronto")]) == 1
    assert found(library, "gimme cash pronto")[0] == "refund-time"


def test_vocabulary_has_the_names_inside_sentences(library: Library) -> None:
    library.add(Snippet("rook", "reply", "Machine", "Please fill the Rook with water."))
    assert "rook" in library.vocabulary
    assert "please" not in library.vocabulary


def test_use_is_recorded_for_known_drafts_only(library: Library, database: Database) -> None:
    library.record_draft("d1", "drafted", 0.9, ["refund-time"])
    library.record_use("d1", "sent")
    library.record_use("d1", "edited", "one three", "one two")
    with pytest.raises(DraftNotFound, match="'d2'"):
        library.record_use("d2", "sent")
    with database.read() as connection:
        rows = connection.exec_driver_sql("SELECT action, kept FROM uses").all()
    assert [tuple(row) for row in rows] == [("edited", 0.5)]


def test_drafts_of_another_workspace_are_not_known(
    database: Database, library: Library, embedder: HashingEmbedder
) -> None:
    library.record_draft("d1", "drafted", 0.9, [])
    with pytest.raises(DraftNotFound):
        Library(database, embedder, "other").record_use("d1", "sent")


def test_threads_search_and_change_at_once(library: Library) -> None:
    def work(n: int) -> int:
        library.add(Snippet(f"new-{n}", "reply", f"thing{n}", f"about thing{n}"))
        assert f"new-{n}" in found(library, f"about thing{n}", 50)
        library.delete([f"new-{n}"])
        return len(library.search("refund", 50))

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, range(24)))
    assert len(library) == 5
