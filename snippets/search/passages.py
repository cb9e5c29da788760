"""What of a snippet is embedded."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import accumulate

from snippets.snippet import Known, plain

PASSAGE_CHARACTERS = 900
"""About as much as all-MiniLM-L6-v2 reads at once (256 tokens)."""

_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a snippet: its title, its passages under the title, its examples, its past."""

    title: str
    passages: tuple[str, ...]
    examples: tuple[str, ...]
    past: tuple[str, ...]

    @property
    def all(self) -> list[str]:
        """Every text, in this order."""
        return [self.title, *self.passages, *self.examples, *self.past]

    @property
    def borders(self) -> list[int]:
        """Where each sort ends in `all`, but for the last."""
        ends = accumulate((1, len(self.passages), len(self.examples)))
        return list(ends)


def texts_of(known: Known) -> Texts:
    """What there is to embed of a snippet and the past messages that it answered."""
    snippet = known.snippet
    return Texts(
        title=snippet.title,
        passages=tuple(f"{snippet.title}\n{one}" for one in passages(plain(snippet.body))),
        examples=snippet.examples,
        past=tuple(past.text for past in known.past),
    )


def passages(text: str) -> list[str]:
    """A text in parts that a model reads whole, cut between paragraphs."""
    parts = [""]
    for paragraph in _PARAGRAPH.split(text):
        if parts[-1] and len(parts[-1]) + len(paragraph) > PASSAGE_CHARACTERS:
            parts.append("")
        parts[-1] = f"{parts[-1]}\n{paragraph}".strip()
    return parts


def mark_of(text: str) -> int:
    """A number that tells texts apart: 63 bits of a hash."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) >> 1
