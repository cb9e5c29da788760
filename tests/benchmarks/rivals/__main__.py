"""Tactful and its rivals on the open sets: `python -m tests.benchmarks.rivals [DATA]`.

--sets and --systems take names with commas between them, and measure these alone.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks.rivals import tables
from tests.benchmarks.rivals.run import BENCH_PYTHON, Measured, SystemFailed, measured
from tests.benchmarks.rivals.sets import SETS, Set
from tests.benchmarks.rivals.system import SYSTEMS

BUSY = 0.7
"""A load average at which other programs' work shows in the times."""


def main() -> None:
    """Measure and print; without the data there is nothing to measure."""
    chosen = _arguments()
    if not chosen.data.is_dir():
        print(f"rivals: not measured, {chosen.data} does not exist")
        return
    if any(SYSTEMS[name].is_rival for name in chosen.systems) and not BENCH_PYTHON.exists():
        sys.exit("rivals: .venv-bench is missing; run `make bench`, which sets it up")
    busy = os.getloadavg()[0]
    if busy > BUSY:
        print(
            f"rivals: times will not hold, the machine is busy (load {busy:.1f})", file=sys.stderr
        )
    try:
        _measure(chosen.data, [one for one in SETS if one.folder in chosen.sets], chosen.systems)
    except SystemFailed as error:
        sys.exit(f"rivals: {error}")


def _measure(data: Path, sets: Sequence[Set], systems: Sequence[str]) -> None:
    everything: list[Measured] = []
    for one in sets:
        if not (data / one.folder).is_dir():
            print(f"rivals: {one.folder} not measured, {data / one.folder} does not exist")
            continue
        rows = []
        for row in measured(data, one, systems):
            rows.append(row)
            print(f"{row.questions}: {tables.row(row)}", file=sys.stderr)
        for questions in one.questions:
            print(tables.head(questions.title))
            print(*(tables.row(row) for row in rows if row.questions == questions.title), sep="\n")
        sys.stdout.flush()
        everything += rows
    print(*tables.overview(everything), sep="\n")


def _arguments() -> argparse.Namespace:
    folders = [one.folder for one in SETS]
    parser = argparse.ArgumentParser(description="Tactful and its rivals on the open sets.")
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sets", type=_names(folders), default=folders)
    parser.add_argument("--systems", type=_names(list(SYSTEMS)), default=list(SYSTEMS))
    return parser.parse_args()


def _names(known: Sequence[str]) -> Callable[[str], list[str]]:
    def names(text: str) -> list[str]:
        chosen = text.split(",")
        unknown = set(chosen) - set(known)
        if unknown:
            raise argparse.ArgumentTypeError(f"{min(unknown)} is none of {', '.join(known)}")
        return chosen

    return names


if __name__ == "__main__":
    main()
