"""Reads a backup from end to end, and says what it holds. Nothing is changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from snippets.errors import StoreBusy, StoreCorrupt, StoreError, StoreFull, StoreNewer
from snippets.store.migrating import newest, revisions

BUSY_SECONDS = 10

_OURS = {"alembic_version", "workspaces", "snippets", "examples"}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: the revision of its tables, the rows of each, its bytes."""

    revision: str
    rows: Mapping[str, int]
    size: int


def verified(backup: Path) -> Contents:
    """What a backup holds, all of which was read.

    Raises StoreError where it can't be read, StoreCorrupt where it is damaged or no backup
    of Tactful, and StoreNewer.
    """
    if not backup.is_file():
        raise StoreError(f"{backup} is no file; name one that `tactful backup` wrote")
    _refuse_log(backup)
    with in_our_words(backup), closing(opened(backup, "immutable=1")) as connection:
        revision = _revision(connection, backup)
        _verify(connection, backup)
        return Contents(revision, rows(connection), backup.stat().st_size)


def rows(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    counts = {}
    for table in _tables(connection):
        query = f'SELECT count(*) FROM "{table}"'
        counts[table] = int(connection.execute(query).fetchone()[0])
    return counts


def opened(path: Path, how: str) -> sqlite3.Connection:
    """A connection to a file that is there, with these parameters of SQLite's URIs."""
    uri = f"{path.resolve().as_uri()}?{how}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


@contextmanager
def in_our_words(path: Path) -> Iterator[None]:
    """What SQLite and the disk refuse, as errors of this floor."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _translated(str(error), path) from error
    except OSError as error:
        raise StoreError(f"{path} can't be used: {error.strerror or error}") from error


def _translated(reason: str, path: Path) -> StoreError:
    if "full" in reason or "I/O error" in reason:
        return StoreFull(f"no space is left for {path}; free some: nothing was changed")
    if "locked" in reason:
        return StoreBusy(f"{path} is held by another process; try again")
    if "not a database" in reason or "malformed" in reason:
        return StoreCorrupt(f"{path} is damaged, or no backup of Tactful ({reason})")
    return StoreError(f"{path}: {reason}")


def _refuse_log(backup: Path) -> None:
    log = backup.with_name(f"{backup.name}-wal")
    if log.exists() and log.stat().st_size:
        raise StoreError(
            f"{backup} is no backup but a library's own file, with changes in {log.name} "
            "that would be lost; make a backup of it with `tactful backup`"
        )


def _revision(connection: sqlite3.Connection, backup: Path) -> str:
    if not set(_tables(connection)) >= _OURS:
        raise StoreCorrupt(f"{backup} is no backup of Tactful; name one that it wrote")
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    revision = str(row[0]) if row else "none"
    if revision not in revisions():
        raise StoreNewer(
            f"{backup} was written by a newer Tactful (this one knows {newest()}, the backup has "
            f"{revision}); update Tactful"
        )
    return revision


def _verify(connection: sqlite3.Connection, backup: Path) -> None:
    wrong = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    lost = [row[0] for row in connection.execute("PRAGMA foreign_key_check")]
    if wrong or lost:
        reason = wrong[0] if wrong else f"a row of {lost[0]} belongs to nothing"
        raise StoreCorrupt(f"{backup} is damaged ({reason}); use another backup")


def _tables(connection: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return [row[0] for row in connection.execute(f"{query} ORDER BY name")]
