"""`tactful sync`: a folder of Markdown files and the library in step, both ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.learning import told
from api.terminal import DataDir, progress, services, settings

if TYPE_CHECKING:
    from snippets.formats.synced import Folder
    from snippets.formats.twoway import Side, Steps
    from snippets.library import Library
    from snippets.snippet import Snippet
    from snippets.versions import Signed

FEW = 5
"""So many snippets may always be deleted at once, and else up to half of all."""
SHOWN = 20
"""How many ids are named of each kind."""


def sync(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder of Markdown files.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Compare and report only.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Delete even most of the snippets of a side.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Keep a folder of Markdown files and the library in step; exit code 1 on conflicts.

    What has changed since the last time on one side goes to the other one.
    """
    from snippets.formats.synced import opened
    from snippets.formats.twoway import steps

    here, kept_files = opened(folder), list[Path]()
    if dry_run and not settings(data_dir).database.exists():
        made = steps(here.snippets, {}, here.last, here.unsettled())
        _check(made, here, {}, force)
    else:
        with services(data_dir) as parts:
            kept = parts.entries().all() if dry_run else parts.library().all()
            library = {one.id: one for one in kept}
            made = steps(here.snippets, library, here.last, here.unsettled())
            _check(made, here, library, force)
            if not dry_run:
                _take_in(parts.library(), here, library, made)
                kept_files = _give_out(here, library, made)
    _report(made, here, dry_run, kept_files)
    raise typer.Exit(1 if made.conflicts else 0)


def _check(made: Steps, here: Folder, library: Side, force: bool) -> None:
    """Refuse to delete most of a side: it is more likely that the other one is a wrong one."""
    from snippets.errors import LibraryError

    sides = ((made.gone_there, here.snippets, "files"), (made.gone_here, library, "snippets"))
    for gone, all_, what in sides:
        is_most = len(gone) > max(FEW, len(all_) // 2) or len(gone) == len(all_)
        if gone and is_most and not force:
            raise LibraryError(
                f"this would delete {len(gone)} of {len(all_)} {what}; say --force if that is "
                "meant, or fill a new library with `tactful import markdown`"
            )


def _take_in(library: Library, here: Folder, before: Side, made: Steps) -> None:
    """Change the library as the folder was changed. Raises LibraryError, and then again works.

    A shortcut that a deleted snippet has is given once that one is gone.
    """
    from snippets.versions import Signed

    signed = Signed(reason=f"sync with {here.path.name}")
    freed = {before[one].shortcut for one in made.gone_here} - {None}
    wanted = [here.snippets[one] for one in made.into]
    later = [one for one in wanted if one.shortcut in freed]
    first = [replace(one, shortcut=None) if one in later else one for one in wanted]
    _put(library, first, before, signed)
    if made.gone_here:
        library.delete(made.gone_here, signed, _seen(library, made.gone_here, before))
    if later:
        library.put(later, signed=signed)


def _put(library: Library, entries: Sequence[Snippet], before: Side, signed: Signed) -> None:
    if not entries:
        return
    seen = _seen(library, [one.id for one in entries if one.id in before], before)
    with progress("embedding", "snippets") as show:
        library.put(entries, show, signed, seen)
    if any(one.examples != getattr(before.get(one.id), "examples", ()) for one in entries):
        print(told(library.adapt(library.begin_lesson())))


def _seen(library: Library, ids: Iterable[str], before: Side) -> dict[str, int]:
    """The versions that were compared. Raises LibraryError where somebody was quicker."""
    from snippets.errors import LibraryError

    versions = {}
    for one in ids:
        current = library.current(one)
        if current.snippet != before[one]:
            raise LibraryError(f"{one!r} was changed in the meantime; run the command again")
        versions[one] = current.version
    return versions


def _give_out(here: Folder, library: Side, made: Steps) -> list[Path]:
    """Change the folder as the library was changed, and remember what both have in common.

    The second files that are kept, as they are not what was written there.
    """
    from snippets.formats.synced import theirs

    settled = {one: at for one, at in here.unsettled().items() if one not in made.conflicts}
    for one in made.out:
        here.put(library[one])
    asked = [one for one in made.conflicts if one in library]
    unshown = {one for one in asked if not here.put_beside(library[one])}
    left = [
        at for one, at in settled.items() if one in library and not here.settle(at, library[one])
    ]
    for one in made.gone_there:
        here.remove(one)
    here.remember(_common(here, library, made, unshown))
    return [*left, *(theirs(here.files[one]) for one in sorted(unshown))]


def _common(here: Folder, library: Side, made: Steps, unshown: set[str]) -> dict[str, str]:
    """The marks to compare with the next time; as before where a text could not be shown."""
    from snippets.formats.twoway import mark

    now = {one: mark(here.snippets.get(one, library.get(one))) for one in here.files}
    now |= {one: mark(library.get(one)) for one in (*made.out, *made.conflicts)}
    now |= {one: here.last.get(one) for one in unshown}
    return {one: of for one, of in now.items() if of}


def _report(made: Steps, here: Folder, dry_run: bool, kept: Sequence[Path] = ()) -> None:
    for file in kept:
        print(f"kept: {file} is not what sync has written there; move or delete it")
    if made.nothing:
        print(f"{here.path} and the library are in step")
        return
    did = ("would go", "would be deleted") if dry_run else ("went", "deleted")
    lines = {
        f"{did[0]} into the library": made.into,
        f"{did[0]} out to the folder": made.out,
        f"{did[1]} in the library": made.gone_here,
        f"{did[1]} in the folder": made.gone_there,
        "deleted on one side, changed on the other: kept": made.revived,
    }
    for what, ids in lines.items():
        if ids:
            print(f"{len(ids):5} {what}: {_named(ids)}")
    for one in made.conflicts:
        print(_conflict(one, here, dry_run, kept))


def _named(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
    return ", ".join(ids[:SHOWN]) + more


def _conflict(snippet_id: str, here: Folder, dry_run: bool, kept: Sequence[Path]) -> str:
    from snippets.formats.synced import theirs

    file = here.files.get(snippet_id)
    if file is None or dry_run:
        return f"conflict: {snippet_id} was changed on both sides"
    if theirs(file) in kept:
        return (
            f"conflict: {snippet_id} was changed on both sides: put what is right in {file}, move "
            f"{theirs(file).name} away, which is not the library's text, and sync again"
        )
    return (
        f"conflict: {snippet_id} was changed on both sides: put what is right in {file}, delete "
        f"{theirs(file).name}, which has the library's text, and sync again"
    )
