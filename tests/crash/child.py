"""Does the steps of a seed until it is killed: `python -m tests.crash.child FOLDER SEED`.

Tells on standard error what it begins and, once all of it is promised to be kept, that it
is done. Or restores two backups by turns: `python -m tests.crash.child FOLDER restore`.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from api.backing import restore
from api.terminal import settings
from api.wiring import Services
from snippets import finder
from tests.crash.steps import Shelf, Step, act, expect

SAVED_FROM = 50
"""Vectors from which an index is saved here, so that it is saved all the time."""
BACKUPS = ("one.db", "two.db")


def work(folder: Path, seed: int) -> None:
    """Step after step, as the service and the commands do it."""
    finder.SAVED_FROM = SAVED_FROM
    parts, shelf = Services(settings(folder / "data")), Shelf()
    for number in itertools.count():
        step = Step(seed, number)
        _tell(f"begin {step.kind}")
        act(step, shelf, parts, folder)
        expect(step, shelf, folder)
        _tell("done")


def swap(folder: Path) -> None:
    """Restore one backup, then the other."""
    for name in itertools.cycle(BACKUPS):
        _tell("begin restore")
        restore(folder / name, folder / "data")
        for kept in (folder / "data").glob("*-until-*"):
            kept.unlink()
        _tell("done")


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    if sys.argv[2] == "restore":
        swap(Path(sys.argv[1]))
    else:
        work(Path(sys.argv[1]), int(sys.argv[2]))
