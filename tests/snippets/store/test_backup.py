"""Backups: whole and verified, while others write; put back, or refused with nothing changed.

Meaning does not matter here; no embedder is used.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from snippets.errors import StoreBusy, StoreCorrupt, StoreError, StoreNewer
from snippets.snippet import Snippet
from snippets.store.backup import back_up
from snippets.store.database import Database
from snippets.store.entries import Entries
from snippets.store.migrating import newest
from snippets.store.restoring import put_back
from snippets.store.verified import verified
from tests.snippets.store.former import former

MOMENT = datetime(2026, 3, 4, 5, 6, 7)


def snippet(name: str) -> Snippet:
    return Snippet(name, "reply", name, f"all about {name}", examples=(f"what is {name}?",))


def ids(path: Path) -> list[str]:
    """The snippets that a database holds."""
    database = Database(path)
    found = [one.id for one in Entries(database, "default").all()]
    database.close()
    return found


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A library that holds one snippet, and that nobody has open."""
    path = tmp_path / "data" / "tactful.db"
    database = Database(path)
    Entries(database, "default").add(snippet("kettle"))
    database.close()
    return path


@pytest.fixture
def saved(shelf: Path, tmp_path: Path) -> Path:
    """A backup of it."""
    back_up(shelf, tmp_path / "saved.db")
    return tmp_path / "saved.db"


@pytest.fixture
def in_use(shelf: Path) -> Iterator[Entries]:
    """The library, open as a service has it."""
    database = Database(shelf)
    yield Entries(database, "default")
    database.close()


class TestBackingUp:
    def test_what_it_holds_is_told(self, shelf: Path, tmp_path: Path) -> None:
        contents = back_up(shelf, tmp_path / "saved.db")
        assert contents.revision == newest()
        assert (contents.rows["snippets"], contents.rows["examples"]) == (1, 1)
        assert contents.size == (tmp_path / "saved.db").stat().st_size

    def test_it_is_one_file_that_only_its_owner_reads(self, saved: Path) -> None:
        assert saved.stat().st_mode & 0o077 == 0
        assert sorted(one.name for one in saved.parent.iterdir()) == ["data", "saved.db"]

    def test_changes_that_only_the_log_has_are_in_it(self, in_use: Entries, tmp_path: Path) -> None:
        in_use.add(snippet("teapot"))
        assert in_use.database.unfolded
        back_up(in_use.database.path, tmp_path / "saved.db")
        assert ids(tmp_path / "saved.db") == ["kettle", "teapot"]

    def test_others_write_meanwhile(self, in_use: Entries, tmp_path: Path) -> None:
        """Each backup has all that was written before, and of each change all or nothing."""
        done = threading.Event()
        written = 0

        def write() -> None:
            nonlocal written
            while not done.is_set():
                in_use.write([snippet(f"{written}-{n}") for n in range(10)])
                written += 1

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for turn in range(5):
                before = written
                found = back_up(in_use.database.path, tmp_path / f"{turn}.db").rows["snippets"]
                assert found % 10 == 1
                assert found >= before * 10
        finally:
            done.set()
            writer.join()

    def test_tables_of_a_former_version_stay_as_they_are(self, tmp_path: Path) -> None:
        former(tmp_path / "old.db", "0001")
        assert back_up(tmp_path / "old.db", tmp_path / "saved.db").revision == "0001"
        assert verified(tmp_path / "old.db").revision == "0001"

    def test_a_file_that_is_there_stays(self, shelf: Path, saved: Path) -> None:
        before = saved.read_bytes()
        with pytest.raises(StoreError, match="is there already"):
            back_up(shelf, saved)
        assert saved.read_bytes() == before

    def test_unless_it_is_to_be_replaced(self, shelf: Path, tmp_path: Path) -> None:
        (tmp_path / "saved.db").write_bytes(b"something else")
        back_up(shelf, tmp_path / "saved.db", force=True)
        assert verified(tmp_path / "saved.db").rows["snippets"] == 1

    def test_the_library_itself_is_never_written_over(self, shelf: Path) -> None:
        with pytest.raises(StoreError, match="can't be written over"):
            back_up(shelf, shelf, force=True)

    def test_without_a_library_nothing_is_made(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="there is no library"):
            back_up(tmp_path / "none" / "tactful.db", tmp_path / "saved.db")
        assert list(tmp_path.iterdir()) == []

    def test_a_damaged_library_makes_no_backup(self, shelf: Path, tmp_path: Path) -> None:
        damage(shelf)
        with pytest.raises(StoreCorrupt):
            back_up(shelf, tmp_path / "saved.db")
        assert not (tmp_path / "saved.db").exists()

    def test_what_a_killed_backup_left_is_swept(self, shelf: Path, tmp_path: Path) -> None:
        (tmp_path / ".saved.db-left").mkdir()
        back_up(shelf, tmp_path / "saved.db")
        assert sorted(one.name for one in tmp_path.iterdir()) == ["data", "saved.db"]


class TestRestoring:
    def test_the_library_is_as_it_was(self, shelf: Path, saved: Path) -> None:
        database = Database(shelf)
        Entries(database, "default").add(snippet("teapot"))
        database.close()
        contents, kept = put_back(saved, shelf, MOMENT)
        assert contents.rows["snippets"] == 1
        assert ids(shelf) == ["kettle"]
        assert kept == shelf.with_name("tactful-until-2026-03-04T05-06-07.db")
        assert ids(kept) == ["kettle", "teapot"]

    def test_a_log_that_a_killed_process_left_is_kept_with_the_old_one(
        self, in_use: Entries, saved: Path, tmp_path: Path
    ) -> None:
        """Its changes are in what is kept, and never in what was restored."""
        in_use.add(snippet("teapot"))
        killed = tmp_path / "killed" / "tactful.db"
        killed.parent.mkdir()
        for end in ("", "-wal"):
            source = in_use.database.path.with_name(f"tactful.db{end}")
            killed.with_name(f"tactful.db{end}").write_bytes(source.read_bytes())
        _, kept = put_back(saved, killed, MOMENT)
        assert ids(killed) == ["kettle"]
        assert kept is not None
        assert ids(kept) == ["kettle", "teapot"]

    def test_an_empty_folder_gets_a_library(self, saved: Path, tmp_path: Path) -> None:
        path = tmp_path / "new" / "tactful.db"
        assert put_back(saved, path, MOMENT)[1] is None
        assert ids(path) == ["kettle"]

    def test_a_damaged_library_is_replaced_and_kept(self, shelf: Path, saved: Path) -> None:
        shelf.write_bytes(b"no database" * 1000)
        _, kept = put_back(saved, shelf, MOMENT)
        assert ids(shelf) == ["kettle"]
        assert kept is not None
        assert kept.read_bytes().startswith(b"no database")

    def test_a_former_version_comes_forward(self, shelf: Path, tmp_path: Path) -> None:
        former(tmp_path / "old.db", "0003")
        put_back(tmp_path / "old.db", shelf, MOMENT)
        assert verified(shelf).revision == newest()
        assert len(ids(shelf)) == 3

    def test_the_file_is_told_from_the_one_before(self, shelf: Path, saved: Path) -> None:
        """So that no index of the one is ever taken for the other's."""
        identities = set()
        for turn in range(2):
            put_back(saved, shelf, MOMENT.replace(second=turn))
            database = Database(shelf)
            identities.add(database.identity.partition("-")[2])
            database.close()
        assert len(identities) == 2

    def test_a_second_name_that_a_killed_restore_left_is_taken_away(
        self, shelf: Path, saved: Path
    ) -> None:
        left = shelf.with_name("tactful-until-2026-01-01T00-00-00.db")
        left.hardlink_to(shelf)
        _, kept = put_back(saved, shelf, MOMENT)
        assert not left.exists()
        assert kept is not None
        assert ids(kept) == ids(shelf) == ["kettle"]

    def test_an_identity_stays(self, shelf: Path) -> None:
        first, second = Database(shelf), Database(shelf)
        assert first.identity == second.identity
        first.close()
        second.close()


class TestRefusing:
    """Nothing changes where a backup can't be put back."""

    @pytest.fixture(autouse=True)
    def unchanged(self, shelf: Path) -> Iterator[None]:
        before = shelf.read_bytes()
        yield
        assert shelf.read_bytes() == before
        assert {one.name for one in shelf.parent.iterdir()} <= {
            "tactful.db", "tactful.lock", "tactful.db-wal", "tactful.db-shm",
        }  # fmt: skip

    @pytest.mark.usefixtures("in_use")
    def test_while_a_service_has_the_library_open(self, shelf: Path, saved: Path) -> None:
        with pytest.raises(StoreBusy, match="stop it"):
            put_back_elsewhere(saved, shelf)

    def test_what_is_no_database(self, shelf: Path, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_text("Dear diary")
        with pytest.raises(StoreCorrupt, match="no backup of Tactful"):
            put_back(tmp_path / "notes.txt", shelf, MOMENT)

    def test_what_is_somebody_elses_database(self, shelf: Path, tmp_path: Path) -> None:
        with closing(sqlite3.connect(tmp_path / "else.db")) as connection:
            connection.execute("CREATE TABLE snippets (id)")
        with pytest.raises(StoreCorrupt, match="no backup of Tactful"):
            put_back(tmp_path / "else.db", shelf, MOMENT)

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
    def test_what_was_cut_short(self, shelf: Path, saved: Path, share: float) -> None:
        whole = saved.read_bytes()
        saved.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(StoreCorrupt):
            put_back(saved, shelf, MOMENT)

    def test_what_is_damaged(self, shelf: Path, saved: Path) -> None:
        damage(saved)
        with pytest.raises(StoreCorrupt):
            put_back(saved, shelf, MOMENT)

    def test_rows_that_belong_to_nothing(self, shelf: Path, saved: Path) -> None:
        with closing(sqlite3.connect(saved)) as connection:
            connection.execute("DELETE FROM snippets")
            connection.commit()
        with pytest.raises(StoreCorrupt, match="belongs to nothing"):
            put_back(saved, shelf, MOMENT)

    def test_what_a_newer_version_wrote(self, shelf: Path, saved: Path) -> None:
        with closing(sqlite3.connect(saved)) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
            connection.commit()
        with pytest.raises(StoreNewer, match="update Tactful"):
            put_back(saved, shelf, MOMENT)

    def test_a_librarys_own_file_beside_its_log(
        self, shelf: Path, saved: Path, tmp_path: Path
    ) -> None:
        saved.with_name("saved.db-wal").write_bytes(b"changes")
        with pytest.raises(StoreError, match="would be lost"):
            put_back(saved, shelf, MOMENT)

    @pytest.mark.parametrize("name", ["none.db", "data"])
    def test_what_is_no_file(self, shelf: Path, tmp_path: Path, name: str) -> None:
        with pytest.raises(StoreError, match="is no file"):
            put_back(tmp_path / name, shelf, MOMENT)


def damage(path: Path) -> None:
    """Overwrite every page but the first with noise."""
    content = bytearray(path.read_bytes())
    for place in range(4096, len(content), 4096):
        content[place : place + 64] = b"\xa5" * 64
    path.write_bytes(bytes(content))


def put_back_elsewhere(backup: Path, database: Path) -> None:
    """Put back in another process: its own locks keep no process out of a file."""
    import multiprocessing

    with multiprocessing.get_context("spawn").Pool(1) as pool:
        pool.apply(put_back, (backup, database, MOMENT))
