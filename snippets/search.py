"""From evidence to matches: one score, one order, one confidence."""

from __future__ import annotations

import math
from collections.abc import Mapping

from snippets.index import Evidence

KEYWORD_WEIGHT = 0.15
"""How much the best keyword match may add to a likeness of meaning."""
TEXT_DISCOUNT = 0.9
"""A snippet's text is a weaker witness than a message that it is known to answer."""
KEYWORD_HALF = 12.0
"""The BM25 score that counts as half a full keyword match."""

CONFIDENCE = (-6.0, 9.0, 4.0)
"""Intercept, weight of the best score and of its lead (tests/benchmarks/confidence.py)."""


def score(evidence: Evidence) -> float:
    """From 0 to 1: likeness of meaning, helped by shared words."""
    meaning = max(evidence.example, TEXT_DISCOUNT * evidence.text, 0.0)
    keywords = evidence.keywords / (evidence.keywords + KEYWORD_HALF)
    return min(1.0, (meaning + KEYWORD_WEIGHT * keywords) / (1 + KEYWORD_WEIGHT))


def ranked(found: Mapping[str, Evidence]) -> list[tuple[str, float]]:
    """Snippet ids with their scores, best first."""
    scores = {snippet_id: score(evidence) for snippet_id, evidence in found.items()}
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def confidence(scores: list[float]) -> float:
    """The probability that the first match answers, from its score and its lead."""
    if not scores:
        return 0.0
    lead = scores[0] - (scores[1] if len(scores) > 1 else 0.0)
    intercept, best, ahead = CONFIDENCE
    return 1 / (1 + math.exp(-(intercept + best * scores[0] + ahead * lead)))
