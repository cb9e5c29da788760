"""Databases of every former revision, with rows in every table, come forward whole."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from snippets.store.database import Database
from snippets.store.migrating import newest, revisions
from snippets.store.schema import metadata
from tests.snippets.store.former import contents, former

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("revision", revisions())
def test_no_row_is_lost_or_changed(tmp_path: Path, revision: str) -> None:
    before = former(tmp_path / "t.db", revision)
    assert all(before.values())
    database = Database(tmp_path / "t.db")
    with database.read() as connection:
        after = contents(connection)
    assert database.check() == []
    database.close()
    for table, rows in before.items():
        kept = [{name: row[name] for name in rows[0]} for row in after[table]]
        assert [row for row in rows if row not in kept] == [], table


@pytest.mark.parametrize("revision", revisions())
def test_the_tables_are_as_if_they_had_been_made_now(tmp_path: Path, revision: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    former(tmp_path / "t.db", revision)
    database = Database(tmp_path / "t.db")
    with database.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.close()


@pytest.mark.parametrize("step", range(3))
def test_a_migration_that_dies_has_changed_nothing(tmp_path: Path, step: int) -> None:
    """The process ends hard at the first, middle and last statement that changes tables."""
    path = tmp_path / "t.db"
    before = former(path, "0001")
    total = int(_died(tmp_path / "other.db", 10**9).stdout)
    assert _died(path, [1, total // 2, total][step]).returncode == -signal.SIGKILL
    with sa.create_engine(f"sqlite:///{path}").connect() as connection:
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        assert version == "0001"
        assert contents(connection) == before
    database = Database(path)
    with database.read() as connection:
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        assert (version, database.check()) == (newest(), [])
    database.close()


DIES = """
import os, sys
from pathlib import Path
import sqlalchemy as sa
from snippets.store.database import Database
from tests.snippets.store.former import former
path, last, count = Path(sys.argv[1]), int(sys.argv[2]), 0
if not path.exists():
    former(path, "0001")
def die(connection, cursor, statement, *rest):
    global count
    count += statement.split()[0] in ("ALTER", "CREATE", "DROP", "INSERT", "UPDATE", "DELETE")
    if count == last:
        os.kill(os.getpid(), 9)
sa.event.listen(sa.Engine, "after_cursor_execute", die)
Database(path)
print(count)
"""


def _died(path: Path, last: int) -> subprocess.CompletedProcess[str]:
    """Migrate in a process that is killed after so many statements."""
    arguments = [sys.executable, "-c", DIES, str(path), str(last)]
    return subprocess.run(arguments, capture_output=True, text=True, cwd=ROOT, check=False)
