"""Which snippets answer which asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.drafting.passages import says_something
from assistant.message import Ask
from assistant.reading.asks import states_problem
from snippets.snippet import Match, Matches, Snippet, plain

MOST_SNIPPETS = 3
ALIKE = 0.5
"""The share of the best score at which a match still counts as about as good."""
MOST_RELATED = 1
RELATED = 0.3
"""The least score of an article that is named beside the answers."""

_PRAISE = re.compile(
    r"\b(?:thank(?:s| you)|thx|love[ds]?|wonderful|great|fantastic|amazing|brilliant|delicious"
    r"|excellent|lovely|best|perfect|awesome|happy|pleased|delighted|kudos|well done)\b",
    re.I,
)
_THANKS = re.compile(r"\bthank(?:s| you)\b|\bglad\b", re.I)


@dataclass(frozen=True, slots=True)
class Answer:
    """A snippet that goes into the draft, and the numbers of the asks that it answers."""

    match: Match
    asks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The answers in the customer's order; without any, an agent has to write.

    `related` are articles that a full reply names beside them; `found` has the public
    matches of each ask, the whole message's last.
    """

    answers: tuple[Answer, ...]
    confidence: float
    matches: tuple[Match, ...]
    related: tuple[Match, ...] = ()
    found: tuple[tuple[Match, ...], ...] = ()

    @property
    def sources(self) -> tuple[Snippet, ...]:
        """The snippets that a draft may quote."""
        quoted = (*(answer.match for answer in self.answers), *self.related)
        return tuple(match.snippet for match in quoted)


Sent = Callable[[Snippet], bool]
"""Whether a snippet has been sent in this conversation."""


def choose(
    asks: Sequence[Ask],
    whole: Matches,
    by_ask: Sequence[Matches],
    threshold: float,
    most: int,
    sent: Sent = lambda snippet: False,
    stuck: bool = False,
) -> Choice:
    """Pick a snippet for each ask that one answers with at least the `threshold`.

    `whole` is what was found for the whole message, `by_ask` what was found for each ask.
    An ask that says little alone ("Can you help?") goes with the answer to the whole. In the
    place of a snippet that was sent stands the next best; where the customer is `stuck` with
    what was sent, nothing else does.
    """
    whole, *by_ask = (_fresh(found, sent, stuck) for found in (whole, *by_ask))
    if _is_praise(asks):
        whole, by_ask = _thanking(whole), [_thanking(found) for found in by_ask]
    whole_best = _quotable(whole) if whole.confidence >= threshold else None
    chosen: dict[str, tuple[Match, list[int]]] = {}
    for number, found in enumerate(by_ask):
        match = _answer(found, whole_best, threshold, alone=len(asks) == 1)
        if match and (match.snippet.id in chosen or len(chosen) < MOST_SNIPPETS):
            chosen.setdefault(match.snippet.id, (match, []))[1].append(number)
    if not chosen and whole_best:
        chosen[whole_best.snippet.id] = (whole_best, list(range(len(asks))))
    confidences = [whole.confidence, *(found.confidence for found in by_ask)]
    first = [match for match, _ in chosen.values()]
    return Choice(
        answers=tuple(Answer(match, tuple(numbers)) for match, numbers in chosen.values()),
        confidence=max(confidences, default=0.0),
        matches=_merged([whole, *by_ask], first, most),
        related=_related([*by_ask, whole], first),
        found=tuple(tuple(filter(_is_sayable, found)) for found in (*by_ask, whole)),
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
    """The best match, unless it is not for customers' eyes or says nothing.

    In an article's place stands a reply that links to it and is about as good: it was
    written to be sent.
    """
    best = found.best
    if best is None or not _is_sayable(best):
        return None
    near = (match for match in found if match.score >= best.score * ALIKE)
    return next((match for match in near if _stands_for(match, best)), best)


def _is_sayable(match: Match) -> bool:
    snippet = match.snippet
    if snippet.audience != "public":
        return False
    return bool(snippet.kind == "article" and snippet.url) or says_something(plain(snippet.body))


def _stands_for(match: Match, article: Match) -> bool:
    reply, url = match.snippet, article.snippet.url
    public_reply = reply.kind == "reply" and reply.audience == "public"
    return bool(article.snippet.kind == "article" and url and public_reply and url in reply.body)


def _fresh(found: Matches, sent: Sent, stuck: bool) -> Matches:
    """The matches with what was sent behind what is about as good and was not."""
    best = found.best
    if best is None or not sent(best.snippet):
        return found
    near = [one for one in found if one.score >= best.score * ALIKE and not sent(one.snippet)]
    others = [one for one in found if one not in near]
    confidence = found.confidence if near or not stuck else 0.0
    return Matches(confidence, (*near, *others))


def _is_praise(asks: Sequence[Ask]) -> bool:
    """Whether the message only thanks or praises."""
    return bool(asks) and all(
        not ask.wants_answer and _PRAISE.search(ask.text) and not states_problem(ask.text)
        for ask in asks
    )


def _thanking(found: Matches) -> Matches:
    """Only the matches that thank in their turn."""
    items = tuple(one for one in found if _THANKS.search(one.snippet.body))
    return Matches(found.confidence if items else 0.0, items)


def _related(found: Sequence[Matches], chosen: Sequence[Match]) -> tuple[Match, ...]:
    """The best articles with an address that no chosen snippet has or links to."""
    said = "\n".join(f"{match.snippet.url}\n{match.snippet.body}" for match in chosen)
    articles = (
        match
        for matches in found
        for match in matches
        if match.snippet.kind == "article" and match.snippet.audience == "public"
        if match.snippet.url and match.snippet.url not in said and match.score >= RELATED
    )
    best = {match.snippet.id: match for match in sorted(articles, key=lambda one: one.score)}
    return tuple(reversed(best.values()))[:MOST_RELATED] if chosen else ()


def _merged(found: Sequence[Matches], first: Sequence[Match], most: int) -> tuple[Match, ...]:
    """The chosen matches, then all others by score, each snippet once."""
    others = sorted((match for matches in found for match in matches), key=lambda m: -m.score)
    by_id = {match.snippet.id: match for match in reversed([*first, *others])}
    order = dict.fromkeys(match.snippet.id for match in [*first, *others])
    return tuple(by_id[snippet_id] for snippet_id in order)[: max(most, len(first))]
