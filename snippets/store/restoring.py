"""Puts a backup in the place of a database that nobody uses."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from snippets.errors import StoreBusy, StoreError
from snippets.store.backup import settle, staged, sync
from snippets.store.database import LOCK_SECONDS, Database
from snippets.store.verified import Contents, in_our_words, opened, verified

SHARED_BYTES = (510, 0x40000002)
"""How many bytes, and from where, SQLite locks in a file that any connection has open
(SHARED_SIZE and SHARED_FIRST in its os.h)."""


def put_back(backup: Path, database: Path, moment: datetime) -> tuple[Contents, Path | None]:
    """Put a verified backup in the place of a database, brought forward to the newest tables.

    What it held, and where that which was there before is kept: in a file that names the
    `moment`. Raises what `verified` raises, and StoreBusy while any process has the database
    open; then nothing has changed.
    """
    contents = verified(backup)
    kept = database.with_name(f"{database.stem}-until-{moment:%Y-%m-%dT%H-%M-%S}.db")
    with in_our_words(database):
        database.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(database.with_suffix(".lock"), timeout=LOCK_SECONDS):
            replaced = _replaced(backup, database, kept)
    return contents, replaced


def _replaced(backup: Path, database: Path, kept: Path) -> Path | None:
    with staged(database.parent, "restoring-") as folder:
        if not database.exists():
            _prepared(backup, folder / database.name).replace(database)
            sync(database.parent)
            return None
        _fold(database)
        with _alone(database):
            _forget_names(database)
            ready = _prepared(backup, folder / database.name)
            _exchange(ready, database, kept)
        sync(database.parent)
        return kept


def _prepared(backup: Path, copy: Path) -> Path:
    """A copy of a backup with the newest tables and an identity of its own."""
    shutil.copyfile(backup, copy)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA user_version=0")
    Database(copy).close()
    verified(copy)
    settle(copy)
    return copy


def _exchange(ready: Path, database: Path, kept: Path) -> None:
    """Give the old file another name, and the new one its place, at once.

    The log of a damaged database goes first, so that it is never applied to another.
    """
    if kept.exists():
        raise StoreError(f"{kept} is there already; move it away and run this again")
    ready.chmod(database.stat().st_mode)
    for log in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            database.with_name(database.name + log).replace(kept.with_name(kept.name + log))
    try:
        os.link(database, kept)
    except OSError:
        shutil.copy2(database, kept)
    ready.replace(database)


def _forget_names(database: Path) -> None:
    """Take away a second name that a killed restore gave the database: it was not replaced."""
    for name in database.parent.glob(f"{database.stem}-until-*.db"):
        if name.samefile(database):
            name.unlink()


def _fold(database: Path) -> None:
    """Take the log into the file; one that is damaged keeps it."""
    with suppress(sqlite3.DatabaseError), closing(opened(database, "mode=rw")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _alone(database: Path) -> Iterator[None]:
    """Shut everybody out of a file that nobody has open. Raises StoreBusy."""
    with database.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, *SHARED_BYTES)
        except OSError as error:
            raise StoreBusy(
                f"{database} is in use by another process, a service say; stop it and run "
                "this again: nothing was changed"
            ) from error
        yield
