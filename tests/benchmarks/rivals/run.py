"""Runs each system over a set, one after the other, each in a process of its own."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any

from snippets.learning.figures import DEPTHS, Case, Result, report
from tests.benchmarks.rivals.corpus import Corpus
from tests.benchmarks.rivals.sets import Questions, Set
from tests.benchmarks.rivals.system import SYSTEMS, Entry

ROOT = Path(__file__).parents[3]
BENCH_PYTHON = ROOT / ".venv-bench" / "bin" / "python"


@dataclass(frozen=True, slots=True)
class Measured:
    """A system over the questions of a set; seconds and megabytes.

    `per_second` counts messages at the median time of one: another program that holds the
    cores for a while then spoils less.
    """

    questions: str
    system: str
    has_past: bool
    quality: Mapping[str, float | None]
    per_second: float
    start: float
    build: float
    peak: float


class SystemFailed(Exception):
    """A child process ended badly; the message is the last line that it wrote."""


def measured(data: Path, chosen: Set, names: Sequence[str]) -> Iterator[Measured]:
    """Every system over one set; rivals with and without past messages, where it has any."""
    corpus = chosen.corpus(data)
    cases = {one: chosen.cases(data, one) for one in chosen.questions}
    bare = replace(corpus, past=())
    for name in names:
        given = [bare, corpus] if corpus.past and SYSTEMS[name].is_rival else [corpus]
        for one in given:
            done = _child(name, one, cases)
            for questions, asked in cases.items():
                yield _measured(SYSTEMS[name], one, questions, asked, done)


def _child(name: str, corpus: Corpus, cases: Mapping[Questions, Sequence[Case]]) -> dict[str, Any]:
    task = {
        "snippets": corpus.snippets,
        "past": [astuple(one) for one in corpus.past],
        "queries": {one.title: [case.text for case in asked] for one, asked in cases.items()},
    }
    python = BENCH_PYTHON if SYSTEMS[name].is_rival else Path(sys.executable)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "task.json", Path(folder) / "result.json"
        source.write_text(json.dumps(task), "utf-8")
        command = [str(python), "-m", f"{__package__}.child", name, str(source), str(target)]
        done = subprocess.run(
            command, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False
        )
        if done.returncode:
            lines = done.stderr.strip().splitlines() or ["it said nothing"]
            raise SystemFailed(f"{name} failed: {lines[-1]}")
        result: dict[str, Any] = json.loads(target.read_text("utf-8"))
        return result


def _environment() -> dict[str, str]:
    """Without the one variable that would slow numpy; nobody asks the network."""
    kept = {key: value for key, value in os.environ.items() if key != "OPENBLAS_CORETYPE"}
    return kept | {"HF_HUB_OFFLINE": "1", "HAYSTACK_TELEMETRY_ENABLED": "False"}


def _measured(
    entry: Entry,
    corpus: Corpus,
    questions: Questions,
    cases: Sequence[Case],
    done: Mapping[str, Any],
) -> Measured:
    kinds = {snippet["id"]: snippet["kind"] for snippet in corpus.snippets}
    answers = done["answers"][questions.title]
    results = [
        _result(case, answer, questions.kind, kinds)
        for case, answer in zip(cases, answers, strict=True)
    ]
    return Measured(
        questions.title,
        entry.title,
        bool(corpus.past),
        report(results),
        1 / statistics.median(answer["seconds"] for answer in answers),
        done["start"],
        done["build"],
        done["peak"],
    )


def _result(
    case: Case, answer: Mapping[str, Any], kind: str | None, kinds: Mapping[str, str]
) -> Result:
    """What `snippets.learning.evaluate` would say; ids of the other kind are passed over."""
    ranking = [(one, score) for one, score in answer["ranking"] if kind in (None, kinds[one])]
    ids = tuple(one for one, _ in ranking[: max(DEPTHS)])
    rank = next((at for at, one in enumerate(ids, start=1) if one in case.expected), None)
    confidence = answer["confidence"]
    if confidence is None:
        confidence = _squashed(ranking[0][1]) if ranking else 0.0
    return Result(case, rank, confidence, answer["seconds"] * 1000, ids)


def _squashed(score: float) -> float:
    """A score from 0 to 1 in the same order: those of rivals know no bounds."""
    return (1 + score / (1 + abs(score))) / 2
