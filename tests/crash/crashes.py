"""Kills a process at a random moment, opens what it left, and compares it with its promises."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Timer

import sqlalchemy as sa

from api.doctor import examine
from api.settings import Settings
from api.wiring import Services
from snippets.library import Library
from snippets.snippet import Snippet
from snippets.store.backup import back_up
from snippets.store.database import Database
from snippets.store.schema import examples, snippets, uses
from snippets.store.verified import verified
from tests.crash.child import BACKUPS
from tests.crash.steps import Shelf, Step, expect

ROOT = Path(__file__).parents[2]
FAKES = {
    "embedder": "hashing:256",
    "grammar": "off",
    "opinion": "off",
    "privacy": "patterns",
}
RESTORES_EVERY = 5
"""One in so many seeds kills restoring, the others what a service and its commands do."""
STARTING_EVERY = 4
"""One in so many kills before anything was promised."""
MOST_SECONDS = 4.0
SEARCHED = 5
NEW = Snippet(
    "afterwards",
    "reply",
    "zqafterwards",
    "All about zqafterwards.",
    examples=("What is zqafterwards?",),
)


@dataclass(frozen=True, slots=True)
class Crash:
    """Where a process was killed, how much it had promised, and what of it does not hold."""

    phase: str
    promised: int
    broken: list[str]


def crash(folder: Path, seed: int) -> Crash:
    """Kill one process and look at what it left in the folder."""
    if seed % RESTORES_EVERY == RESTORES_EVERY - 1:
        return _crash_restoring(folder, seed)
    phase, done = _killed(folder, str(seed), Random(seed))
    path = folder / "data" / "tactful.db"
    before, after = promised(folder, seed, done), promised(folder, seed, done + 1)
    if not path.exists():
        return Crash(phase, done, ["the database is gone"] if done else [])
    database = Database(path)
    broken = [f"damaged: {one}" for one in database.check()]
    broken += compared(database, before, after)
    database.close()
    return Crash(phase, done, broken + _saved(before) + _used(folder, before, after))


def _killed(folder: Path, what: str, chance: Random) -> tuple[str, int]:
    """Run the child and kill it; what it was doing, and how many steps were done."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    given = {f"TACTFUL_{name.upper()}": value for name, value in FAKES.items()}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.crash.child", str(folder), what],
        cwd=ROOT,
        env=os.environ | given,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr
        told = [] if chance.random() < 1 / STARTING_EVERY else [process.stderr.readline().strip()]
        timer = Timer(chance.uniform(0.0, MOST_SECONDS), process.kill)
        timer.start()
        told += [line.strip() for line in process.stderr]
        timer.join()
    _only_these(told)
    done = told.count("done")
    running = told[-1].removeprefix("begin ") if told and told[-1] != "done" else ""
    return running or ("between steps" if told else "starting"), done


def _only_these(told: list[str]) -> None:
    """Whatever else the child says is an error of its own."""
    strange = [line for line in told if line != "done" and not line.startswith("begin ")]
    if strange:
        raise RuntimeError("\n".join(strange))


def promised(folder: Path, seed: int, count: int) -> Shelf:
    """What has to be there after so many steps."""
    shelf = Shelf()
    for number in range(count):
        expect(Step(seed, number), shelf, folder)
    return shelf


def compared(database: Database, before: Shelf, after: Shelf) -> list[str]:
    """What is neither as it was before the step that was cut off, nor as after it."""
    there = _there(database)
    return [
        f"{name} are neither as before the last step nor as after it"
        for name in ("bodies", "folders", "learned", "outcomes")
        if getattr(there, name) not in (getattr(before, name), getattr(after, name))
    ]


def _there(database: Database) -> Shelf:
    with database.read() as connection:
        entries = connection.execute(sa.select(snippets)).all()
        taught = connection.execute(
            sa.select(examples).where(examples.c.conversation_id.is_not(None))
        ).all()
        told = connection.execute(sa.select(uses)).all()
    return Shelf(
        {row.id: row.body for row in entries},
        {row.id: row.folder for row in entries if row.folder},
        {row.conversation_id: row.snippet_id for row in taught},
        {row.draft_id: row.action for row in told},
    )


def _saved(before: Shelf) -> list[str]:
    """What is wrong with the backups that were told to be done."""
    return [
        f"{file} does not hold {count} snippets"
        for file, count in before.saved.items()
        if verified(Path(file)).rows["snippets"] != count
    ]


def _used(folder: Path, before: Shelf, after: Shelf) -> list[str]:
    """What goes wrong when the library is used again."""
    parts = Services(Settings(_env_file=None, data_dir=folder / "data", **FAKES))  # type: ignore[arg-type]
    library = parts.library()
    both = sorted(set(before.bodies) & set(after.bodies))
    wanted = Random(len(both)).sample(both, min(SEARCHED, len(both)))
    broken = [f"search does not find {one}" for one in wanted if not _finds(library, one)]
    library.put([NEW])
    broken += [] if _finds(library, NEW.id, NEW.title) else ["a new snippet is lost"]
    broken += [f"doctor: {problem}" for problem in examine(parts)["problems"]]
    parts.close()
    return broken


def _finds(library: Library, snippet_id: str, text: str = "") -> bool:
    best = library.search(text or snippet_id).best
    return best is not None and best.snippet.id == snippet_id


def _crash_restoring(folder: Path, seed: int) -> Crash:
    """Either backup has to be there, whole, and never anything in between."""
    names = []
    for count, name in enumerate(BACKUPS, 1):
        made = folder / f"made-{count}"
        parts = Services(Settings(_env_file=None, data_dir=made, **FAKES))  # type: ignore[arg-type]
        parts.library().put([Snippet(f"{name}-{n}", "reply", "T", "b") for n in range(200)])
        parts.close()
        back_up(made / "tactful.db", folder / name)
        names.append({f"{name}-{n}" for n in range(200)})
    phase, done = _killed(folder, "restore", Random(seed))
    path = folder / "data" / "tactful.db"
    if not path.exists():
        return Crash(phase, done, ["the database is gone"] if done else [])
    database = Database(path)
    broken = [f"damaged: {one}" for one in database.check()]
    there = set(_there(database).bodies)
    last = [names[(done - 1) % 2], names[done % 2]] if done else [names[0]]
    broken += [] if there in last else ["neither of the last two backups is there"]
    database.close()
    return Crash(phase, done, broken)
