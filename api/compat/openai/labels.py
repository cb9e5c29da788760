"""Labels for a conversation, out of those that a desk offers: the ones it speaks of by name."""

from __future__ import annotations

import re

_OFFERED = re.compile(
    r"^[^\S\n]*(?:potential |available )?(?:labels|tags)[^\S\n]*:[^\S\n]*", re.I | re.M
)
_WORD = re.compile(r"\w+")
MOST_LABELS = 2


def labels(text: str) -> list[str]:
    """The offered labels whose words are all in the conversation, at most two."""
    marks = list(_OFFERED.finditer(text))
    if not marks:
        return []
    offered = re.split(r"[,\n]", text[marks[-1].end() :])
    words = set(_WORD.findall(text[: marks[-1].start()].casefold()))
    spoken = [label.strip() for label in offered if _parts(label) and _parts(label) <= words]
    return spoken[:MOST_LABELS]


def _parts(label: str) -> set[str]:
    return set(_WORD.findall(label.casefold().replace("_", " ")))
