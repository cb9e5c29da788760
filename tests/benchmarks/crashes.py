"""How a library survives being killed: `python -m tests.benchmarks.crashes [--count N]`.

A process imports, learns, edits, deletes, tells outcomes, saves its index, backs up or
restores, and is killed (SIGKILL) at a random moment; then what it left is opened and compared
with what it had promised. Exit code 1 where anything is lost or half-done.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.crash.crashes import crash

COUNT = 100


def main() -> int:
    """Print where processes were killed, and what did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT, help="how many processes to kill")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    given = parser.parse_args()
    phases: Counter[str] = Counter()
    promised, broken = 0, 0
    for seed in range(given.first, given.first + given.count):
        with tempfile.TemporaryDirectory(prefix="tactful-crash-") as folder:
            found = crash(Path(folder), seed)
        phases[found.phase] += 1
        promised += found.promised
        broken += bool(found.broken)
        for one in found.broken:
            print(f"seed {seed}, killed in {found.phase}: {one}", flush=True)
    print("| killed while | times |\n| --- | ---: |")
    for phase, count in phases.most_common():
        print(f"| {phase} | {count} |")
    print(f"{promised} steps were promised; {broken} of {given.count} libraries were not whole")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
