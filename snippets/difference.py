"""How two states of a snippet differ, field by field and word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Any

from models.text import Span
from snippets.errors import EditedMeanwhile
from snippets.snippet import Snippet
from snippets.versions import Current

TEXTS = ("title", "body")
MOST_COMPARED = 4_000
"""Where more words lie between the common beginning and end, lines are compared."""

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that differs; `gone` are the spans of `before`, `new` those of `after`.

    Texts have spans, in code points; other fields have none.
    """

    field: str
    before: Any
    after: Any
    gone: tuple[Span, ...] = ()
    new: tuple[Span, ...] = ()


def difference(before: Snippet, after: Snippet) -> tuple[Changed, ...]:
    """The fields that differ, in the order of a library line."""
    old, new = before.whole(), after.whole()
    return tuple(
        _changed(name, old[name], new[name])
        for name in old
        if name != "id" and old[name] != new[name]
    )


def conflict(now: Current | None, yours: Snippet | None, started_from: int | None) -> None:
    """Refuse a write that did not start from what is there now. Raises EditedMeanwhile.

    `yours` is None where the snippet is to be deleted, `started_from` where nobody has said
    what they had before them.
    """
    if started_from is None or (now and (now.version == started_from or now.snippet == yours)):
        return
    what = f"it is version {now.version} now" if now else "it is gone"
    both = {
        "current": now.snippet.whole() | {"version": now.version} if now else None,
        "yours": yours.whole() if yours else None,
        "difference": [shown(one) for one in difference(now.snippet, yours)]
        if now and yours
        else [],
    }
    raise EditedMeanwhile(
        f"somebody has changed this since version {started_from}: {what}; look at both texts, "
        "then send yours again with the current version",
        both,
    )


def shown(one: Changed) -> dict[str, Any]:
    """A difference in plain words and numbers."""
    spans = {
        name: [{"start": span.start, "end": span.end} for span in getattr(one, name)]
        for name in ("gone", "new")
    }
    return {"field": one.field, "before": one.before, "after": one.after} | spans


def _changed(name: str, before: Any, after: Any) -> Changed:
    gone, new = _spans(before, after) if name in TEXTS else ((), ())
    return Changed(name, before, after, gone, new)


def _spans(before: str, after: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """What was taken out of the one text, and what was put into the other."""
    blocks: list[tuple[int, int, int, int]] = []
    for unit in (_WORD, _LINE):
        old, new = unit.findall(before), unit.findall(after)
        start, end = _common(old, new)
        ours, theirs = old[start : len(old) - end], new[start : len(new) - end]
        blocks = [(start, len(old) - end, start, len(new) - end)]
        if len(ours) + len(theirs) <= MOST_COMPARED:
            found = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
            changed = (one[1:] for one in found if one[0] != "equal")
            blocks = [tuple(start + place for place in one) for one in changed]  # type: ignore[misc]
            break
    return (
        _joined(before, old, [one[:2] for one in blocks]),
        _joined(after, new, [one[2:] for one in blocks]),
    )


def _common(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many parts two texts share at the beginning, and at the end of what is left."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    left = most - start
    end = next((at for at in range(left) if old[-1 - at] != new[-1 - at]), left)
    return start, end


def _joined(text: str, parts: list[str], places: list[tuple[int, int]]) -> tuple[Span, ...]:
    """Spans of characters for spans of parts; those with mere space between are one."""
    offsets = [0, *accumulate(map(len, parts))]
    spans: list[Span] = []
    for first, last in places:
        start, end = offsets[first], offsets[last]
        if start == end:
            continue
        if spans and not text[spans[-1].end : start].strip():
            start = spans.pop().start
        spans.append(Span(start, end))
    return tuple(spans)
