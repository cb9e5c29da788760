"""Proposals of new snippets: what agents write again and again and the library lacks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from snippets.learning.history import MOST_EXAMPLE_CHARACTERS, Conversation
from snippets.progress import Progress
from snippets.proposals.likeness import Saying, Shelf, size
from snippets.proposals.paragraphs import Paragraph, paragraphs, printable
from snippets.proposals.recurring import Place, recurring
from snippets.proposals.titles import Titles
from snippets.proposals.wording import Mask, central, is_cut_out, markdown, slotted, stands_alone
from snippets.snippet import Snippet

State = Literal["open", "accepted", "rejected"]

LEAST_CONVERSATIONS = 4
LEAST_DAYS = 3
"""One agent's paragraph has to come back on so many days."""
LEAST_WORDS = 10
LATELY = timedelta(days=90)
"""How often a text was written in these days foretells well how often it will be."""
MOST_EXAMPLES = 10
PROGRESS_EVERY = 1_000


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text that may become a reply of the library, and messages that it answered.

    `count` conversations had it, `lately` of them in the last 90 days of the history;
    `agents` is 0 and the days are None where the history does not tell them. `snippet_id`
    is what an accepted proposal became.
    """

    id: str
    title: str
    body: str
    examples: tuple[str, ...]
    count: int
    lately: int
    agents: int
    first_seen: date | None
    last_seen: date | None
    state: State = "open"
    snippet_id: str | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Find:
    """The central wording of a run, and the conversations that had it, newest first."""

    body: str
    past: Sequence[Conversation]
    lately: int


def proposed(
    history: Sequence[Conversation],
    library: Sequence[Snippet],
    mask: Mask,
    progress: Progress | None = None,
    least: int = LEAST_CONVERSATIONS,
) -> list[Proposal]:
    """What at least `least` conversations have in common, most used lately first.

    `mask` hides the private details of texts: it is given the wordings, in which a detail
    becomes a slot, and the messages that become examples.
    """
    replies = list(_replies(history, progress))
    shelf = Shelf(library)
    runs = recurring(replies, [past.text for past in history], least, shelf.is_edge)
    newest = max((day for past in history if (day := _day(past))), default=date.min)
    finds = [find for places in runs if (find := _find(history, replies, places, shelf, newest))]
    finds.sort(key=lambda find: find.body)
    finds.sort(
        key=lambda find: (find.lately, len(find.past), find.past[0].created_at), reverse=True
    )
    return _written(_distinct(finds), mask, history)


def _replies(
    history: Sequence[Conversation], progress: Progress | None
) -> Iterator[list[Paragraph]]:
    for done, past in enumerate(history, start=1):
        yield [one for one in paragraphs(past.reply) if one.text not in past.message]
        if progress and (done % PROGRESS_EVERY == 0 or done == len(history)):
            progress(done, len(history))


def _find(
    history: Sequence[Conversation],
    replies: Sequence[Sequence[Paragraph]],
    places: Sequence[Place],
    shelf: Shelf,
    newest: date,
) -> _Find | None:
    """What is found at these places; None where it is of no use to others."""
    chosen = list({history[place.reply].text: place for place in places}.values())
    past = [history[place.reply] for place in chosen]
    wording = central([replies[place.reply][place.start : place.end] for place in chosen])
    if wording is None or not _is_habit(past):
        return None
    start, end = shelf.news(wording)
    news = wording[start:end]
    before = [wording[start - 1]] if start else [_before(replies[one.reply], one) for one in chosen]
    if size(news) < LEAST_WORDS or not stands_alone(news) or is_cut_out(news[0], before):
        return None
    past.sort(key=lambda one: one.created_at, reverse=True)
    days = (day for one in past if (day := _day(one)))
    return _Find(markdown(news), past, sum(newest - day < LATELY for day in days))


def _before(reply: Sequence[Paragraph], place: Place) -> Paragraph | None:
    return reply[place.start - 1] if place.start else None


def _is_habit(past: Sequence[Conversation]) -> bool:
    """Whether several agents wrote it, or one on several days, where that is known."""
    agents = {one.agent for one in past if one.agent}
    days = {day for one in past if (day := _day(one))}
    return len(agents) > 1 or len(days) >= LEAST_DAYS or not (agents or days)


def _distinct(finds: Sequence[_Find]) -> list[_Find]:
    """The finds without those that earlier ones say already."""
    kept: list[tuple[_Find, Saying]] = []
    for find in finds:
        saying = Saying.of(find.body)
        if not any(saying.repeats(other) for _, other in kept):
            kept.append((find, saying))
    return [find for find, _ in kept]


def _written(finds: Sequence[_Find], mask: Mask, history: Sequence[Conversation]) -> list[Proposal]:
    bodies = slotted([find.body for find in finds], mask)
    asked = [[_beginning(past) for past in find.past[:MOST_EXAMPLES]] for find in finds]
    texts = list(dict.fromkeys(text for of_one in asked for text in of_one if text.strip()))
    masked = dict(zip(texts, mask(texts), strict=True))
    titles = Titles([past.text for past in history], [body for body in bodies if body])
    return [
        _proposal(find, body, titles, [masked[text] for text in of_one if text in masked])
        for find, body, of_one in zip(finds, bodies, asked, strict=True)
        if body
    ]


def _beginning(past: Conversation) -> str:
    """More than is shown, so that no private detail is cut before it is masked."""
    return printable(past.text)[: 2 * MOST_EXAMPLE_CHARACTERS]


def _proposal(find: _Find, body: str, titles: Titles, examples: Sequence[str]) -> Proposal:
    days = [day for one in find.past if (day := _day(one))]
    words = " ".join(Paragraph(body).words)
    return Proposal(
        id=hashlib.sha256(words.encode()).hexdigest()[:12],
        title=titles.of(body, [one.text for one in find.past]),
        body=body,
        examples=tuple(dict.fromkeys(one[:MOST_EXAMPLE_CHARACTERS].strip() for one in examples)),
        count=len(find.past),
        lately=find.lately,
        agents=len({one.agent for one in find.past if one.agent}),
        first_seen=min(days, default=None),
        last_seen=max(days, default=None),
    )


def _day(past: Conversation) -> date | None:
    """The date of a conversation; None where it is not one."""
    try:
        return date.fromisoformat(past.created_at[:10])
    except ValueError:
        return None
