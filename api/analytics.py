"""The commands that show figures and take ratings in: `tactful analytics`, `tactful ratings`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal import AsJson, DataDir, as_json_text, services
from snippets.analytics.tally import By

if TYPE_CHECKING:
    from snippets.analytics.rating_files import Read
    from snippets.store.ratings import Taken

ByGroup = Annotated[By, typer.Option(help="What to tell the figures apart by.")]
Weeks = Annotated[
    int, typer.Option(min=1, max=260, help="How many weeks, the one that runs among them.")
]
Csv = Annotated[
    Path | None, typer.Option("--csv", help="Write the table as CSV to this file, or - to print.")
]


def analytics(
    by: ByGroup = By.WEEK,
    weeks: Weeks = 8,
    csv: Csv = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Show what became of drafts, in figures, and what changed since last week."""
    from snippets.analytics.page import page
    from snippets.analytics.report import analytics as look
    from snippets.analytics.table import as_csv

    with services(data_dir) as parts:
        ranks = parts.settings.rank_people
        report = look(parts.library(), by, weeks, ranks_people=ranks)
    if csv is not None:
        _write(csv, as_csv(report), len(report.rows))
    elif as_json:
        from api.routes.analytics import AnalyticsOut

        print(as_json_text(AnalyticsOut.of(report).model_dump(mode="json")))
    else:
        print(page(report))


def ratings(
    file: Annotated[Path, typer.Argument(help="A table (CSV) or JSON Lines.")],
    kind: Annotated[str, typer.Option(help="csat, nps or ces, where the file says none.")] = "csat",
    scale: Annotated[
        str | None, typer.Option(help="The ends of the scale, like 1-3, where they are others.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report only.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Take in how customers rated conversations, by conversation id."""
    from snippets.analytics.rating_files import read
    from snippets.library import DEFAULT_WORKSPACE
    from snippets.store.ratings import Ratings

    found = read(file, kind, scale)
    with services(data_dir) as parts:
        parts.entries()
        taken = Ratings(parts.database, DEFAULT_WORKSPACE).take(found.ratings, dry_run)
    print(_told(file, found, taken, dry_run))


def _told(file: Path, found: Read, taken: Taken, dry_run: bool) -> str:
    verb = "would take" if dry_run else "took"
    kept = taken.new + taken.changed + taken.unchanged
    lines = [
        f"{verb} in {kept:,} ratings from {file}: {taken.new:,} new, {taken.changed:,} changed, "
        f"{taken.unchanged:,} unchanged"
    ]
    if taken.unmatched:
        lines.append(
            f"    not kept, since nothing was drafted for the conversation: {taken.unmatched:,}"
        )
    if found.unrated:
        lines.append(f"    lines without a rating: {found.unrated:,}")
    return "\n".join([*lines, *(f"    {doubt}" for doubt in found.doubts)])


def _write(path: Path, text: str, rows: int) -> None:
    from snippets.formats.jsonl import replace

    if str(path) == "-":
        sys.stdout.write(text)
    else:
        replace(path, text)
        print(f"wrote {rows:,} rows to {path}")
