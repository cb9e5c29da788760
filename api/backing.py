"""`tactful backup` and `tactful restore`: the database out and in, verified both times."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal import DataDir, settings

if TYPE_CHECKING:
    from snippets.store.verified import Contents

COUNTED = {
    "snippets": "snippets",
    "examples": "examples",
    "versions": "versions",
    "drafts": "drafts",
    "secrets": "keys and sessions",
}
"""Tables that a summary tells the rows of, and what they are called there."""


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write the backup.")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file there.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Write the whole database to one file, while the service runs, and verify it."""
    from snippets.store.backup import back_up

    contents = back_up(settings(data_dir).database, file, force)
    print(f"backed up {counted(contents)}")
    print(f"to {file}, {size(contents.size)}, tables {contents.revision}, verified")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `tactful backup` wrote.")],
    data_dir: DataDir = None,
) -> None:
    """Verify a backup and put it in the place of the database; stop the service before."""
    from snippets.store.restoring import put_back

    database = settings(data_dir).database
    contents, kept = put_back(file, database, datetime.now())
    print(f"restored {counted(contents)}")
    print(f"to {database}")
    if kept:
        print(f"what was there is kept as {kept}; delete it when all is well")
    print("keys are as they were at the time of the backup: revoke those that should have ended")


def counted(contents: Contents) -> str:
    """How much of what people know is in a backup."""
    rows = contents.rows
    parts = [f"{rows[table]:,} {name}" for table, name in COUNTED.items() if rows.get(table)]
    return ", ".join(parts) or "an empty library"


def size(count: int) -> str:
    """Bytes, as people read them."""
    return f"{count / 1_000_000:,.1f} MB"
