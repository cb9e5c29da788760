"""The database: migrations, files that are none, folders and disks that give out.

Meaning does not matter here; no embedder is used.
"""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa

from snippets.errors import (
    SnippetExists,
    SnippetNotFound,
    StoreBusy,
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreNewer,
)
from snippets.snippet import Snippet
from snippets.store import database as module
from snippets.store.database import Database
from snippets.store.entries import Entries
from snippets.store.examples import Learned
from snippets.store.schema import metadata
from snippets.store.vectors import VectorCache


def snippet(snippet_id: str, **fields: object) -> Snippet:
    return Snippet(**{"id": snippet_id, "kind": "reply", "title": "T", "body": "b"} | fields)  # type: ignore[arg-type]


@pytest.fixture
def rows(database: Database) -> Entries:
    return Entries(database, "default")


class TestOpening:
    def test_an_empty_folder_gets_every_table(self, database: Database) -> None:
        with database.read() as connection:
            assert set(metadata.tables) <= set(sa.inspect(connection).get_table_names())

    def test_migrations_and_tables_say_the_same(self, database: Database) -> None:
        from alembic.autogenerate import compare_metadata
        from alembic.migration import MigrationContext

        with database.read() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []

    def test_opening_again_keeps_everything(self, tmp_path: Path) -> None:
        for count in (1, 2, 3):
            database = Database(tmp_path / "t.db")
            rows = Entries(database, "default")
            rows.add(snippet(str(count)))
            assert rows.count() == count
            database.close()

    def test_many_openings_at_once_agree(self, tmp_path: Path) -> None:
        with ThreadPoolExecutor(4) as pool:
            for database in pool.map(lambda _: Database(tmp_path / "t.db"), range(6)):
                assert Entries(database, "default").count() == 0
                database.close()

    def test_folders_are_made(self, tmp_path: Path) -> None:
        Database(tmp_path / "a" / "b" / "t.db").close()
        assert (tmp_path / "a" / "b" / "t.db").is_file()

    def test_a_newer_schema_is_refused(self, tmp_path: Path) -> None:
        Database(tmp_path / "t.db").close()
        with sqlite3.connect(tmp_path / "t.db") as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(StoreNewer, match=r"newer Tactful .* update Tactful or use another"):
            Database(tmp_path / "t.db")

    @pytest.mark.parametrize("content", [b"no database at all\n" * 100, b"\x89PNG" + b"\0" * 5000])
    def test_a_file_that_is_no_database_is_refused_and_left_alone(
        self, tmp_path: Path, content: bytes
    ) -> None:
        path = tmp_path / "t.db"
        path.write_bytes(content)
        with pytest.raises(StoreCorrupt, match="restore a backup, or move it away"):
            Database(path)
        assert path.read_bytes() == content

    def test_a_database_with_overwritten_pages_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "t.db"
        Database(path).close()
        content = bytearray(path.read_bytes())
        content[4096:] = b"\xa5" * (len(content) - 4096)
        path.write_bytes(content)
        with pytest.raises(StoreCorrupt, match="is damaged"):
            Entries(Database(path), "default").all()

    def test_the_check_finds_a_sound_file_sound(self, database: Database) -> None:
        assert database.check() == []

    def test_a_file_in_the_folders_place_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(StoreError, match="can't be used"):
            Database(tmp_path / "file" / "t.db")

    def test_a_folder_in_the_files_place_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "t.db").mkdir()
        with pytest.raises(StoreError, match=r"t\.db"):
            Database(tmp_path / "t.db")

    def test_a_folder_that_cannot_be_written_is_named(self) -> None:
        with pytest.raises(StoreError, match="can't be used"):
            Database(Path("/proc/none/t.db"))


class TestLimits:
    def test_a_full_disk_changes_nothing(self, database: Database, rows: Entries) -> None:
        rows.add(snippet("kept"))
        with database.read() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

        @sa.event.listens_for(database._engine, "begin")
        def fill_the_disk(connection: sa.Connection) -> None:
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")

        many = [snippet(str(n), body="x" * 20_000) for n in range(50)]
        with pytest.raises(StoreFull, match="free some: nothing was changed"):
            rows.write(many)
        assert [one.id for one in rows.all()] == ["kept"]

    def test_a_writer_that_holds_on_too_long_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pragmas = tuple(one for one in module._PRAGMAS if "busy_timeout" not in one)
        monkeypatch.setattr(module, "_PRAGMAS", (*pragmas, "PRAGMA busy_timeout=50"))
        one, other = Database(tmp_path / "t.db"), Database(tmp_path / "t.db")
        rows = Entries(other, "default")
        with one.write(), pytest.raises(StoreBusy, match="held by another process; try again"):
            rows.add(snippet("a"))
        rows.add(snippet("a"))
        assert rows.count() == 1

    def test_readers_do_not_wait_for_a_writer(self, database: Database, rows: Entries) -> None:
        rows.add(snippet("a"))
        with database.write() as connection:
            connection.execute(sa.text("DELETE FROM snippets"))
            assert rows.count() == 1

    def test_an_exception_in_a_transaction_changes_nothing(
        self, database: Database, rows: Entries
    ) -> None:
        rows.add(snippet("a"))
        with suppress(RuntimeError), database.write() as connection:
            connection.execute(sa.text("DELETE FROM snippets"))
            raise RuntimeError
        assert rows.count() == 1


class TestEntries:
    def test_what_is_written_is_read(self, rows: Entries, entries: list[Snippet]) -> None:
        rows.write(entries)
        assert rows.all() == sorted(entries, key=lambda one: one.id)

    def test_writing_again_replaces_fields_and_examples(self, rows: Entries) -> None:
        rows.add(snippet("a", examples=("one", "two"), tags=("x",)))
        rows.write([snippet("a", body="new", examples=("three",))])
        assert rows.get("a") == snippet("a", body="new", examples=("three",))

    def test_adding_what_exists_is_refused(self, rows: Entries) -> None:
        rows.add(snippet("a"))
        with pytest.raises(SnippetExists):
            rows.add(snippet("a", body="new"))
        assert rows.get("a").body == "b"

    def test_adding_what_exists_names_the_id(self, rows: Entries) -> None:
        rows.add(snippet("a"))
        with pytest.raises(SnippetExists, match="the id 'a' exists; PUT changes it"):
            rows.add(snippet("a"))

    def test_a_shortcut_that_is_taken_is_refused_and_nothing_is_written(
        self, rows: Entries
    ) -> None:
        rows.add(snippet("a", shortcut="s"))
        with pytest.raises(SnippetExists, match="the shortcut 's' of 'c' is taken"):
            rows.write([snippet("b"), snippet("c", shortcut="s")])
        assert [one.id for one in rows.all()] == ["a"]

    def test_two_snippets_may_swap_their_shortcuts(self, rows: Entries) -> None:
        rows.write([snippet("a", shortcut="x"), snippet("b", shortcut="y")])
        rows.write([snippet("a", shortcut="y"), snippet("b", shortcut="x")])
        assert [one.shortcut for one in rows.all()] == ["y", "x"]

    def test_a_shortcut_is_free_again_after_its_snippet_is_gone(self, rows: Entries) -> None:
        rows.add(snippet("a", shortcut="s"))
        rows.delete(["a"])
        rows.add(snippet("b", shortcut="s"))
        assert rows.get("b").shortcut == "s"

    def test_deleting_what_is_not_there_deletes_nothing(self, rows: Entries) -> None:
        rows.add(snippet("a"))
        with pytest.raises(SnippetNotFound, match="'none'"):
            rows.delete(["a", "none"])
        assert rows.count() == 1

    def test_every_change_raises_the_revision(self, rows: Entries) -> None:
        seen = [rows.revision()]
        for change in (
            lambda: rows.add(snippet("a")),
            lambda: rows.write([snippet("a", body="x")]),
            lambda: rows.learn([Learned("a", "c1", "text")]),
            lambda: rows.delete(["a"]),
        ):
            change()
            seen.append(rows.revision())
        assert seen == sorted(set(seen))

    def test_changes_tell_what_is_new_and_what_is_gone(self, rows: Entries) -> None:
        rows.write([snippet("a"), snippet("b")])
        since = rows.revision()
        rows.write([snippet("b", body="x"), snippet("c")])
        rows.delete(["a"])
        changes = rows.changes(since)
        assert [one.snippet.id for one in changes.changed] == ["b", "c"]
        assert changes.gone == ("a",)
        assert rows.changes(changes.revision).changed == ()

    def test_more_than_a_thousand_snippets_are_read_with_their_examples(
        self, rows: Entries
    ) -> None:
        rows.write([snippet(f"{n:04}", examples=(f"example {n}",)) for n in range(1_100)])
        assert all(one.examples == (f"example {int(one.id)}",) for one in rows.all())

    def test_workspaces_never_see_each_other(self, database: Database, rows: Entries) -> None:
        other = Entries(database, "other")
        rows.add(snippet("a", shortcut="s", body="mine"))
        other.add(snippet("a", shortcut="s", body="theirs"))
        assert (rows.get("a").body, other.get("a").body) == ("mine", "theirs")
        other.delete(["a"])
        assert rows.count() == 1
        assert other.count() == 0
        assert rows.changes(0).gone == ()

    def test_learned_examples_stay_out_of_what_a_person_edits(self, rows: Entries) -> None:
        rows.add(snippet("a", examples=("given",)))
        assert rows.learn([Learned("a", "c1", "learned")]) == 1
        assert rows.get("a").examples == ("given",)
        (known,) = rows.changes(0).changed
        assert known.snippet.examples == ("given",)
        assert [one.text for one in known.past] == ["learned"]

    def test_learned_examples_survive_an_edit_and_go_with_their_snippet(
        self, rows: Entries
    ) -> None:
        rows.add(snippet("a"))
        rows.learn([Learned("a", "c1", "learned")])
        rows.write([snippet("a", body="new")])
        assert [one.text for one in rows.changes(0).changed[0].past] == ["learned"]
        rows.delete(["a"])
        rows.add(snippet("a"))
        assert rows.changes(0).changed[0].past == ()

    def test_learning_the_same_again_adds_nothing(self, rows: Entries) -> None:
        rows.add(snippet("a"))
        one = Learned("a", "c1", "text")
        assert [rows.learn([one]), rows.learn([one, one])] == [1, 0]

    def test_learning_for_a_snippet_that_is_gone_passes_it_over(self, rows: Entries) -> None:
        rows.add(snippet("a"))
        assert rows.learn([Learned("gone", "c1", "text"), Learned("a", "c1", "text")]) == 1


class TestVectors:
    def test_vectors_are_kept_by_text_and_model(self, database: Database, rows: Entries) -> None:
        import numpy as np

        one = VectorCache(database, "default", "m:1", 4)
        one.put(["a", "b"], np.eye(2, 4, dtype=np.float32))
        assert one.get(["b", "c"])["b"].tolist() == [0, 1, 0, 0]
        assert VectorCache(database, "default", "m:2", 4).get(["a"]) == {}
        assert VectorCache(database, "other", "m:1", 4).get(["a"]) == {}

    def test_a_vector_of_another_length_is_ignored(self, database: Database, rows: Entries) -> None:
        import numpy as np

        VectorCache(database, "default", "m:1", 4).put(["a"], np.eye(1, 4, dtype=np.float32))
        assert VectorCache(database, "default", "m:1", 8).get(["a"]) == {}
