"""Runs each checker over the sets in a process of its own."""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.checkers.failure import CheckerFailed
from tests.benchmarks.checkers.node import node
from tests.benchmarks.checkers.system import CHECKERS, Home

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
BENCH = ROOT / ".venv-bench"

_KIND = re.compile(r"^((?:\w+\.)+\w+(?=:)|\w*Error\b)", re.MULTILINE)
"""The name of an exception, as Python and Node.js print it."""

Sets = Mapping[str, Sequence[str]]
Answers = Mapping[str, Sequence[tuple[bool, float]]]
"""By set, for each text whether it is flagged and the seconds that took."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The share of each set that a checker flags, and its median time, or why there is none."""

    checker: str
    shares: Mapping[str, float]
    milliseconds: float
    problem: str = ""


def measured(name: str, sets: Sets) -> Measured:
    """One checker over all sets; one that fails is told of and stops nothing."""
    title = CHECKERS[name].title
    try:
        return figures(title, _child(name, sets))
    except CheckerFailed as error:
        return Measured(title, {}, 0.0, str(error))


def figures(title: str, answers: Answers) -> Measured:
    """Shares of the sets that have texts, and the median time over all texts."""
    shares = {
        name: statistics.fmean(flagged for flagged, _ in texts)
        for name, texts in answers.items()
        if texts
    }
    spent = [seconds for texts in answers.values() for _, seconds in texts]
    return Measured(title, shares, 1000 * statistics.median(spent or [0.0]))


def _child(name: str, sets: Sets) -> Answers:
    with tempfile.TemporaryDirectory() as folder:
        task, result = Path(folder) / "task.json", Path(folder) / "result.json"
        task.write_text(json.dumps(sets), "utf-8")
        command = _command(name, [str(task), str(result)])
        environment = os.environ | {"HF_HUB_OFFLINE": "1"}
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise CheckerFailed(f"not measured, {_reason(done.stderr)}")
        answers: Answers = json.loads(result.read_text("utf-8"))
        return answers


def _reason(output: str) -> str:
    """The kind of the error alone: its words might quote a sentence of the sets."""
    kinds = _KIND.findall(output)
    return kinds[-1].rpartition(".")[2] if kinds else "its process ended badly"


def _command(name: str, files: Sequence[str]) -> list[str]:
    entry = CHECKERS[name]
    if entry.home is Home.NODE:
        folder = BENCH / "node"
        return [node(folder), str(HERE / "child.mjs"), entry.place, *files, str(folder)]
    python = Path(sys.executable) if entry.home is Home.OURS else BENCH / "bin" / "python"
    if not python.exists():
        raise CheckerFailed("not installed, run `make bench`, which makes .venv-bench")
    return [str(python), "-m", f"{__package__}.child", name, *files]
