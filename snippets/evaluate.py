"""How well a library finds what answers a message."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from snippets.errors import FileInvalid
from snippets.figures import DEPTHS, Case, Result, report
from snippets.formats.jsonl import objects, text_of, texts_of
from snippets.history import Conversation, learned
from snippets.library import Library, Progress

SEARCHED = 50
"""Matches that are asked for, so that enough of one kind are among them."""


def read_examples(path: Path) -> list[Case]:
    """The cases of an examples file. Raises FileInvalid, naming the line."""
    return [_case(where, fields) for where, fields in objects(path)]


def evaluate(
    library: Library,
    cases: Sequence[Case],
    history: Sequence[Conversation] = (),
    progress: Progress | None = None,
    kind: str | None = None,
    precision: float = 0.9,
) -> dict[str, Any]:
    """Recall, MRR, AUROC, calibration and latency over the cases.

    With a history, cases go in the order of their dates, and what came on the days
    before each one is learned first. What is learned stays in `library`, so hand over a copy.
    With a `kind`, matches of the other kind are passed over.
    """
    results = []
    past = sorted(history, key=lambda one: one.created_at)
    for done, case in enumerate(sorted(cases, key=lambda case: case.created_at), start=1):
        count = bisect_left(past, case.created_at, key=lambda one: one.created_at)
        earlier, past = past[:count], past[count:]
        if earlier:
            library.learn(learned(_others(earlier, case), library.all()))
        results.append(_result(library, case, kind))
        if progress:
            progress(done, len(cases))
    return report(results, precision)


def _others(earlier: Sequence[Conversation], case: Case) -> list[Conversation]:
    """Without the case's own conversation, whatever its id."""
    return [one for one in earlier if one.text != case.text]


def _result(library: Library, case: Case, kind: str | None) -> Result:
    start = time.perf_counter()
    found = library.search(case.text, SEARCHED)
    spent = (time.perf_counter() - start) * 1000
    matches = [match for match in found if kind in (None, match.snippet.kind)]
    ids = tuple(match.snippet.id for match in matches[: max(DEPTHS)])
    rank = next((at for at, one in enumerate(ids, start=1) if one in case.expected), None)
    return Result(case, rank, found.confidence, spent, ids)


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
