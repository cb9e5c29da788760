"""A reply to the messages of a gap, from what agents sent to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.private.details import Kind
from snippets.learning.edits import VALUE
from snippets.proposals.likeness import Saying, size
from snippets.proposals.paragraphs import Paragraph, paragraphs
from snippets.proposals.recurring import Place, recurring
from snippets.proposals.wording import MOST_SLOTS, central, markdown
from snippets.store.messages import KeptMessage

LEAST_SHARED = 3
"""Conversations that a text has to stand in to be a habit."""
LEAST_WORDS = 10
MOST_CHOICES = 3
MOST_GROUPS = 3
"""A text that is a choice for more groups than this answers none of them in particular."""
MOST_READ = 200
COMPARED = 40
"""Replies of which one is chosen where agents have no text in common."""

_MASK = re.compile("|".join(re.escape(one) for one in (*(kind.mask for kind in Kind), VALUE)))


@dataclass(frozen=True, slots=True)
class Written:
    """A text and how many conversations had it."""

    body: str
    times: int


NOTHING = Written("", 0)


def proposed(groups: Sequence[Sequence[KeptMessage]]) -> list[Written]:
    """A reply for each group: what several agents' replies share, else a usual one.

    A group's messages have the most typical ones first.
    """
    choices = [_shared(one[:MOST_READ]) for one in groups]
    sayings = [[Saying.of(choice.body) for choice in of_one] for of_one in choices]
    found = []
    for group, of_one, said in zip(groups, choices, sayings, strict=True):
        own = [one for one, saying in zip(of_one, said, strict=True) if _is_own(saying, sayings)]
        found.append(next(iter(own), None) or _single(group))
    return found


def _is_own(saying: Saying, sayings: Sequence[Sequence[Saying]]) -> bool:
    """Whether a text is a choice for few groups."""
    return sum(any(saying.repeats(one) for one in each) for each in sayings) <= MOST_GROUPS


def _shared(messages: Sequence[KeptMessage]) -> list[Written]:
    """What the replies have in common, what most have first."""
    replies = [paragraphs(one.reply) for one in messages]
    ids = [one.id for one in messages]
    runs = recurring(replies, ids, LEAST_SHARED, _is_edge)
    runs.sort(key=lambda places: (-len({one.reply for one in places}), places[0].reply))
    found = [_of(replies, places) for places in runs]
    return [one for one in found if one][:MOST_CHOICES]


def _of(replies: Sequence[Sequence[Paragraph]], places: Sequence[Place]) -> Written | None:
    wording = central([replies[one.reply][one.start : one.end] for one in places])
    body = _usable(wording) if wording else ""
    return Written(body, len({one.reply for one in places})) if body else None


def _single(messages: Sequence[KeptMessage]) -> Written:
    """Of the replies to the most typical messages the one that is most like the others."""
    bodies = [body for one in messages[:COMPARED] if (body := _usable(paragraphs(one.reply)))]
    words = [Saying.of(body).words for body in bodies]
    likeness = [sum(len(one & each) / len(one | each) for each in words) for one in words]
    return Written(bodies[likeness.index(max(likeness))], 1) if bodies else NOTHING


def _usable(wording: Sequence[Paragraph]) -> str:
    """A wording as Markdown, a slot for each private detail; "" where it is of no use."""
    if size(wording) < LEAST_WORDS:
        return ""
    body = _MASK.sub(lambda mask: f"⟦{mask[0][1:-1]}⟧", markdown(wording))
    return body if body.count("⟦") <= MOST_SLOTS else ""


def _is_edge(paragraph: Paragraph, first: bool) -> bool:
    return first or not paragraph.is_lead_in
