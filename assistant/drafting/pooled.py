"""What an ask and the message around it say together for each snippet.

An ask alone is often short ("And how long does it take?") and the message alone is about many
things. Both give a probability that a snippet answers; they are pooled as log odds, each with its
weight (a logarithmic opinion pool: Genest and Zidek, Combining Probability Distributions, 1986).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import exp, log

from snippets.snippet import Match, Matches

ASK_WEIGHT = 0.4
"""How much the ask itself says; the rest is the whole message's. Measured on the drafting set."""
LEAST = 0.003


def pooled(ask: Matches, whole: Matches, sure: float) -> Matches:
    """The matches of both, by what both say; `confidence` is that of the first.

    What one of the two has not found is at most as likely as the last that it has. From `sure`
    on the ask needs no message around it.
    """
    of_ask, of_whole = _scores(ask), _scores(whole)
    least_ask, least_whole = min(of_ask.values(), default=0.0), min(of_whole.values(), default=0.0)
    matches = {match.snippet.id: match for match in (*whole, *ask)}
    weighed = [
        _scored(match, of_ask.get(known, least_ask), of_whole.get(known, least_whole), sure)
        for known, match in matches.items()
    ]
    items = tuple(sorted(weighed, key=lambda match: -match.score))
    return Matches(items[0].score if items else 0.0, items)


def _scored(match: Match, by_ask: float, by_whole: float, sure: float) -> Match:
    both = ASK_WEIGHT * _log_odds(by_ask) + (1 - ASK_WEIGHT) * _log_odds(by_whole)
    likely = 1 / (1 + exp(-both))
    return replace(match, score=max(likely, by_ask) if by_ask >= sure else likely)


def _scores(found: Matches) -> Mapping[str, float]:
    """A score each; never above the confidence, which is that of the first."""
    return {match.snippet.id: min(match.score, found.confidence) for match in found}


def _log_odds(likely: float) -> float:
    return log((likely + LEAST) / (1 - likely + LEAST))
