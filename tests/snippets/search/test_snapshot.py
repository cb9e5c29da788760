"""Big indexes on disk: read again, brought up to date, and never trusted when damaged.

Here an index is big from five vectors on, and a fifth is much change. Uses "hashing:256".
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from models.embedders.hashing import HashingEmbedder
from snippets import finder
from snippets.library import Library
from snippets.search.index import Index
from snippets.snippet import Snippet
from snippets.store.database import Database
from snippets.store.examples import Learned

ASKED = "When do I get my money back?"
EVERYTHING = {"refund-time", "delivery-time", "invoice-copy", "address-change", "fraud-steps"}


@pytest.fixture(autouse=True)
def big_from_five(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finder, "SAVED_FROM", 5)
    monkeypatch.setattr(finder, "SAVED_AFTER", 0.35)


@pytest.fixture
def puts(monkeypatch: pytest.MonkeyPatch, library: Library) -> set[str]:
    """The ids that are put into an index from now on, after the library was saved."""
    ids: set[str] = set()
    put = Index.put

    def noted(index, entries, vectors):  # type: ignore[no-untyped-def]
        ids.update(one.snippet.id for one in entries)
        put(index, entries, vectors)

    monkeypatch.setattr(Index, "put", noted)
    return ids


@pytest.fixture
def again(database: Database, embedder: HashingEmbedder) -> Callable[[], Library]:
    """Opens the library as another process would."""
    return lambda: Library(database, embedder)


def snapshots(folder: Path) -> list[Path]:
    return sorted(one for one in folder.glob("index/*/*") if one.is_dir())


def first(library: Library, text: str) -> str:
    best = library.search(text).best
    assert best is not None
    return best.snippet.id


Again = Callable[[], Library]


@pytest.mark.usefixtures("library")
def test_a_big_library_is_saved_under_its_revision(tmp_path: Path) -> None:
    assert [one.name for one in snapshots(tmp_path)] == ["1"]


def test_a_small_library_is_not(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in snapshots(tmp_path):
        shutil.rmtree(one)
    monkeypatch.setattr(finder, "SAVED_FROM", 1_000)
    library.add(Snippet("new", "reply", "New", "new"))
    assert snapshots(tmp_path) == []


def test_what_is_unchanged_is_not_put_again(library: Library, again: Again, puts: set[str]) -> None:
    other = again()
    for text in (ASKED, "where is my parcel", "invoice with VAT", "stolen account"):
        assert other.search(text) == library.search(text)
    assert other.vocabulary == library.vocabulary
    assert puts == set()


def test_edits_since_are_taken_in(
    tmp_path: Path, library: Library, again: Again, puts: set[str]
) -> None:
    edited = replace(library.get("invoice-copy"), body="Look at the blue gate.")
    library.put([edited])
    puts.clear()
    other = again()
    found = {match.snippet.id: match for match in other.search("blue gate", 10)}
    assert found["invoice-copy"].snippet == edited
    assert set(found["invoice-copy"].why.keywords) == {"blue", "gate"}
    assert puts == {"invoice-copy"}
    assert [one.name for one in snapshots(tmp_path)] == ["1"]


def test_deletes_since_are_taken_in(library: Library, again: Again) -> None:
    library.delete(["refund-time"])
    found = [match.snippet.id for match in again().search(ASKED, 10)]
    assert "refund-time" not in found


def test_words_of_what_was_edited_since_are_gone(
    tmp_path: Path, library: Library, again: Again
) -> None:
    library.put([replace(library.get("invoice-copy"), body="Look at the gate.")])
    assert [one.name for one in snapshots(tmp_path)] == ["1"]
    assert "vat" not in library.vocabulary
    assert again().vocabulary == library.vocabulary


def test_what_was_learned_since_is_taken_in(library: Library, again: Again, puts: set[str]) -> None:
    library.learn([Learned("invoice-copy", "c1", "gimme cash pronto")])
    puts.clear()
    assert first(again(), "gimme cash pronto") == "invoice-copy"
    assert puts == {"invoice-copy"}


def test_much_change_is_saved_anew_in_place_of_the_old(
    tmp_path: Path, library: Library, again: Again, puts: set[str]
) -> None:
    library.add(
        Snippet("new", "reply", "Umbrellas", "rain", examples=tuple(f"wet {n}" for n in range(12)))
    )
    assert [one.name for one in snapshots(tmp_path)] == ["2"]
    puts.clear()
    assert first(again(), "wet 1") == "new"
    assert puts == set()


def test_a_library_that_grows_in_memory_goes_to_disk(
    tmp_path: Path, database: Database, embedder: HashingEmbedder
) -> None:
    library = Library(database, embedder, "other")
    for n in range(8):
        library.add(Snippet(f"s{n}", "reply", f"title{n}", f"body{n}"))
        assert first(library, f"title{n} body{n}") == f"s{n}"
    assert len(snapshots(tmp_path)) == 1


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def remove(path: Path) -> None:
    path.unlink()


FILES = (
    "about.json",
    "names.json",
    "texts.npy",
    "passages/rows.npz",
    "past/vectors.faiss",
    "words.keywords/meta.json",
)


@pytest.mark.parametrize("damage", [cut, empty, remove])
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_snapshot_is_built_anew(
    tmp_path: Path, again: Again, puts: set[str], name: str, damage: Callable[[Path], None]
) -> None:
    (saved,) = snapshots(tmp_path)
    damage(saved / name)
    assert first(again(), ASKED) == "refund-time"
    assert puts == EVERYTHING


def test_a_damaged_snapshot_is_replaced(tmp_path: Path, again: Again, puts: set[str]) -> None:
    (saved,) = snapshots(tmp_path)
    (saved / "names.json").unlink()
    again().search(ASKED)
    puts.clear()
    again().search(ASKED)
    assert puts == set()


@pytest.mark.usefixtures("library")
def test_a_snapshot_of_another_database_is_not_read(
    tmp_path: Path, database: Database, embedder: HashingEmbedder, puts: set[str]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    database.copy_to(other / "tactful.db")
    shutil.copytree(tmp_path / "index", other / "index")
    with closing(Database(other / "tactful.db")) as copy:
        assert first(Library(copy, embedder), ASKED) == "refund-time"
    assert puts == EVERYTHING


def test_a_snapshot_of_another_model_is_not_read(database: Database, puts: set[str]) -> None:
    assert first(Library(database, HashingEmbedder(64)), ASKED) == "refund-time"
    assert puts == EVERYTHING


def test_a_snapshot_of_another_format_is_not_read(
    tmp_path: Path, again: Again, puts: set[str]
) -> None:
    (saved,) = snapshots(tmp_path)
    about = json.loads((saved / "about.json").read_text())
    (saved / "about.json").write_text(json.dumps(about | {"format": 0}))
    again().search(ASKED)
    assert puts == EVERYTHING


def test_what_is_not_in_place_yet_is_never_read(
    tmp_path: Path, again: Again, puts: set[str]
) -> None:
    (saved,) = snapshots(tmp_path)
    saved.rename(saved.with_name("new-9999"))
    assert first(again(), ASKED) == "refund-time"
    assert puts == EVERYTHING


def test_a_disk_that_refuses_a_snapshot_stops_nothing(
    tmp_path: Path,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def full(index: Index, folder: Path) -> None:
        (folder / "names.json").write_text("{")
        raise OSError("no space left")

    monkeypatch.setattr(Index, "save", full)
    library.add(
        Snippet("new", "reply", "Rain", "rain", examples=tuple(f"wet {n}" for n in range(12)))
    )
    assert first(library, "wet") == "new"
    assert [one.name for one in snapshots(tmp_path)] == ["1"]
    assert "the next start builds it anew: no space left" in caplog.text


def test_two_models_keep_a_snapshot_each(
    tmp_path: Path, database: Database, library: Library
) -> None:
    assert len(library) == 5
    Library(database, HashingEmbedder(128)).refresh()
    assert len(snapshots(tmp_path)) == 2


def test_what_a_killed_process_left_is_swept_away(tmp_path: Path, library: Library) -> None:
    (folder,) = {one.parent for one in snapshots(tmp_path)}
    (folder / "new-1234").mkdir()
    library.add(
        Snippet("new", "reply", "Umbrellas", "rain", examples=tuple(f"wet {n}" for n in range(12)))
    )
    assert [one.name for one in snapshots(tmp_path)] == ["2"]
