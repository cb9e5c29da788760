"""What a look at a library's health finds: `python -m tests.benchmarks.health`.

Plants duplicates, contradictions and stale facts in a copy of the starter library, and counts
how many of them are found, and how many of what is shown is real. Of the untouched starter library
everything that is shown is printed, to be judged by reading.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from api.settings import Settings
from api.wiring import Services
from snippets.curation.finding import HealthFinding, Sort
from snippets.curation.health import Options, health
from snippets.library import Library
from snippets.starter import starter
from tests.snippets.curation.planted import (
    TODAY,
    Plan,
    Planted,
    agents_did,
    dead,
    plan,
)

STALE = frozenset(
    {
        Sort.EXPIRED,
        Sort.ARTICLE_CHANGED,
        Sort.DEAD_LINK,
        Sort.OFTEN_EDITED,
        Sort.UNWELCOME,
        Sort.UNUSED,
    }
)
KINDS = {
    "duplicate": frozenset({Sort.DUPLICATE}),
    "contradiction": frozenset({Sort.CONTRADICTION}),
    "stale": STALE,
}
PLANTED_IN = frozenset({Sort.DUPLICATE, Sort.CONTRADICTION}) | STALE


@dataclass(frozen=True, slots=True)
class Figures:
    """Planted and found, by kind and half; shown, and how many of it are real."""

    planted: Counter[tuple[str, bool]]
    found: Counter[tuple[str, bool]]
    shown: Counter[str]
    real: Counter[str]
    missed: tuple[Planted, ...]
    false: tuple[HealthFinding, ...]

    def recall(self, held: bool | None = None) -> float:
        """The share of what was planted that is found."""
        halves = (False, True) if held is None else (held,)
        planted, found = (
            sum(count for (_, half), count in table.items() if half in halves)
            for table in (self.planted, self.found)
        )
        return found / planted

    @property
    def precision(self) -> float:
        """The share of what is shown that is real."""
        return sum(self.real.values()) / max(1, sum(self.shown.values()))


def planted_library(library: Library, written: Plan) -> None:
    """Fill a library as the plan says, one step after the other."""
    library.put(written.entries)
    library.put(written.later)
    agents_did(library, written.key)


def look(library: Library) -> list[HealthFinding]:
    """Findings of all kinds that are planted, as of the planted day."""
    return health(
        library,
        Options(today=TODAY, kinds=PLANTED_IN, reach=lambda url: not dead(url)),
    )


def figures(found: Iterable[HealthFinding], written: Plan) -> Figures:
    """The findings against the key."""
    shown = list(found)
    right = {one: _answering(one, shown) for one in written.key}
    real = {id(one) for of_one in right.values() for one in of_one}
    real |= {id(one) for one in shown if _follows(one, written)}
    return Figures(
        planted=Counter((one.kind, one.held) for one in written.key),
        found=Counter((one.kind, one.held) for one, of_one in right.items() if of_one),
        shown=Counter(one.kind.value for one in shown),
        real=Counter(one.kind.value for one in shown if id(one) in real),
        missed=tuple(one for one, of_one in right.items() if not of_one),
        false=tuple(one for one in shown if id(one) not in real),
    )


def _answering(planted: Planted, shown: Iterable[HealthFinding]) -> list[HealthFinding]:
    """The findings that show what was planted, at its place."""
    return [
        one
        for one in shown
        if one.kind in KINDS[planted.kind]
        and planted.snippet_id in one.snippet_ids
        and _names_others(planted, one)
        and any(planted.part in said.text for said in one.evidence)
    ]


def _names_others(planted: Planted, one: HealthFinding) -> bool:
    alone = one.snippet_ids == (planted.snippet_id,)
    return not planted.others or bool(planted.others & {*one.snippet_ids}) or alone


def _follows(one: HealthFinding, written: Plan) -> bool:
    """Whether a finding that nobody planted is true because of what was planted.

    A reply that links to a changed article, and two texts that differ since one was changed.
    """
    if one.kind is Sort.ARTICLE_CHANGED:
        return bool({article.id for article in written.later} & {*one.snippet_ids})
    if one.kind is not Sort.CONTRADICTION:
        return False
    parts = {planted.part for planted in written.key if planted.kind == "contradiction"}
    parts |= {part for article in written.later for part in article.body.split("\n") if part}
    old = {part for entry in written.entries for part in entry.body.split("\n")}
    changed = {part for part in parts - old if part}
    said = [evidence.text for evidence in one.evidence]
    return any(part and any(part in text or text in part for text in said) for part in changed)


def main() -> None:
    """Measure, and print a Markdown table and what is shown of the untouched library."""
    entries = starter()
    with tempfile.TemporaryDirectory() as folder:
        parts = Services(Settings(data_dir=Path(folder)))
        written = plan(entries)
        library = parts.library("planted")
        planted_library(library, written)
        _print(figures(look(library), written))
        untouched = parts.library("untouched")
        untouched.put(entries)
        shown = health(untouched, Options(today=TODAY))
        print(f"\nuntouched starter library: {len(shown)} findings")
        for one in shown:
            print(f"- {one.kind} {one.score:.2f} {one.message}")
        parts.close()


def _print(measured: Figures) -> None:
    print("| planted | seen half | held half |\n| --- | ---: | ---: |")
    for kind in KINDS:
        halves = (
            f"{measured.found[kind, held]} of {measured.planted[kind, held]}"
            for held in (False, True)
        )
        print(f"| {kind} | {' | '.join(halves)} |")
    print(f"\nfound {measured.recall():.0%} of what was planted")
    print(f"real  {measured.precision:.0%} of {sum(measured.shown.values())} shown")
    for one in measured.false:
        print(f"- not real: {one.kind} {one.snippet_ids} {one.message}")
    for missing in measured.missed:
        if not missing.held:
            print(f"- missed: {missing.kind} {missing.sort} {missing.snippet_id}")


if __name__ == "__main__":
    main()
