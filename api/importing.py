"""What the commands `import` and `export` do: the library in and out, with what is lost.

What comes in is at a path, or a help desk's, read live through its API.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from api.learning import told
from api.terminal import progress, services, settings

if TYPE_CHECKING:
    from snippets.desks import Live
    from snippets.formats.entry import Loss, Taken
    from snippets.formats.plan import Plan
    from snippets.snippet import Snippet


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be read of a help desk: as it was typed."""

    desk: str
    address: str
    key_file: Path | None
    since: str | None


def take_in(format_: str, path: Path, data_dir: Path | None, dry_run: bool) -> None:
    """Take the snippets at a path into the library, all or none, and report.

    Nothing is written where `dry_run` or where all of them are there already.
    """
    from snippets import formats

    _take(formats.take(format_, path), str(path), data_dir, dry_run)


def take_in_live(wanted: Wanted, data_dir: Path | None, dry_run: bool) -> None:
    """Do the same with what a help desk holds.

    What has been fetched stays in the data folder until it is in the library, so that the same
    command goes on after a break; the library is not touched before all of it is there.
    """
    from snippets import desks

    live = _live(wanted, data_dir)
    with desks.fetched(live, lambda: progress("fetching", "pages")) as found:
        if found.went_on:
            print("went on where the last try had stopped", file=sys.stderr)
        _take(found.taken, wanted.address, data_dir, dry_run)
    if found.passed_over:
        print(f"not changed since {wanted.since}, passed over: {found.passed_over}")


def give_out(format_: str, path: Path, data_dir: Path | None) -> None:
    """Write the library to a path and report what could not be carried."""
    from snippets import formats

    with services(data_dir) as parts:
        entries = parts.library().all()
    losses = formats.write(format_, path, entries)
    print(f"exported {len(entries)} snippets to {path}")
    _print_losses(losses)


def _take(taken: Taken, origin: str, data_dir: Path | None, dry_run: bool) -> None:
    from snippets.formats.plan import plan

    made = plan(_present(data_dir), taken.entries) if dry_run else _put(taken, data_dir)
    did = "would import" if dry_run else "imported"
    print(f"{did} {len(taken.entries)} snippets from {origin}: {made}")
    _print_losses(taken.losses)


def _live(wanted: Wanted, data_dir: Path | None) -> Live:
    from snippets.desks import Live

    chosen = settings(data_dir)
    given = chosen.import_key.get_secret_value() if chosen.import_key else ""
    key = _read_key(wanted.key_file) if wanted.key_file else given
    since = _moment(wanted.since) if wanted.since else None
    return Live(wanted.desk, wanted.address, key, chosen.data_dir / "imports", since)


def _read_key(file: Path) -> str:
    from snippets.errors import LibraryError

    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(f"the key file {file} can't be read: {error}") from error


def _moment(text: str) -> datetime:
    from snippets.errors import LibraryError

    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise LibraryError(f"--since takes a day or time like 2026-01-31, not {text!r}") from error
    return moment.replace(tzinfo=moment.tzinfo or UTC)


def _put(taken: Taken, data_dir: Path | None) -> Plan:
    from snippets.formats.plan import plan

    with services(data_dir) as parts, progress("embedding", "snippets") as show:
        library = parts.library()
        made = plan(library.all(), taken.entries)
        if made.to_write:
            library.put(made.to_write, show)
        if any(snippet.examples for snippet in made.to_write):
            print(told(library.adapt(library.begin_lesson())))
    return made


def _present(data_dir: Path | None) -> Sequence[Snippet]:
    """The library as it is, none where there is no database yet: nothing is made."""
    if not settings(data_dir).database.exists():
        return []
    with services(data_dir) as parts:
        return list(parts.entries().all())


def _print_losses(losses: Sequence[Loss]) -> None:
    from snippets.formats.losses import lines

    if losses:
        print("not carried:")
    for line in lines(losses):
        print(line)
