"""The database file: opening, migrating, transactions, and its errors in our words."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from filelock import FileLock
from sqlalchemy.exc import DatabaseError

from snippets.errors import StoreBusy, StoreCorrupt, StoreError, StoreFull
from snippets.store.migrating import migrate
from snippets.store.verified import BUSY_SECONDS

LOCK_SECONDS = 60
"""How long to wait while another process migrates or replaces the database."""

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
)


class Database:
    """One SQLite file in WAL mode: many readers, one writer at a time, several processes.

    Opening brings the schema up to date; `identity` tells the file from any other that was
    or will be in its place. A transaction that was left through an
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
            with (
                FileLock(path.with_suffix(".lock"), timeout=LOCK_SECONDS),
                self._engine.connect() as connection,
            ):
                migrate(connection, path)
                self.identity = f"{path.stat().st_ino}-{_mark(connection)}"

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
        """What SQLite's own checks find, of the file and between tables; empty when all is well."""
        with self.read() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
            wrong = [str(one) for one in found if one != "ok"]
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").scalars()
            return [*wrong, *(f"a row of {table} belongs to nothing" for table in lost)]

    @property
    def unfolded(self) -> int:
        """The bytes of the log, which hold changes that are not in the file yet."""
        log = self.path.with_name(f"{self.path.name}-wal")
        return log.stat().st_size if log.exists() else 0


def now() -> datetime:
    """The current time in UTC, without zone, as the tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def _mark(connection: sa.Connection) -> int:
    """The number that a database gave itself when it was first opened."""
    mark = int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
    if not mark:
        mark = 1 + secrets.randbelow(2**31 - 1)
        connection.exec_driver_sql(f"PRAGMA user_version={mark}")
    connection.commit()
    return mark


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
