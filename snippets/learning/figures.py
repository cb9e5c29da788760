"""Figures over what was found for messages whose answers are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

DEPTHS = (1, 3, 5, 10)
BINS = 10
MOST_LISTED = 20


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
    found: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether the first match answers."""
        return self.rank == 1


def report(results: Sequence[Result], precision: float = 0.9) -> dict[str, Any]:
    """The figures over all results; `precision` is the one that coverage is told at."""
    answerable = [one for one in results if one.case.expected]
    ranks = [one.rank or 0 for one in answerable]
    recall = {f"recall@{depth}": _mean([0 < rank <= depth for rank in ranks]) for depth in DEPTHS}
    spent = sorted(one.milliseconds for one in results)
    bins = reliability(results)
    return {
        "messages": len(results),
        "unanswerable": len(results) - len(answerable),
        **recall,
        "mrr": _mean([1 / rank if rank else 0.0 for rank in ranks]),
        "auroc_unanswerable": _auroc(results),
        "calibration_error": _calibration_error(bins, len(results)),
        "coverage": coverage(results, precision),
        "milliseconds": {"p50": _quantile(spent, 0.5), "p95": _quantile(spent, 0.95)},
        "reliability": bins,
        "trend": trend(answerable),
        "misses": misses(answerable),
        "confusions": confusions(answerable),
    }


def reliability(results: Sequence[Result]) -> list[dict[str, float]]:
    """By tenths of confidence: how many, what was claimed, what was true."""
    inside: list[list[Result]] = [[] for _ in range(BINS)]
    for one in results:
        inside[min(int(one.confidence * BINS), BINS - 1)].append(one)
    return [
        {
            "messages": len(these),
            "claimed": _mean([one.confidence for one in these]),
            "true": _mean([one.right for one in these]),
        }
        for these in inside
        if these
    ]


def coverage(results: Sequence[Result], precision: float) -> dict[str, float | None]:
    """The largest share that could be drafted so that `precision` of it is right.

    `threshold` is the confidence that does it; None where no threshold does.
    """
    ordered = sorted(results, key=lambda one: -one.confidence)
    right = np.cumsum([one.right for one in ordered])
    enough = [n for n in range(1, len(ordered) + 1) if right[n - 1] >= precision * n]
    most = max(enough, default=0)
    return {
        "precision": precision,
        "share": round(most / len(ordered), 4) if ordered else 0.0,
        "threshold": round(ordered[most - 1].confidence, 4) if most else None,
    }


def trend(answerable: Sequence[Result]) -> list[dict[str, Any]]:
    """Recall by month, for messages that have a date."""
    months = sorted({one.case.created_at[:7] for one in answerable if one.case.created_at})
    by_month = [
        (month, [one for one in answerable if one.case.created_at[:7] == month]) for month in months
    ]
    return [
        {
            "month": month,
            "messages": len(these),
            "recall@1": _mean([one.right for one in these]),
            "recall@5": _mean([0 < (one.rank or 0) <= 5 for one in these]),
        }
        for month, these in by_month
    ]


def misses(answerable: Sequence[Result]) -> list[dict[str, Any]]:
    """The wrong first matches that claimed most."""
    wrong = sorted((one for one in answerable if not one.right), key=lambda one: -one.confidence)
    return [
        {
            "id": one.case.id,
            "expected": sorted(one.case.expected),
            "found": list(one.found[:3]),
            "rank": one.rank,
            "confidence": round(one.confidence, 4),
        }
        for one in wrong[:MOST_LISTED]
    ]


def confusions(answerable: Sequence[Result]) -> list[dict[str, Any]]:
    """Which snippet is found most often in which other one's place."""
    pairs = Counter(
        (expected, one.found[0])
        for one in answerable
        if not one.right and one.found
        for expected in one.case.expected
    )
    return [
        {"expected": expected, "found": found, "messages": count}
        for (expected, found), count in pairs.most_common(MOST_LISTED)
    ]


def _auroc(results: Sequence[Result]) -> float | None:
    """The chance that an answerable message has more confidence than an unanswerable one."""
    yes = np.array([one.confidence for one in results if one.case.expected])
    no = np.array([one.confidence for one in results if not one.case.expected])
    if not len(yes) or not len(no):
        return None
    above = (yes[:, None] > no[None, :]).mean() + 0.5 * (yes[:, None] == no[None, :]).mean()
    return round(float(above), 4)


def _calibration_error(bins: Sequence[dict[str, float]], messages: int) -> float:
    """Expected calibration error (Naeini et al., AAAI 2015) of "the first match answers"."""
    gaps = (one["messages"] * abs(one["claimed"] - one["true"]) for one in bins)
    return round(sum(gaps) / messages, 4) if messages else 0.0


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0


def _quantile(ordered: Sequence[float], share: float) -> float:
    return round(ordered[int(share * (len(ordered) - 1))], 2) if ordered else 0.0
