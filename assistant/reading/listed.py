"""Lists in a message: "1. … 2. …", "a) … b) …", or a dash a line."""

from __future__ import annotations

import re
from itertools import pairwise

LEAST = 2
ITEM = re.compile(r"(?<!\S)[1-9a-h]\)\s+", re.I)
"""What begins an item in the middle of a line."""

_NUMBERED = re.compile(r"(?<!\S)(?P<number>[1-9])[.)]\s+(?=\S)")
_BULLET = re.compile(r"^[ \t]*[-*•+][ \t]+(?=\S)", re.M)
_ANNOUNCES = re.compile(
    r"\b(?:two|three|four|five|six|some|several|few|couple of|following|[2-6])\s+(?:\w+\s+)?"
    r"(?:things|questions|issues|problems|points|requests|matters|topics)\b",
    re.I,
)


def items(text: str) -> list[str]:
    """The items of the numbered list of a text, else of the list with dashes; none for one."""
    marks = _in_order(list(_NUMBERED.finditer(text))) or list(_BULLET.finditer(text))
    if len(marks) < LEAST:
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    found = [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    return [one.split("\n", 1)[0].strip() for one in found]


def announced(text: str) -> bool:
    """Whether the writer says that there are several things: "I have two questions"."""
    return _ANNOUNCES.search(text) is not None


def _in_order(marks: list[re.Match[str]]) -> list[re.Match[str]]:
    """The marks if they count from one; a number that ends a sentence is no mark then."""
    numbers = [int(mark["number"]) for mark in marks]
    counts = numbers[:1] == [1] and all(later == one + 1 for one, later in pairwise(numbers))
    return marks if counts else []
