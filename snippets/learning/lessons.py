"""Messages whose answers are known, asked again as if they had just come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from snippets.learning.fitting import Lists, Pull, Right, fit, fit_lists
from snippets.search.features import FREE, NAMES, SURE, TIMELY, features, sureness
from snippets.search.index import Index
from snippets.search.neighbours import Vectors
from snippets.search.passages import mark_of
from snippets.search.ranking import Linear, Ranking, in_order
from snippets.search.signals import Signals, Table
from snippets.store.examples import Taught

UNANSWERED_SHARE = 8
"""Of so many messages one is asked as if the library had no answer to it."""


@dataclass(slots=True)
class Lesson:
    """A message and the ids of the snippets that answer it."""

    text: str
    day: int
    given: bool
    owners: set[str] = field(default_factory=set)
    vector: Vectors = field(default_factory=lambda: np.zeros(0, np.float32))

    @property
    def mark(self) -> int:
        """What tells its text apart."""
        return mark_of(self.text)

    @property
    def before(self) -> int | None:
        """The day up to which others may speak; any may for an example that was given."""
        return None if self.given else self.day


def lessons_of(taught: Iterable[Taught]) -> list[Lesson]:
    """One lesson a text, oldest first; examples that were given in a random order."""
    lessons: dict[tuple[str, bool], Lesson] = {}
    for one in taught:
        lesson = Lesson(one.text, one.day, one.given)
        lesson = lessons.setdefault((one.text, one.given), lesson)
        lesson.owners.add(one.snippet_id)
        lesson.day = min(lesson.day, one.day)
    return sorted(lessons.values(), key=lambda one: (one.mark if one.given else one.day, one.mark))


@dataclass(frozen=True, slots=True)
class Asked:
    """What was found for a lesson, and which candidates are right."""

    lesson: Lesson
    found: Signals
    right: Right

    def lists(self) -> Iterator[Asked]:
        """All candidates, and those of each kind that has a right one."""
        yield self
        for kind in (0.0, 1.0):
            chosen = self.found.column("article") == kind
            if self.right[chosen].any() and not chosen.all():
                yield self.only(chosen)

    def only(self, chosen: NDArray[np.bool_]) -> Asked:
        """With some of the candidates."""
        return Asked(self.lesson, self.found.at(chosen), self.right[chosen])


def ask(index: Index, lessons: Sequence[Lesson]) -> list[Asked]:
    """What the index finds for each lesson without knowing it, nor anything later."""
    asked = []
    for lesson in lessons:
        found = index.find(lesson.vector, lesson.text, lesson.before, lesson.mark)
        table = index.signals(found, lesson.vector, lesson.before)
        right = np.isin(table.numbers, index.numbers_of(lesson.owners))
        asked.append(Asked(lesson, table, right))
    return asked


def order_lists(asked: Sequence[Asked]) -> Lists:
    """Features of the candidates of each list, and which of them are right."""
    return [(features(one.found), one.right) for each in asked for one in each.lists()]


def surety_rows(asked: Sequence[Asked], order: Linear) -> tuple[Table, Right]:
    """What tells how sure a first match is, and whether it was right.

    Some messages are asked once more without their answers: what nothing answers has to
    be known, too.
    """
    lists = [one for each in asked for one in each.lists()]
    lists += [one.only(~one.right) for one in asked if one.lesson.mark % UNANSWERED_SHARE == 0]
    rows, right = [np.zeros((0, len(SURE)))], []
    for one in lists:
        if len(one.right):
            ordered, logits = in_order(one.found, order)
            rows.append(sureness(ordered, logits)[None, :])
            right.append(one.right[one.found.numbers == ordered.numbers[0]][0])
    return np.vstack(rows), np.array(right, bool)


def fit_ranking(asked: Sequence[Asked], prior: Ranking) -> Ranking:
    """Whom to believe and how sure to be, from what was found for known messages."""
    pull = Pull(prior.order, free=FREE | TIMELY)
    order = fit_lists(NAMES, order_lists(asked), pull=pull)
    surety = fit(SURE, *surety_rows(asked, order), pull=Pull(prior.surety))
    return Ranking(order, surety)
