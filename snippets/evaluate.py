"""How well a library finds what answers a message."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from snippets.errors import FileInvalid
from snippets.formats.jsonl import objects, text_of, texts_of
from snippets.history import Conversation, learned
from snippets.library import Library, Progress
from snippets.snippet import Matches

DEPTHS = (1, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class Case:
    """A message and the snippets that are known to answer it; none: nothing does."""

    id: str
    created_at: str
    text: str
    expected: frozenset[str]


@dataclass(frozen=True, slots=True)
class Result:
    """What was found for a case."""

    case: Case
    rank: int | None
    confidence: float
    milliseconds: float


def read_examples(path: Path) -> list[Case]:
    """The cases of an examples file. Raises FileInvalid, naming the line."""
    return [_case(where, fields) for where, fields in objects(path)]


def evaluate(
    library: Library,
    cases: Sequence[Case],
    history: Sequence[Conversation] = (),
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Recall, MRR, AUROC, calibration and latency over the cases.

    With a history, cases go in the order of their dates, and what came on the days
    before each one is learned first. What is learned stays in `library`, so hand over a copy.
    """
    results = []
    past = sorted(history, key=lambda one: one.created_at)
    for done, case in enumerate(sorted(cases, key=lambda case: case.created_at), start=1):
        count = bisect_left(past, case.created_at, key=lambda one: one.created_at)
        earlier, past = past[:count], past[count:]
        if earlier:
            library.learn(learned(_others(earlier, case), library.all()))
        results.append(_result(library, case))
        if progress:
            progress(done, len(cases))
    return report(results)


def report(results: Sequence[Result]) -> dict[str, Any]:
    """The figures over all results."""
    answerable = [one for one in results if one.case.expected]
    ranks = [one.rank or 0 for one in answerable]
    recall = {f"recall@{depth}": _mean([0 < rank <= depth for rank in ranks]) for depth in DEPTHS}
    spent = sorted(one.milliseconds for one in results)
    return {
        "messages": len(results),
        "unanswerable": len(results) - len(answerable),
        **recall,
        "mrr": _mean([1 / rank if rank else 0.0 for rank in ranks]),
        "auroc_unanswerable": _auroc(results),
        "calibration_error": _calibration_error(results),
        "milliseconds": {
            "p50": _quantile(spent, 0.5),
            "p95": _quantile(spent, 0.95),
        },
    }


def _others(earlier: Sequence[Conversation], case: Case) -> list[Conversation]:
    """Without the case's own thread, whose id begins with the case's."""
    return [one for one in earlier if one.id.partition("#")[0] != case.id.partition("#")[0]]


def _result(library: Library, case: Case) -> Result:
    start = time.perf_counter()
    found: Matches = library.search(case.text, max(DEPTHS))
    spent = (time.perf_counter() - start) * 1000
    ids = [match.snippet.id for match in found]
    rank = next((at for at, one in enumerate(ids, start=1) if one in case.expected), None)
    return Result(case, rank, found.confidence, spent)


def _auroc(results: Sequence[Result]) -> float | None:
    """The chance that an answerable message has more confidence than an unanswerable one."""
    yes = np.array([one.confidence for one in results if one.case.expected])
    no = np.array([one.confidence for one in results if not one.case.expected])
    if not len(yes) or not len(no):
        return None
    above = (yes[:, None] > no[None, :]).mean() + 0.5 * (yes[:, None] == no[None, :]).mean()
    return round(float(above), 4)


def _calibration_error(results: Sequence[Result], bins: int = 10) -> float:
    """Expected calibration error (Naeini et al., AAAI 2015) of "the first match answers"."""
    error = 0.0
    for number in range(bins):
        inside = [one for one in results if min(int(one.confidence * bins), bins - 1) == number]
        if inside:
            claimed = _mean([one.confidence for one in inside])
            true = _mean([one.rank == 1 for one in inside])
            error += len(inside) / len(results) * abs(claimed - true)
    return round(error, 4)


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0


def _quantile(ordered: Sequence[float], share: float) -> float:
    return round(ordered[int(share * (len(ordered) - 1))], 2) if ordered else 0.0


def _case(where: str, fields: dict[str, Any]) -> Case:
    try:
        return Case(
            id=str(fields["id"]),
            created_at=str(fields.get("created_at") or ""),
            text=f"{fields.get('subject') or ''}\n{text_of(fields, 'message')}".strip(),
            expected=frozenset(texts_of(fields, "expected", required=True) or ()),
        )
    except (KeyError, TypeError) as error:
        raise FileInvalid(f"{where}: field {error} is missing or of the wrong kind") from error
