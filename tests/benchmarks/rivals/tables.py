"""What was measured, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tests.benchmarks.rivals.run import Measured

FIGURES = ("recall@1", "recall@5", "mrr", "auroc_unanswerable")
COSTS = ("queries/s", "start s", "build s", "peak MB")


def head(questions: str) -> str:
    """The title of a set's table and its first two lines."""
    columns = ("system", *FIGURES, *COSTS)
    aligned = " ---: |" * (len(columns) - 1)
    return f"\n### {questions}\n\n| {' | '.join(columns)} |\n| --- |{aligned}"


def row(one: Measured) -> str:
    """A line of a set's table."""
    title = f"{one.system}, past messages too" if one.has_past else one.system
    quality = [_share(one.quality[figure]) for figure in FIGURES]
    costs = [f"{one.per_second:,.0f}", f"{one.start:.1f}", f"{one.build:,.1f}", f"{one.peak:,.0f}"]
    return f"| {' | '.join([title, *quality, *costs])} |"


def overview(measured: Sequence[Measured]) -> Iterator[str]:
    """recall@1 / recall@5 of every system on every set; rivals with the choice that helps most."""
    titles = list(dict.fromkeys(one.questions for one in measured))
    yield f"\n### recall@1 / recall@5\n\n| system | {' | '.join(titles)} |"
    yield f"| --- |{' ---: |' * len(titles)}"
    for system in dict.fromkeys(one.system for one in measured):
        best = _best(one for one in measured if one.system == system)
        cells = [_pair(best[title]) if title in best else "-" for title in titles]
        yield f"| {system} | {' | '.join(cells)} |"


def _best(measured: Iterable[Measured]) -> Mapping[str, Measured]:
    """By set, what has the higher reciprocal rank."""
    ordered = sorted(measured, key=lambda one: one.quality["mrr"] or 0.0)
    return {one.questions: one for one in ordered}


def _pair(one: Measured) -> str:
    return f"{_share(one.quality['recall@1'])} / {_share(one.quality['recall@5'])}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
