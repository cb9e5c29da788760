"""What the commands `import` and `export` do: the library in and out, with what is lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from api.learning import told
from api.terminal import progress, services, settings

if TYPE_CHECKING:
    from snippets.formats.entry import Loss, Taken
    from snippets.formats.plan import Plan
    from snippets.snippet import Snippet


def take_in(format_: str, path: Path, data_dir: Path | None, dry_run: bool) -> None:
    """Take the snippets at a path into the library, all or none, and report.

    Nothing is written where `dry_run` or where all of them are there already.
    """
    from snippets import formats
    from snippets.formats.plan import plan

    taken = formats.take(format_, path)
    made = plan(_present(data_dir), taken.entries) if dry_run else _put(taken, data_dir)
    did = "would import" if dry_run else "imported"
    print(f"{did} {len(taken.entries)} snippets from {path}: {made}")
    _print_losses(taken.losses)


def give_out(format_: str, path: Path, data_dir: Path | None) -> None:
    """Write the library to a path and report what could not be carried."""
    from snippets import formats

    with services(data_dir) as parts:
        entries = parts.library().all()
    losses = formats.write(format_, path, entries)
    print(f"exported {len(entries)} snippets to {path}")
    _print_losses(losses)


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
