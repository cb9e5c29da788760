"""How well a library finds what answers a message."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from snippets.errors import FileInvalid
from snippets.formats.jsonl import objects, text_of, texts_of
from snippets.learning.figures import DEPTHS, Case, Result, report
from snippets.learning.history import Conversation, learned
from snippets.library import Library
from snippets.progress import Progress
from snippets.snippet import Kind

ADAPT_AFTER = 0.1
"""A replay learns anew when there are so many times as many known messages more."""


def read_examples(path: Path) -> list[Case]:
    """The cases of an examples file. Raises FileInvalid, naming the line."""
    return [_case(where, fields) for where, fields in objects(path)]


def evaluate(
    library: Library,
    cases: Sequence[Case],
    history: Sequence[Conversation] = (),
    progress: Progress | None = None,
    kind: Kind | None = None,
    precision: float = 0.9,
) -> dict[str, Any]:
    """Recall, MRR, AUROC, calibration and latency over the cases.

    With a history, cases go in the order of their dates, and what came on the days
    before each one is learned first. What is learned stays in `library`, so hand over a copy.
    Where all that is expected is of one `kind`, or one is named, only it is searched for.
    """
    replay = Replay(library, history)
    kind = kind or _kind_of(cases, library)
    results = []
    for done, case in enumerate(sorted(cases, key=lambda case: case.created_at), start=1):
        replay.until(case)
        results.append(_result(library, case, kind))
        if progress:
            progress(done, len(cases))
    return {"kind": kind, **report(results, precision)}


def evaluate_own(
    library: Library, progress: Progress | None = None, precision: float = 0.9
) -> dict[str, Any]:
    """The same over the library's own examples, each asked as if it were not known."""
    lessons = [one for one in library.lessons() if one.given]
    results = []
    for done, rehearsed in enumerate(library.rehearse(lessons), start=1):
        lesson = rehearsed.lesson
        case = Case(f"example {done}", "", lesson.text, frozenset(lesson.owners))
        results.append(_rated(case, rehearsed.ids[: max(DEPTHS)], rehearsed.confidence))
        if progress:
            progress(done, len(lessons))
    return {"kind": None, **report(results, precision)}


class Replay:
    """A history that is learned day by day, as it happened."""

    def __init__(self, library: Library, history: Sequence[Conversation]) -> None:
        self._library = library
        self._past = sorted(history, key=lambda one: one.created_at)
        self._known = self._fresh = 0

    def until(self, case: Case) -> None:
        """Learn what came before a case, but for its own conversation."""
        count = bisect_left(self._past, case.created_at, key=lambda one: one.created_at)
        earlier, self._past = self._past[:count], self._past[count:]
        if not earlier:
            return
        others = [one for one in earlier if one.text != case.text]
        self._fresh += self._library.learn(learned(others, self._library.in_use()))
        if self._fresh > ADAPT_AFTER * self._known:
            self._known, self._fresh = self._known + self._fresh, 0
            self._library.adapt(self._library.begin_lesson())


def _kind_of(cases: Sequence[Case], library: Library) -> Kind | None:
    """The one kind of all that is expected; None where there are both, or nothing is."""
    expected = {snippet_id for case in cases for snippet_id in case.expected}
    kinds = {snippet.kind for snippet in library.all() if snippet.id in expected}
    return kinds.pop() if len(kinds) == 1 else None


def _result(library: Library, case: Case, kind: Kind | None) -> Result:
    start = time.perf_counter()
    found = library.search(case.text, max(DEPTHS), kind)
    spent = (time.perf_counter() - start) * 1000
    return _rated(case, [match.snippet.id for match in found], found.confidence, spent)


def _rated(case: Case, ids: Sequence[str], confidence: float, spent: float = 0.0) -> Result:
    rank = next((at for at, one in enumerate(ids, start=1) if one in case.expected), None)
    return Result(case, rank, confidence, spent, tuple(ids))


def _case(where: str, fields: dict[str, Any]) -> Case:
    try:
        return Case(
            id=str(fields["id"]),
            created_at=str(fields.get("created_at") or ""),
            text=f"{fields.get('subject') or ''}\n{text_of(fields, 'message')}".strip(),
            expected=frozenset(texts_of(fields, "expected", required=True) or ()),
        )
    except (KeyError, TypeError) as error:
        raise FileInvalid(f"{where}: field {error} is missing or of the wrong kind") from error
