"""How good drafts are on the starter library's own test set: `python -m tests.benchmarks.drafts`.

Real engines, the starter library, adapted to its own examples as an import does; the messages
of tests/assistant/drafting; all lines from one run. Times hold for the machine at hand, while it
does nothing else. With `--each`, every message whose draft is not as expected follows, with what
is wrong; with keys of messages, only these are drafted, and shown in full.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from api.settings import Settings
from api.wiring import Services
from snippets.starter import starter
from tests.assistant.drafting.judging import Verdict, context, judge
from tests.assistant.drafting.set import Case, cases

WORKSPACE = "drafts"
LISTS = (
    "missed_asks",
    "merged_asks",
    "wrong_asks",
    "unserved",
    "wrong_claims",
    "missed_facts",
    "unsupported",
    "forbidden",
    "serious",
)
RIGHTS = ("mood_right", "formality_right", "name_right", "outcome_right")


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """0 to 1; 1 of nothing."""
        return self.part / self.whole if self.whole else 1.0

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.part} of {self.whole})"


def run(parts: Services, chosen: Sequence[Case] | None = None) -> list[Verdict]:
    """Draft every message, or the chosen ones, in a library of their own, and judge each."""
    library = parts.library(WORKSPACE)
    library.put(starter())
    library.adapt(library.begin_lesson())
    parts.warm()
    snippets = {snippet.id: snippet for snippet in library.all()}
    verdicts = []
    for case in cases() if chosen is None else chosen:
        draft = parts.assistant.draft(case.request, library)
        checked = parts.assistant.check(draft.text, context(case), library)
        verdicts.append(judge(case, draft, (*draft.findings, *checked.review.findings), snippets))
    return verdicts


def shares(verdicts: Sequence[Verdict]) -> dict[str, Share]:
    """What shall be near 1."""

    def right(is_right: Callable[[Verdict], bool]) -> Share:
        return Share(sum(map(is_right, verdicts)), len(verdicts))

    def but(whole: Callable[[Verdict], int], wrong: Callable[[Verdict], Sequence[str]]) -> Share:
        count = sum(map(whole, verdicts))
        return Share(count - sum(len(wrong(one)) for one in verdicts), count)

    return {
        "asks recognised": but(lambda one: len(one.case.asks), lambda one: one.missed_asks),
        "asks recognised, each on its own": but(
            lambda one: len(one.case.asks), lambda one: one.missed_asks + one.merged_asks
        ),
        "recognised asks that are asks": but(
            lambda one: len(one.draft.asks), lambda one: one.wrong_asks
        ),
        "mood right": right(lambda one: one.mood_right),
        "formality right": right(lambda one: one.formality_right),
        "name right": right(lambda one: one.name_right),
        "outcome right": right(lambda one: one.outcome_right),
        "right snippet used, of asks that one answers": but(
            lambda one: len(one.answerable), lambda one: one.unserved
        ),
        "claimed answers right": but(lambda one: one.claims, lambda one: one.wrong_claims),
        "needed facts present": but(lambda one: len(one.facts), lambda one: one.missed_facts),
    }


def counts(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """What shall be 0."""
    return {
        "sentences with unsupported facts": sum(len(one.unsupported) for one in verdicts),
        "drafts with an open placeholder": sum(one.placeholders for one in verdicts),
        "drafts with words that must not be there": sum(bool(one.forbidden) for one in verdicts),
        "drafts with a warning or error": sum(bool(one.serious) for one in verdicts),
    }


def main(arguments: Sequence[str]) -> None:
    """Measure and print Markdown tables."""
    keys = {one for one in arguments if not one.startswith("-")}
    chosen = [case for case in cases() if not keys or case.key in keys]
    with tempfile.TemporaryDirectory() as folder:
        parts = Services(Settings(data_dir=Path(folder)))
        verdicts = run(parts, chosen)
        parts.close()
    _summary(verdicts)
    _themes(verdicts)
    for verdict in verdicts if keys or "--each" in arguments else []:
        _each(verdict, whole=bool(keys))


def _summary(verdicts: Sequence[Verdict]) -> None:
    spent = sorted(one.draft.timings_ms["total"] for one in verdicts)
    print(f"| {len(verdicts)} messages | |\n| --- | ---: |")
    for name, share in shares(verdicts).items():
        print(f"| {name} | {share} |")
    for name, count in counts(verdicts).items():
        print(f"| {name} | {count} |")
    print(f"| ms p50 | {statistics.median(spent):.1f} |")
    print(f"| ms p99 | {spent[int(0.99 * (len(spent) - 1))]:.1f} |\n")


def _themes(verdicts: Sequence[Verdict]) -> None:
    names = list(shares(verdicts))
    print(f"| theme | {' | '.join(names)} |\n| --- |{' ---: |' * len(names)}")
    for theme in dict.fromkeys(one.case.theme for one in verdicts):
        of_theme = shares([one for one in verdicts if one.case.theme == theme])
        print(f"| {theme} | {' | '.join(f'{one.value:.2f}' for one in of_theme.values())} |")


def _each(verdict: Verdict, whole: bool) -> None:
    wrong = [f"  {name}: {found}" for name in LISTS if (found := getattr(verdict, name))]
    wrong += [f"  not {name}: {_read(verdict)}" for name in RIGHTS if not getattr(verdict, name)]
    if wrong or whole:
        print(f"\n{verdict.case.theme}/{verdict.case.key}", *wrong, sep="\n")
    if whole:
        print(f"\n{verdict.case.said.strip()}\n\n--- draft ---\n{verdict.draft.text}")


def _read(verdict: Verdict) -> str:
    read = verdict.draft.understanding
    name = read.salutation or read.customer_name
    return f"{read.mood}, {read.formality}, {name}, {verdict.draft.outcome}"


if __name__ == "__main__":
    main(sys.argv[1:])
