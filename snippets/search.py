"""From evidence to matches: one score, one order, one confidence.

The weights were chosen on sets that may be learned from (`make evals` measures them);
docs/decisions/0005-scores.md has the figures.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from snippets.index import Evidence

NEAREST = 5
"""A snippet's nearest examples vote together: one alone may be near by chance."""
TEXT_DISCOUNT = 0.9
"""A snippet's text is a weaker witness than a message that it is known to answer."""
KEYWORD_WEIGHT = 0.3
"""How much the best keyword match may add to a likeness of meaning."""
KEYWORD_HALF = 12.0
"""The BM25 score that counts as half a full keyword match."""
VOTE_WEIGHT = 1.0
"""How much it counts that like messages of the past were answered by a snippet."""
CONFIDENCE = (-8.0, 11.0, 8.0)
"""Intercept, weight of the best score and of its lead (tests/benchmarks/confidence.py)."""


def score(evidence: Evidence, has_past: bool = False) -> float:
    """From 0 to 1: likeness of meaning, shared words and, where there are any, past votes."""
    meaning = max(_examples(evidence), TEXT_DISCOUNT * evidence.text, 0.0)
    keywords = evidence.keywords / (evidence.keywords + KEYWORD_HALF)
    vote_weight = VOTE_WEIGHT if has_past else 0.0
    weighed = meaning + KEYWORD_WEIGHT * keywords + vote_weight * evidence.votes
    return min(1.0, weighed / (1 + KEYWORD_WEIGHT + vote_weight))


def ranked(found: Mapping[str, Evidence], has_past: bool = False) -> list[tuple[str, float]]:
    """Snippet ids with their scores, best first."""
    scores = {snippet_id: score(evidence, has_past) for snippet_id, evidence in found.items()}
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def confidence(best: float, runner_up: float) -> float:
    """The probability that the best match answers, from its score and its lead.

    `runner_up` is the best score of another snippet of the same kind: a reply and an
    article on one subject are no rivals.
    """
    intercept, weight, lead_weight = CONFIDENCE
    return 1 / (1 + math.exp(-(intercept + weight * best + lead_weight * (best - runner_up))))


def _examples(evidence: Evidence) -> float:
    """Half the nearest example, half the mean of the nearest few."""
    nearest = sorted(evidence.nearest.values(), reverse=True)[:NEAREST]
    return (nearest[0] + sum(nearest) / len(nearest)) / 2 if nearest else 0.0
