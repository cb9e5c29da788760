"""Rewrites over all measuring sets and real replies, where that data is present.

No fix, and no whole rewritten text, changes a fact or is flagged again; facts are told by the
letters alone (tests/said.py), not by the code that chose the fixes. Only counts are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.review import review
from models.checks.rules import ToneChecker
from models.protocols import CheckContext
from models.text import SLOT, Category, Finding, Severity, apply_fixes
from snippets.learning.history import read_history
from tests.benchmarks.tone import read
from tests.said import invented, lost

DATA = Path(__file__).parents[3] / "shared" / "data"
REPLIES = 3_000
CHECKER = ToneChecker()
CONTEXT = CheckContext()

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the data is not at {DATA}"),
]


@dataclass
class Tally:
    """What became of the rewrites of one set."""

    flagged: int = 0
    rewritten: int = 0
    fixes: int = 0
    changed: Counter[str] = field(default_factory=Counter)
    again: Counter[str] = field(default_factory=Counter)

    def add(self, text: str) -> None:
        """Check a text, all its fixes, and the text with the safe ones."""
        findings = counted(CHECKER.check(text, CONTEXT))
        tone = [one for one in findings if one.category is not Category.PLACEHOLDER]
        self.flagged += bool(tone)
        self.rewritten += any(one.fixes for one in tone)
        for finding in tone:
            for fix in finding.fixes:
                self.fixes += 1
                self._look(finding.rule, text, apply_fixes(text, [fix]), findings)
        whole = review(text, CONTEXT, [CHECKER]).rewritten
        if whole is not None:
            self._look("rewritten", text, whole, findings)

    def _look(self, rule: str, text: str, after: str, findings: list[Finding]) -> None:
        if lost(text, after) or invented(text, after):
            self.changed[rule] += 1
        was = {one.rule for one in findings}
        new = counted(CHECKER.check(after, CONTEXT))
        self.again.update(f"{rule} → {one.rule}" for one in new if one.rule not in was)

    @property
    def share(self) -> float:
        """Of the flagged texts, those with a rewrite."""
        return self.rewritten / self.flagged if self.flagged else 1.0


def counted(findings: list[Finding]) -> list[Finding]:
    """What matters, slots aside."""
    return [
        one
        for one in findings
        if one.severity is not Severity.INFO and not SLOT.fullmatch(one.text)
    ]


def texts(name: str) -> Iterator[str]:
    if name == "labels":
        yield from (str(row["text"]) for row in read(DATA / "labels/sentences.jsonl"))
    elif name == "pairs":
        for row in read(DATA / "tone/pairs.jsonl"):
            yield from (str(row["before"]), str(row["after"]))
    elif name == "clean":
        yield from (str(row["text"]) for row in read(DATA / "tone/clean.jsonl"))
    elif name == "catalogue":
        rows = read(DATA / "tone/catalogue_examples.jsonl")
        yield from (str(row.get("before") or row["text"]) for row in rows)
    else:
        history = read_history(DATA / "thunderbird/history-early.jsonl.gz")
        yield from (past.reply for past in history[-REPLIES:])


@pytest.mark.parametrize("name", ["labels", "pairs", "clean", "catalogue", "thunderbird"])
def test_no_rewrite_changes_a_fact_or_is_flagged_again(name: str) -> None:
    tally = Tally()
    for text in texts(name):
        tally.add(text)
    print(f"{name}: {tally.flagged} flagged, {tally.share:.0%} with a rewrite, {tally.fixes} fixes")
    assert tally.changed == Counter()
    assert tally.again == Counter()
    assert tally.share >= 0.7
