"""The database file: opening, migrating, transactions, and its errors in our words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from filelock import FileLock
from sqlalchemy.exc import DatabaseError

from snippets.errors import StoreBusy, StoreCorrupt, StoreError, StoreFull, StoreNewer

BUSY_SECONDS = 10
MIGRATIONS = Path(__file__).parent.parent / "migrations"

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
)


class Database:
    """One SQLite file in WAL mode: many readers, one writer at a time, several processes.

    Opening brings the schema up to date. A transaction that was left through an
    exception, or by the death of the process, has changed nothing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with _our_words(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._engine = sa.create_engine(f"sqlite:///{path}", pool_size=20)
            sa.event.listen(self._engine, "connect", _on_connect)
            sa.event.listen(self._engine, "begin", _on_begin)
            self._writer = self._engine.execution_options(begin="BEGIN IMMEDIATE")
            with FileLock(path.with_suffix(".lock"), timeout=60):
                self._migrate()

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A consistent view of the data."""
        with _our_words(self.path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """The only writer; committed to the disk when the block ends."""
        with _our_words(self.path), self._writer.begin() as connection:
            yield connection

    @property
    def identity(self) -> int:
        """A number that tells the file from another one in its place."""
        return self.path.stat().st_ino

    def close(self) -> None:
        """Give the file back."""
        self._engine.dispose()

    def copy_to(self, path: Path) -> None:
        """Write a consistent copy, while others read and write."""
        with _our_words(path), closing(sqlite3.connect(path)) as target:
            source = self._engine.raw_connection()
            try:
                source.driver_connection.backup(target)  # type: ignore[union-attr]
            finally:
                source.close()

    def check(self) -> list[str]:
        """What SQLite's own integrity check finds; empty when all is well."""
        with self.read() as connection:
            rows = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
            return [row for row in rows if row != "ok"]

    def _migrate(self) -> None:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self._engine.connect() as connection:
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError as error:
                head = ScriptDirectory.from_config(config).get_current_head()
                raise StoreNewer(
                    f"{self.path} was written by a newer Tactful (this one knows {head}); "
                    "update Tactful or use another --data-dir"
                ) from error


def now() -> datetime:
    """The current time in UTC, without zone, as the tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _on_begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


@contextmanager
def _our_words(path: Path) -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        raise _translated(error, path) from error
    except OSError as error:
        raise StoreError(f"{path} can't be used: {error.strerror or error}") from error


def _translated(error: DatabaseError, path: Path) -> Exception:
    reason = str(error.orig)
    if "full" in reason or "I/O error" in reason:
        return StoreFull(f"no space is left for {path}; free some: nothing was changed")
    if "not a database" in reason or "malformed" in reason:
        return StoreCorrupt(
            f"{path} is damaged ({reason}); restore a backup, or move it away to begin anew"
        )
    if "locked" in reason:
        return StoreBusy(f"{path} is held by another process; try again")
    if isinstance(error, sa.exc.IntegrityError):
        return error
    return StoreError(f"{path}: {reason}")
