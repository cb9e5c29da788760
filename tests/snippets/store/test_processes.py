"""Several processes on one data folder, and processes that are killed half-way.

The fake embedder "hashing:256" suffices: what is counted are rows.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.embedders.hashing import HashingEmbedder
from snippets.library import Library
from snippets.snippet import Snippet
from snippets.store.database import Database
from snippets.store.entries import Entries

ROOT = Path(__file__).parents[3]
BATCH = 300

IMPORTS = f"""
import sys
from pathlib import Path
from models.embedders.hashing import HashingEmbedder
from snippets.library import Library
from snippets.snippet import Snippet
from snippets.store.database import Database
library = Library(Database(Path(sys.argv[1])), HashingEmbedder(256))
print("open", flush=True)
for round in range(1000):
    library.put([
        Snippet(
            f"{{round:04}}-{{n:04}}", "reply", "T", f"text {{round}} {{n}}",
            examples=("one", "two"),
        )
        for n in range({BATCH})
    ])
    print(f"done {{round}}", flush=True)
"""

CHANGES = """
import sys
from pathlib import Path
from models.embedders.hashing import HashingEmbedder
from snippets.library import Library
from snippets.snippet import Snippet
from snippets.store.database import Database
library = Library(Database(Path(sys.argv[1])), HashingEmbedder(256))
for line in sys.stdin:
    action, name = line.split()
    if action == "add":
        library.add(Snippet(name, "reply", name, f"all about {name}"))
        print("added", flush=True)
    elif action == "delete":
        library.delete([name])
        print("deleted", flush=True)
    else:
        print(" ".join(one.snippet.id for one in library.search(name)), flush=True)
"""


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_import_loses_nothing_acknowledged_and_leaves_nothing_half_done(
    tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "t.db"
    process = subprocess.Popen(
        [sys.executable, "-c", IMPORTS, str(path)], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "open\n"
    for _ in range(seed % 2):
        process.stdout.readline()
    time.sleep(random.Random(seed).uniform(0, 0.4))
    process.kill()
    acknowledged = sum(line.startswith("done") for line in process.stdout) + seed % 2
    process.wait()
    database = Database(path)
    kept = Entries(database, "default").all()
    assert database.check() == []
    assert len(kept) % BATCH == 0
    assert len(kept) // BATCH >= acknowledged
    assert all(one.examples == ("one", "two") for one in kept)
    library = Library(database, HashingEmbedder(256))
    library.put([Snippet("after", "reply", "After", "unmistakable")])
    assert library.search("unmistakable").best.snippet.id == "after"  # type: ignore[union-attr]
    database.close()


def test_processes_see_each_others_changes_at_once(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    mine = Library(Database(path), HashingEmbedder(256))
    with subprocess.Popen(
        [sys.executable, "-c", CHANGES, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    ) as process:

        def ask(line: str) -> str:
            assert process.stdin
            assert process.stdout
            process.stdin.write(line + "\n")
            process.stdin.flush()
            return process.stdout.readline().strip()

        assert ask("add umbrella") == "added"
        assert [one.snippet.id for one in mine.search("umbrella")] == ["umbrella"]
        mine.add(Snippet("kettle", "reply", "kettle", "all about kettles"))
        assert ask("search kettle").split()[0] == "kettle"
        mine.put([Snippet("kettle", "reply", "teapot", "all about teapots")])
        assert ask("search teapots").split()[0] == "kettle"
        assert ask("delete umbrella") == "deleted"
        assert [one.snippet.id for one in mine.search("umbrella")] == ["kettle"]
        assert process.stdin
        process.stdin.close()
