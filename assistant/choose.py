"""Which snippets answer which asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.conversation.words import keys
from assistant.drafting.passages import says_something
from assistant.drafting.pooled import pooled
from assistant.message import Ask
from assistant.reading.asks import states_problem
from snippets.snippet import Match, Matches, Snippet, plain

MOST_SNIPPETS = 3
ALIKE = 0.5
"""The share of the best score at which a match still counts as about as good."""
CLAIM, NEAR = 0.7, 0.4
"""The shares of the threshold from which a snippet answers one ask, and may help with it.

That the library answers something of the message is known then, by the whole threshold.
"""
SURE, SURE_ALONE = 0.6, 0.9
LEAST_TOPIC = 3
"""Content words of an ask that says what it is about."""
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
    """A snippet that goes into the draft, and the numbers of the asks that it is for.

    One that is not `sure` may help; no ask counts as answered by it.
    """

    match: Match
    asks: tuple[int, ...]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """The answers in the customer's order; without any, an agent has to write.

    `open` are the numbers of the asks that none of them is for. `related` are articles that a
    full reply names beside them; `found` has the public matches of each ask, the whole
    message's last.
    """

    answers: tuple[Answer, ...]
    confidence: float
    matches: tuple[Match, ...]
    open: tuple[int, ...] = ()
    related: tuple[Match, ...] = ()
    found: tuple[tuple[Match, ...], ...] = ()

    def left(self) -> Choice:
        """The same, left to an agent."""
        asks = {*self.open, *(number for answer in self.answers for number in answer.asks)}
        return replace(self, answers=(), related=(), open=tuple(sorted(asks)))

    @property
    def is_sure(self) -> bool:
        """Whether each answer surely answers."""
        return all(answer.sure for answer in self.answers)

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
    around: Sequence[Matches] | None = None,
    sent: Sent = lambda snippet: False,
    stuck: bool = False,
) -> Choice:
    """Pick a snippet for each ask, where anything is found with at least the `threshold`.

    `whole` is what was found for the whole message, `by_ask` for each ask, `around` for what
    each stands in (None: the whole). In the place of a snippet that was sent stands the next
    best; where the customer is `stuck` with what was sent, nothing else does.
    """
    if _is_praise(asks):
        whole = _thanking(whole)
        by_ask = [whole] * len(asks)
    near = around or [whole] * len(asks)
    told = zip(asks, by_ask, near, strict=True)
    both = (pooled(of_ask, of_near, _sure(ask)) for ask, of_ask, of_near in told)
    pools = [_fresh(found, sent, stuck) for found in both]
    whole, *by_ask = (_fresh(found, sent, stuck) for found in (whole, *by_ask))
    confidence = max(found.confidence for found in (whole, *by_ask))
    answers: tuple[Answer, ...] = ()
    if confidence >= threshold:
        answers = tuple(_answers(pools, CLAIM * threshold))
        answers = answers or tuple(_nearest(whole, by_ask, NEAR * threshold))
    first = [answer.match for answer in answers]
    return Choice(
        answers=answers,
        confidence=confidence,
        matches=_merged([whole, *by_ask], first, most),
        open=tuple(_open(asks, pools, answers, NEAR * threshold)),
        related=_related([*by_ask, whole], first),
        found=tuple(tuple(filter(_is_sayable, found)) for found in (*pools, whole)),
    )


def _sure(ask: Ask) -> float:
    """The confidence from which an ask needs no message around it: less where it says much."""
    return SURE if len(keys(ask.text)) >= LEAST_TOPIC else SURE_ALONE


def _answers(pools: Sequence[Matches], least: float) -> Iterator[Answer]:
    """The snippets that surely answer an ask, each once, with the asks that they answer."""
    asks: dict[str, list[int]] = {}
    matches: dict[str, Match] = {}
    for number, pool in enumerate(pools):
        match = _quotable(pool) if pool.confidence >= least else None
        if match and (match.snippet.id in asks or len(asks) < MOST_SNIPPETS):
            matches.setdefault(match.snippet.id, match)
            asks.setdefault(match.snippet.id, []).append(number)
    return (Answer(matches[known], tuple(numbers)) for known, numbers in asks.items())


def _nearest(whole: Matches, by_ask: Sequence[Matches], least: float) -> Iterator[Answer]:
    """The likeliest snippet where none is sure, for the asks that it may answer."""
    match = _quotable(max((whole, *by_ask), key=lambda one: one.confidence))
    if match:
        near = (n for n, found in enumerate(by_ask) if _score(found, match) >= least)
        yield Answer(match, (0,) if len(by_ask) == 1 else tuple(near), sure=False)


def _open(
    asks: Sequence[Ask], pools: Sequence[Matches], answers: Sequence[Answer], least: float
) -> Iterator[int]:
    """The asks that no answer is for; a mere statement is part of what an answer is near to."""
    done = {number for answer in answers for number in answer.asks}
    for number, (ask, pool) in enumerate(zip(asks, pools, strict=True)):
        near = any(_score(pool, answer.match) >= least for answer in answers)
        if number not in done and (ask.wants_answer or not near):
            yield number


def _score(pool: Matches, match: Match) -> float:
    return next((one.score for one in pool if one.snippet.id == match.snippet.id), 0.0)


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
