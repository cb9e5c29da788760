"""How well the right snippet is found, on open data: `python -m tests.benchmarks.finding`.

Needs the folder ../shared/data (or the one given as argument). Each set is measured in a
library of its own; Thunderbird's replies among replies and its articles among articles, once
with texts only and once after learning its history up to the first example.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from api.settings import Settings
from api.wiring import Services
from snippets import formats
from snippets.learning.evaluate import evaluate, read_examples
from snippets.learning.history import learned, read_history
from snippets.library import Library

FIGURES = ("recall@1", "recall@5", "mrr", "auroc_unanswerable", "calibration_error")
SETS = (
    ("clinc150", "examples.jsonl", None),
    ("banking77near", "examples.jsonl", None),
    ("stackfaq", "examples.jsonl", None),
    ("sofmattress", "examples.jsonl", None),
    ("thunderbird", "examples-replies.jsonl", None),
    ("thunderbird", "examples-articles.jsonl", None),
    ("thunderbird", "examples-replies.jsonl", "history-early.jsonl.gz"),
    ("thunderbird", "examples-articles.jsonl", "history-early.jsonl.gz"),
)
"""Folder, examples, and a history to learn first."""


def main(data: Path) -> None:
    """Measure each set and print a Markdown table."""
    if not data.is_dir():
        sys.exit(f"{data} does not exist; give the folder of the data as argument")
    print(f"| set | messages | {' | '.join(FIGURES)} | ms p50 |")
    print(f"| --- | ---: |{' ---: |' * (len(FIGURES) + 1)}")
    with tempfile.TemporaryDirectory() as folder:
        parts = Services(Settings(data_dir=Path(folder)))
        for name, examples, history in SETS:
            library = _library(parts, data / name, history)
            cases = read_examples(data / name / examples)
            report = evaluate(library, cases)
            _row(f"{name}, {examples.removesuffix('.jsonl')}", history, report)
        parts.close()


def _library(parts: Services, folder: Path, history: str | None) -> Library:
    library = parts.library(f"{folder.name} {history or ''}")
    if not len(library):
        library.put(formats.read("jsonl", folder / "library.jsonl"))
        if history:
            library.learn(learned(read_history(folder / history), library.all()))
        library.adapt(library.begin_lesson())
    return library


def _row(name: str, history: str | None, report: dict[str, Any]) -> None:
    figures = ["-" if report[one] is None else f"{report[one]:.2f}" for one in FIGURES]
    name += ", after learning" if history else ""
    spent = report["milliseconds"]["p50"]
    print(f"| {name} | {report['messages']} | {' | '.join(figures)} | {spent:.1f} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
