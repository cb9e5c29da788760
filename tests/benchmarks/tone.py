"""How well the rules of tone tell good sentences from bad ones, and how fast.

    python -m tests.benchmarks.tone [DATA]

DATA is the folder of measuring data (default ../shared/data). Only shares are printed, never
sentences: rules are not written for the sentences that they are measured on.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from api.settings import Settings
from api.wiring import Services
from models.checks.rules import ToneChecker
from models.protocols import CheckContext, Checker
from models.text import Finding, Severity

Rows = list[dict[str, object]]


@dataclass
class Tally:
    """What the checker said about one set of texts."""

    texts: int = 0
    flagged: int = 0
    fixed: int = 0
    seconds: float = 0.0
    rules: Counter[str] = field(default_factory=Counter)

    def add(self, findings: Iterable[Finding], seconds: float) -> None:
        counted = [finding for finding in findings if finding.severity is not Severity.INFO]
        self.texts += 1
        self.seconds += seconds
        self.flagged += bool(counted)
        self.fixed += any(finding.fixes for finding in counted)
        self.rules.update({finding.rule for finding in counted})

    def line(self, name: str) -> str:
        share = self.flagged / self.texts if self.texts else 0.0
        with_fix = self.fixed / self.flagged if self.flagged else 0.0
        speed = 1000 * self.seconds / self.texts if self.texts else 0.0
        return (
            f"{name:28} {self.flagged:4} of {self.texts:4}  {share:6.1%}"
            f"   with a fix {with_fix:6.1%}   {speed:.2f} ms"
        )


def read(path: Path) -> Rows:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def tally(checker: Checker, texts: Iterable[str]) -> Tally:
    """Checks every text."""
    result = Tally()
    for text in texts:
        start = time.perf_counter()
        findings = checker.check(text, CheckContext())
        result.add(findings, time.perf_counter() - start)
    return result


def agreed(data: Path, flag: bool) -> list[str]:
    """Sentences that both annotations call bad (or good)."""
    sentences = {row["id"]: str(row["text"]) for row in read(data / "labels/sentences.jsonl")}
    marks = [
        {row["id"] for row in read(data / f"labels/tone_{who}.jsonl") if row["flag"] is flag}
        for who in "AB"
    ]
    return [text for key, text in sentences.items() if all(key in mark for mark in marks)]


def tallies(checker: Checker, data: Path) -> dict[str, Tally]:
    """Every set by name; names that begin with "bad" should be flagged."""
    pairs = read(data / "tone/pairs.jsonl")
    own = read(data / "tone/catalogue_examples.jsonl")
    sets = {
        "bad: labels": agreed(data, True),
        "good: labels": agreed(data, False),
        "bad: pairs before": [str(row["before"]) for row in pairs],
        "good: pairs after": [str(row["after"]) for row in pairs],
        "good: clean": [str(row["text"]) for row in read(data / "tone/clean.jsonl")],
        "bad: catalogue": [str(row["before"]) for row in own if row["type"] == "fire"],
        "good: catalogue": [str(row["text"]) for row in own if row["type"] == "must_not_fire"],
    }
    tally(checker, sets["bad: catalogue"])  # warms up, so that times are those of a server
    return {name: tally(checker, texts) for name, texts in sets.items()}


def by_rule(results: dict[str, Tally]) -> list[str]:
    """One line a rule: hits on bad and on good sentences."""
    bad: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for name, result in results.items():
        (bad if name.startswith("bad") else good).update(result.rules)
    names = sorted(bad.keys() | good.keys(), key=lambda rule: (-good[rule], -bad[rule], rule))
    return [f"{rule:40} bad {bad[rule]:3}   good {good[rule]:3}" for rule in names]


def checkers() -> dict[str, Checker]:
    """The rules alone, and as they are served."""
    served = Services(Settings()).checkers[0]
    return {"rules alone": ToneChecker(), "rules and second opinion": served}


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    data = parser.parse_args().data
    if not data.is_dir():
        print(f"tone: not measured, {data} does not exist")
        return
    for title, checker in checkers().items():
        results = tallies(checker, data)
        lines = [result.line(name) for name, result in results.items()]
        print("\n".join((f"{title}:", *lines, "", *by_rule(results), "")))


if __name__ == "__main__":
    main()
