"""Which snippets answer which asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.message import Ask
from snippets.snippet import Match, Matches

MOST_SNIPPETS = 3
ALIKE = 0.5
"""The share of the best score at which a match still counts as about as good."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A snippet that goes into the draft, and the numbers of the asks that it answers."""

    match: Match
    asks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The answers in the customer's order; without any, an agent has to write."""

    answers: tuple[Answer, ...]
    confidence: float
    matches: tuple[Match, ...]


def choose(
    asks: Sequence[Ask], whole: Matches, by_ask: Sequence[Matches], threshold: float, most: int
) -> Choice:
    """Pick a snippet for each ask that one answers with at least the `threshold`.

    `whole` is what was found for the whole message, `by_ask` what was found for each ask.
    An ask that says little alone ("Can you help?") goes with the answer to the whole.
    """
    whole_best = _quotable(whole) if whole.confidence >= threshold else None
    chosen: dict[str, tuple[Match, list[int]]] = {}
    for number, found in enumerate(by_ask):
        match = _answer(found, whole_best, threshold, alone=len(asks) == 1)
        if match and (match.snippet.id in chosen or len(chosen) < MOST_SNIPPETS):
            chosen.setdefault(match.snippet.id, (match, []))[1].append(number)
    if not chosen and whole_best:
        chosen[whole_best.snippet.id] = (whole_best, list(range(len(asks))))
    confidences = [whole.confidence, *(found.confidence for found in by_ask)]
    return Choice(
        answers=tuple(Answer(match, tuple(numbers)) for match, numbers in chosen.values()),
        confidence=max(confidences, default=0.0),
        matches=_merged([whole, *by_ask], [match for match, _ in chosen.values()], most),
    )


def _answer(
    found: Matches, whole_best: Match | None, threshold: float, alone: bool
) -> Match | None:
    own = _quotable(found)
    if whole_best and (alone or own is None or _is_near(found, whole_best)):
        return whole_best
    return own if found.confidence >= threshold else None


def _is_near(found: Matches, match: Match) -> bool:
    """Whether the answer to the whole message is about as good for this ask as any."""
    scores = {one.snippet.id: one.score for one in found}
    best = max(scores.values(), default=0.0)
    return scores.get(match.snippet.id, -1.0) >= best * ALIKE


def _quotable(found: Matches) -> Match | None:
    """The best match, unless it is not for customers' eyes.

    In an article's place stands a reply that links to it and is about as good: it was
    written to be sent.
    """
    best = found.best
    if best is None or best.snippet.audience != "public":
        return None
    near = (match for match in found if match.score >= best.score * ALIKE)
    return next((match for match in near if _stands_for(match, best)), best)


def _stands_for(match: Match, article: Match) -> bool:
    reply, url = match.snippet, article.snippet.url
    public_reply = reply.kind == "reply" and reply.audience == "public"
    return bool(article.snippet.kind == "article" and url and public_reply and url in reply.body)


def _merged(found: Sequence[Matches], first: Sequence[Match], most: int) -> tuple[Match, ...]:
    """The chosen matches, then all others by score, each snippet once."""
    others = sorted((match for matches in found for match in matches), key=lambda m: -m.score)
    by_id = {match.snippet.id: match for match in reversed([*first, *others])}
    order = dict.fromkeys(match.snippet.id for match in [*first, *others])
    return tuple(by_id[snippet_id] for snippet_id in order)[: max(most, len(first))]
