"""Finds what customers ask and nothing in the library answers, and keeps it up to date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from models.protocols import Vectors
from snippets.gaps.gap import Found, Gap
from snippets.gaps.gist import gist
from snippets.gaps.grouping import Group, groups, relative
from snippets.gaps.names import Names
from snippets.gaps.replies import Written, proposed
from snippets.gaps.trend import periods, trend
from snippets.progress import Progress
from snippets.store.messages import KeptMessage

if TYPE_CHECKING:
    from snippets.library import Library

SURE = 0.4
"""The confidence from which the library answers, where nothing was learned."""
TOLD = 0.08
"""What a telling word of a name counts beside its nearness to what the messages mean."""
DOUBT = 50
"""So many texts about nothing are thought of beside a desk's: the mean of few tells little."""
MOST_TYPICAL = 3
LOOKED_AT = 50
"""Members of a group that the typical ones are chosen from."""
SAME = 0.9
"""The likeness of two messages that show a lead the same."""


def current(
    library: Library,
    most: int | None = None,
    threshold: float | None = None,
    progress: Progress | None = None,
) -> list[Gap]:
    """The open gaps, the biggest first, grouped anew where messages have come in.

    One that the library answers by now, with at least the `threshold`, is closed.
    """
    if library.gaps.stale():
        group_anew(library, progress)
    sure = threshold or library.threshold or SURE
    found: list[Gap] = []
    for gap in library.gaps.undecided():
        if most is not None and len(found) == most:
            break
        if library.gaps.revision != gap.revision:
            gap = library.gaps.looked_at(gap.id, _is_answered(library, gap, sure))
        if gap.state == "open":
            found.append(gap)
    return found


def group_anew(library: Library, progress: Progress | None = None) -> None:
    """Group all messages that were missed, and keep the groups."""
    kept = library.messages.missed()
    messages = list({(one.text, one.created_at.date()): one for one in kept}.values())
    found = _grouped(library, messages, progress) if messages else []
    library.gaps.keep(found, [one.id for one in kept])


def _grouped(
    library: Library, messages: Sequence[KeptMessage], progress: Progress | None
) -> list[Found]:
    gists = [gist(one.text) for one in messages]
    told = _vectors(library, gists, progress)
    known = [text for one in library.in_use() for text in (one.title, *one.examples)]
    desk = np.vstack([told, _vectors(library, known)])
    usual = desk.sum(0) / (len(desk) + DOUBT)
    own = relative(told, usual)
    found = groups(own)
    names = _names(library, found, gists, own, usual)
    written = proposed([[messages[row] for row in one.rows] for one in found])
    parts = zip(found, names, written, strict=True)
    return [_found(group, name, reply, messages, own) for group, name, reply in parts]


def _found(
    group: Group, name: str, reply: Written, messages: Sequence[KeptMessage], vectors: Vectors
) -> Found:
    days = [messages[row].created_at.date() for row in group.rows]
    first, last = (pick(one.created_at for one in messages).date() for pick in (min, max))
    members = [messages[row] for row in group.rows]
    discarded = [one for one in members if one.action == "discarded"]
    return Found(
        name=name,
        nearness={
            one.id: round(float(near), 4) for one, near in zip(members, group.nearness, strict=True)
        },
        typical=tuple(messages[row].id for row in _typical(group, vectors)),
        trend=trend(days, first, last),
        periods=periods(days, first, last),
        body=reply.body,
        written=reply.times,
        refused=tuple(sorted({key for one in discarded for key in one.snippet_ids})),
    )


def _typical(group: Group, vectors: Vectors) -> list[int]:
    """The rows of the most typical messages, without those that say what another one says."""
    chosen: list[int] = []
    for row in group.rows[:LOOKED_AT].tolist():
        if all(vectors[row] @ vectors[one] < SAME for one in chosen):
            chosen.append(row)
    return chosen[:MOST_TYPICAL]


def _names(
    library: Library,
    found: Sequence[Group],
    gists: Sequence[str],
    vectors: Vectors,
    usual: Vectors,
) -> list[str]:
    """For each group the phrase that means most what its messages mean, each once."""
    names = Names(gists)
    choices = [names.choices([gists[row] for row in one.rows]) for one in found]
    meant = library.kept_vectors([name for of_one in choices for name in of_one])
    chosen: list[str] = []
    for group, of_one in zip(found, choices, strict=True):
        free = [name for name in of_one if name not in chosen] or of_one
        told = relative(np.stack([meant[name] for name in free]), usual)
        near = told @ vectors[group.rows[:LOOKED_AT]].mean(0)
        chosen.append(free[int((near + [TOLD * names.telling(name) for name in free]).argmax())])
    return chosen


def _vectors(library: Library, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
    known = library.kept_vectors(texts, progress)
    rows = [known[text] for text in texts]
    return np.stack(rows) if rows else np.zeros((0, library.dimension), np.float32)


def _is_answered(library: Library, gap: Gap, sure: float) -> bool:
    """Whether most typical messages find something that was not refused before."""
    asked = library.search_many(gap.typical, 1)
    answers = [
        one.confidence >= sure and one.items[0].snippet.id not in gap.refused
        for one in asked
        if one.items
    ]
    return 2 * sum(answers) > len(gap.typical)
