"""One checker in a process of its own.

    python -m tests.benchmarks.checkers.child NAME TASK RESULT

TASK is a JSON file with the texts of each set, RESULT the JSON file that is written: for each
text whether it is flagged, and the seconds that took. `child.mjs` does the same in Node.js.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from tests.benchmarks.checkers.system import CHECKERS, System

WARM_UP = 5
"""Texts of each set that are checked before the clock runs."""


def main(name: str, task: Path, result: Path) -> None:
    """Make the checker, warm it up, check."""
    sets: dict[str, list[str]] = json.loads(task.read_text("utf-8"))
    system = CHECKERS[name].create()
    for texts in sets.values():
        for text in texts[:WARM_UP]:
            system.flags(text)
    answers = {title: [_answer(system, text) for text in texts] for title, texts in sets.items()}
    result.write_text(json.dumps(answers), "utf-8")


def _answer(system: System, text: str) -> tuple[bool, float]:
    start = time.perf_counter()
    flagged = system.flags(text)
    return flagged, time.perf_counter() - start


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
