"""Cost against size: `python -m tests.benchmarks.growth [DATA] [--sizes 1000,10000]`.

Prints a Markdown table and draws a plot. Vectors of real sentences are made once and kept in
the folder --cache. Each size is built in one process and served in another.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_cache_path

from api.settings import Settings
from api.wiring import Services
from tests.benchmarks.growth import tables
from tests.benchmarks.growth.sentences import KNOWLEDGE, saved
from tests.benchmarks.growth.tables import Figures

ROOT = Path(__file__).parents[3]
SIZES = (1_000, 10_000, 100_000, 300_000, 400_000)
"""Texts; the last is 100,000 snippets with 300,000 examples."""
SENTENCES = 30_000


def main() -> None:
    """Measure each size, print its line, and draw all."""
    given = _arguments()
    if not (given.data / KNOWLEDGE).is_file():
        print(f"growth: not measured, {given.data / KNOWLEDGE} does not exist")
        return
    pool = _pool(given.data, given.cache)
    print(tables.head(), flush=True)
    everything = []
    for texts in given.sizes:
        everything.append(_measured(texts, pool))
        print(tables.row(everything[-1]), flush=True)
    given.plot.write_text(tables.plot(everything), "utf-8")


def _pool(data: Path, cache: Path) -> Path:
    with tempfile.TemporaryDirectory() as folder:
        parts = Services(Settings(data_dir=Path(folder)))
        return saved(data, SENTENCES, parts.embedder, cache)


def _measured(texts: int, pool: Path) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        built = _child("build", texts, folder, pool)
        size = sum(file.stat().st_size for file in Path(folder).rglob("*")) / 1_000_000
        return {"texts": texts, "disk": size, **built, **_child("serve", texts, folder, pool)}


def _child(part: str, texts: int, folder: str, pool: Path) -> Figures:
    command = [sys.executable, "-m", f"{__package__}.child", part, str(texts), folder, str(pool)]
    environment = {key: value for key, value in os.environ.items() if key != "OPENBLAS_CORETYPE"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"growth: {part} failed: {(done.stderr.strip().splitlines() or ['?'])[-1]}")
    figures: Figures = json.loads(done.stdout)
    return figures


def _sizes(text: str) -> Sequence[int]:
    return [int(one) for one in text.split(",")]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Cost against size.")
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help="texts, with commas between")
    parser.add_argument("--cache", type=Path, default=user_cache_path("tactful") / "growth")
    parser.add_argument("--plot", type=Path, default=ROOT / "docs" / "growth.svg")
    return parser.parse_args()


if __name__ == "__main__":
    main()
