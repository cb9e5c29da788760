"""Learning from what a desk has answered: vectors, order, surety and threshold.

The newest messages are held back: a new state is measured on them against the one in use,
both without having seen them, and only a better one is handed over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from snippets.errors import TooLittleKnown
from snippets.learning.lessons import Asked, Lesson, ask, fit_ranking
from snippets.search.adapter import MOST_SNIPPETS, Adapter
from snippets.search.adapter import fit as fit_adapter
from snippets.search.index import Index
from snippets.search.ranking import Ranking
from snippets.search.state import State, shipped

FEWEST = 80
"""Lessons below which nothing is learned but who answered what."""
FIRST, SECOND = 0.6, 0.8
"""Vectors are learned up to the first share, order and surety up to the second."""
MOST_ASKED = 1_000
MOST_LESSONS = 30_000
HALF_LIFE_DAYS = 730
SAME = 0.002
"""A difference in mean reciprocal rank that says nothing."""

HARM = 0.02


@dataclass(frozen=True, slots=True)
class Figures:
    """How well held-back messages were answered: MRR and recall, and the log loss of surety."""

    messages: int
    mrr: float
    recall_1: float
    recall_5: float
    log_loss: float


@dataclass(frozen=True, slots=True)
class Adapted:
    """The state to use from now on, or None where the old one stays; and why."""

    state: State | None
    report: dict[str, Any]


def adapt(index: Index, lessons: Sequence[Lesson], used: State, precision: float) -> Adapted:
    """Learn a state from `lessons`, which have their vectors, and compare it with `used`.

    Vectors are learned from all of them, order, surety and threshold from past messages
    only: examples that people think up are more alike than messages that come in.
    `precision` is the share of drafts that shall be right. The index is left as it was.
    """
    seen = set() if used.seen is None else set(used.seen.tolist())
    first, second, held = parts(lessons, seen)
    if len(lessons) < FEWEST or len(held) < FEWEST * (1 - SECOND):
        return Adapted(None, {"kept": False, "reason": "too few new messages with known answers"})
    try:
        index.use(used.adapter)
        before = measure(ask(index, held), used.ranking)
        index.use(adapter(index, first))
        asked = ask(index, second)
        ranking = _known_ranking(index)
        real = len(_past(asked)) >= FEWEST * (1 - SECOND)
        if real:
            ranking = fit_ranking(_past(asked), ranking)
        index.use(adapter(index, [*first, *second]))
        held_asked = ask(index, held)
        after = measure(held_asked, ranking)
        kept = better(after, before, real)
        report = {"before": asdict(before), "after": asdict(after), "kept": kept, "real": real}
        if not kept:
            return Adapted(None, report | {"reason": "no better on messages held back"})
        state = State(
            ranking=fit_ranking(_past([*asked, *held_asked]), ranking) if real else ranking,
            adapter=adapter(index, lessons),
            threshold=threshold(_past(held_asked), ranking, precision) if real else None,
            seen=np.sort(np.array([one.mark for one in lessons], np.int64)),
        )
        return Adapted(state, report | {"precision": precision, "threshold": state.threshold})
    finally:
        index.use(used.adapter)


def trial(index: Index, lessons: Sequence[Lesson]) -> Figures:
    """How well the newest messages are answered by what all others teach.

    Raises TooLittleKnown where there are not enough of them.
    """
    if len(lessons) < FEWEST:
        raise TooLittleKnown(
            f"{len(lessons)} messages with known answers are too few, {FEWEST} are needed: "
            "`tactful learn HISTORY.jsonl` finds more"
        )
    first, second, held = parts(lessons, set())
    used = index.adapter
    try:
        index.use(adapter(index, [*first, *second]))
        return measure(ask(index, held), _known_ranking(index))
    finally:
        index.use(used)


def _known_ranking(index: Index) -> Ranking:
    return shipped()["past" if index.has_long_past else "taught"].ranking


def rehearse(index: Index, lessons: Sequence[Lesson], used: Adapter | None) -> Iterator[Asked]:
    """Ask the lessons as if none of them were known; the index is left as it was.

    Where vectors have been learned, each half is asked of vectors learned from the other.
    """
    halves = [[one for one in lessons if one.mark % 2 == half] for half in (0, 1)]
    taught = used is not None and all(halves)
    try:
        for asked, other in (halves, halves[::-1]):
            if taught:
                index.use(adapter(index, other))
            yield from ask(index, asked)
    finally:
        index.use(used)


def parts(
    lessons: Sequence[Lesson], seen: Set[int]
) -> tuple[list[Lesson], list[Lesson], list[Lesson]]:
    """What vectors are learned from, what order and surety are, and what is held back.

    Past messages in the order of their days, given examples in a random one. Held back
    are those after SECOND that no state has `seen`; of this part and the one before it
    no more than MOST_ASKED, the newest.
    """
    first, second, held = list[Lesson](), list[Lesson](), list[Lesson]()
    for given in (False, True):
        sort = [one for one in lessons if one.given == given]
        new = [one for one in sort[int(SECOND * len(sort)) :] if one.mark not in seen]
        new_marks = {one.mark for one in new}
        rest = [one for one in sort if one.mark not in new_marks]
        border = int(FIRST / SECOND * len(rest))
        first, second, held = first + rest[:border], second + rest[border:], held + new
    return first, second[-MOST_ASKED:], held[-MOST_ASKED:]


def measure(asked: Sequence[Asked], ranking: Ranking) -> Figures:
    """Figures over what was found, each kind of answer among its kind."""
    ranks, losses = [], []
    for one in asked:
        for of_kind in list(one.lists())[1:] or [one]:
            ranked = ranking.rank(of_kind.found)
            right = np.isin(ranked.numbers, of_kind.found.numbers[of_kind.right])
            places = np.flatnonzero(right)
            ranks.append(int(places[0]) + 1 if len(places) else 0)
            chance = ranked.confidence if ranks[-1] == 1 else 1 - ranked.confidence
            losses.append(-np.log(max(chance, 1e-6)))
    found = np.array(ranks)
    return Figures(
        messages=len(ranks),
        mrr=_mean(np.where(found > 0, 1 / np.maximum(found, 1), 0.0)),
        recall_1=_mean(found == 1),
        recall_5=_mean((found > 0) & (found <= 5)),
        log_loss=_mean(np.array(losses)),
    )


def better(after: Figures, before: Figures, real: bool) -> bool:
    """Whether more comes first, or as much with truer confidence.

    Without `real` messages, only clear harm counts: a library's examples are so much alike
    that they find each other whatever is learned.
    """
    if not real:
        return after.mrr >= before.mrr - HARM
    if abs(after.mrr - before.mrr) > SAME:
        return after.mrr > before.mrr
    return after.log_loss < before.log_loss


def threshold(asked: Sequence[Asked], ranking: Ranking, precision: float) -> float:
    """The lowest confidence above which that share of first matches was right.

    Where no confidence gives it, the precision itself: a confidence is a probability.
    """
    answers = [(ranking.rank(one.found), one) for one in asked if len(one.right)]
    answers = sorted(answers, key=lambda pair: -pair[0].confidence)
    right = [one.right[one.found.numbers == ranked.numbers[0]][0] for ranked, one in answers]
    share = np.cumsum(right) / np.arange(1, len(right) + 1)
    enough = np.flatnonzero(share >= precision)
    return round(answers[enough[-1]][0].confidence, 4) if len(enough) else precision


def adapter(index: Index, lessons: Sequence[Lesson]) -> Adapter:
    """Fitted to the newest lessons, of the snippets that they speak of."""
    newest = sorted(lessons, key=lambda one: one.day)[-MOST_LESSONS:]
    counted = Counter(owner for one in newest for owner in one.owners if owner in index.snippets)
    ids = [snippet_id for snippet_id, _ in counted.most_common(MOST_SNIPPETS)]
    places = {snippet_id: place for place, snippet_id in enumerate(ids)}
    known = [(one, sorted(places[x] for x in one.owners if x in places)) for one in newest]
    known = [(one, answers) for one, answers in known if answers]
    last = max(one.day for one, _ in known)
    turn, offsets = fit_adapter(
        np.stack([one.vector for one, _ in known]),
        [answers for _, answers in known],
        index.text_vectors(ids),
        np.array([0.5 ** ((last - one.day) / HALF_LIFE_DAYS) for one, _ in known], np.float32),
    )
    return Adapter(turn, dict(zip(ids, offsets, strict=True)))


def _past(asked: Sequence[Asked]) -> list[Asked]:
    return [one for one in asked if not one.lesson.given]


def _mean(values: NDArray[np.generic]) -> float:
    return round(float(values.mean()), 4) if len(values) else 0.0
