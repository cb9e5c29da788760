"""How quickly figures come from how many drafts, whether they are right, how often words err.

python -m tests.benchmarks.analytics [DRAFTS]
"""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from models.embedders.hashing import HashingEmbedder
from snippets.analytics.page import page
from snippets.analytics.report import Report, analytics
from snippets.analytics.tally import By
from snippets.library import Library
from snippets.store.database import Database
from tests.benchmarks.made_up_drafts import Truth, fill, library_entries

TODAY = date(2026, 7, 15)
WEEKS = 8
DRAFTS = 200_000
QUIET_WEEKS, DRAFTS_A_WEEK = 100, 400
"""Of a desk where nothing ever changes."""


def main() -> None:
    """Print the tables."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DRAFTS
    with TemporaryDirectory() as folder:
        library, truth = made(Path(folder), count, WEEKS, change=True)
        print("| by | drafts | s | s of a processor |\n| --- | ---: | ---: | ---: |")
        for by in By:
            began, worked = time.perf_counter(), time.process_time()
            analytics(library, by, WEEKS, TODAY, ranks_people=True)
            took, work = time.perf_counter() - began, time.process_time() - worked
            print(f"| {by} | {count:,} | {took:.1f} | {work:.1f} |")
        print(f"\nright: {is_right(analytics(library, By.WEEK, WEEKS, TODAY), truth)}\n")
        print(page(analytics(library, By.TEAM, WEEKS, TODAY)))
    print(f"\nweeks without a change that had one named: {false_alarms()} of {QUIET_WEEKS}")


def made(folder: Path, count: int, weeks: int, change: bool) -> tuple[Library, Truth]:
    """A library with so many drafts, and what is true of them."""
    database = Database(folder / "tactful.db")
    library = Library(database, HashingEmbedder(64))
    library.put(library_entries())
    return library, fill(database, count, TODAY, weeks, change)


def is_right(report: Report, truth: Truth) -> bool:
    """Whether every week has the drafts and outcomes that were made."""
    for row in report.series:
        week, told = date.fromisoformat(row.key), row.figures
        drafts = sum(n for (day, _), n in truth.drafts.items() if day == week)
        actions = {key: n for key, n in truth.actions.items() if key[0] == week}
        sent = sum(n for (_, _, action), n in actions.items() if action != "discarded")
        if (told.drafts, told.used, told.outcomes) != (drafts, sent, sum(actions.values())):
            return False
    return True


def false_alarms() -> int:
    """In how many weeks the words tell of a change where there is only chance."""
    weeks = QUIET_WEEKS + 2
    with TemporaryDirectory() as folder:
        library, _ = made(Path(folder), weeks * DRAFTS_A_WEEK, weeks, change=False)
        days = [TODAY - at * timedelta(days=7) for at in range(QUIET_WEEKS)]
        told = [analytics(library, By.WEEK, 3, day).changes for day in days]
    signs = (" rose ", " fell ", " often:")
    return sum(any(sign in one for one in words for sign in signs) for words in told)


if __name__ == "__main__":
    main()
