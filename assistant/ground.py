"""Grounding: a sentence whose facts are not in its sources does not stay.

Whoever wrote a sentence, numbers, dates, amounts, addresses, ids and names in it have to
stand in the snippets that it names as its sources.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.message import Block, Sentence
from models.checks.facts import added_facts
from models.text import Span, sentence_spans


@dataclass(frozen=True, slots=True)
class Grounded:
    """A text, its sentences with their sources, and notes on what was taken out."""

    text: str
    sentences: tuple[Sentence, ...]
    notes: tuple[str, ...]


def ground(blocks: Sequence[Block], sources: Mapping[str, str]) -> Grounded:
    """Put blocks together; `sources` has the text of each snippet by id."""
    text = ""
    sentences: list[Sentence] = []
    notes: list[str] = []
    for block in blocks:
        kept, removed = _supported(block, sources)
        notes += [f"removed, since no source supports it: {sentence}" for sentence in removed]
        if kept:
            text += (block.separator if text else "") + kept
            sentences += _sentences(block, kept, len(text) - len(kept))
    return Grounded(text, tuple(sentences), tuple(notes))


def _supported(block: Block, sources: Mapping[str, str]) -> tuple[str, list[str]]:
    """The block without sentences that add a fact to their sources, and those sentences."""
    if block.origin not in ("snippet", "generated"):
        return block.text, []
    known = "\n".join(sources.get(source, "") for source in block.sources)
    spans = sentence_spans(block.text)
    unsupported = [span for span in spans if added_facts(known, span.of(block.text))]
    text = block.text
    for span in reversed(unsupported):
        text = f"{text[: span.start].rstrip(' ')}{text[span.end :]}"
    return text.strip(), [span.of(block.text) for span in unsupported]


def _sentences(block: Block, text: str, start: int) -> list[Sentence]:
    spans = sentence_spans(text) if block.origin != "courtesy" else _lines(text)
    return [
        Sentence(span.of(text), span.shifted(start), block.origin, block.sources) for span in spans
    ]


def _lines(text: str) -> list[Span]:
    """Courtesy is one piece: a greeting or a sign-off is no sentence to take apart."""
    return [Span(0, len(text))]
