"""Tactful and other checkers on the sets of tone: `python -m tests.benchmarks.checkers [DATA]`.

--checkers takes names with commas between them, and measures these alone.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.benchmarks.checkers import tables
from tests.benchmarks.checkers.run import measured
from tests.benchmarks.checkers.system import CHECKERS
from tests.benchmarks.tone import agreed, read


def main() -> None:
    """Measure and print; without the data there is nothing to measure."""
    chosen = _arguments()
    if not chosen.data.is_dir():
        print(f"checkers: not measured, {chosen.data} does not exist")
        return
    sets = sentences(chosen.data)
    print(tables.head({name: len(texts) for name, texts in sets.items()}))
    for name in chosen.checkers:
        print(tables.row(measured(name, sets)), flush=True)


def sentences(data: Path) -> dict[str, list[str]]:
    """Each set by the title of its column; what begins with "found" should be flagged."""
    pairs = read(data / "tone/pairs.jsonl")
    good = read(data / "tone/clean.jsonl")
    texts = (
        agreed(data, True),
        [str(row["before"]) for row in pairs],
        agreed(data, False),
        [str(row["text"]) for row in good],
    )
    return dict(zip(tables.SETS, texts, strict=True))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Tactful and other checkers, side by side.")
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    parser.add_argument("--checkers", type=_names, default=list(CHECKERS))
    return parser.parse_args()


def _names(text: str) -> list[str]:
    names = text.split(",")
    unknown = set(names) - set(CHECKERS)
    if unknown:
        raise argparse.ArgumentTypeError(f"{min(unknown)} is none of {', '.join(CHECKERS)}")
    return names


if __name__ == "__main__":
    main()
