"""Backups of the database, written while others read and write.

A backup is one SQLite file with all tables. It is written beside its place, read from end to
end, and then put there: a file that is there already stays until that is done.
"""

from __future__ import annotations

import glob
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from snippets.errors import StoreCorrupt, StoreError
from snippets.store.verified import Contents, in_our_words, opened, rows, verified

_OWNERS_ONLY = 0o600


def back_up(database: Path, target: Path, force: bool = False) -> Contents:
    """Write a verified copy of a database that may be in use; what it holds.

    Its tables stay as they are, so that it can be kept before an update. Raises StoreError
    where there is no database, or where `target` is there and `force` does not say so.
    """
    _refuse(database, target, force)
    with in_our_words(target), staged(target.parent, f".{target.name}-") as folder:
        copy = folder / database.name
        seen = _copied(database, copy)
        contents = verified(copy)
        if contents.rows != seen:
            raise StoreCorrupt(f"the copy of {database} is not whole; nothing was backed up")
        settle(copy)
        copy.replace(target)
        sync(target.parent)
    return contents


def _refuse(database: Path, target: Path, force: bool) -> None:
    if not database.is_file():
        raise StoreError(f"there is no library at {database}; nothing was backed up")
    if not target.parent.is_dir():
        raise StoreError(f"there is no folder {target.parent}; make it first")
    if not target.exists():
        return
    if target.is_dir() or target.samefile(database):
        raise StoreError(f"{target} can't be written over; name another file")
    if not force:
        raise StoreError(f"{target} is there already; name another file, or say --force")


def _copied(database: Path, copy: Path) -> dict[str, int]:
    """Copy what one reading sees, which nobody waits for; how many rows that is."""
    with closing(opened(database, "mode=rw")) as source, closing(sqlite3.connect(copy)) as target:
        source.execute("BEGIN")
        seen = rows(source)
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    return seen


@contextmanager
def staged(parent: Path, prefix: str) -> Iterator[Path]:
    """A folder for a file that is not whole yet; what a killed process left is swept."""
    for left in parent.glob(f"{glob.escape(prefix)}*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=parent) as folder:
        yield Path(folder)


def settle(path: Path) -> None:
    """Have a file on the disk, and for its owner only."""
    path.chmod(_OWNERS_ONLY)
    sync(path)


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
