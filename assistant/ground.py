"""Grounding: a sentence whose facts are not in its sources does not stay.

Whoever wrote a sentence, numbers, dates, amounts, addresses, ids and names in it have to
stand in the snippets that it names as its sources. What a language model wrote is traced
sentence by sentence to the composed draft, too: see `assistant.trace`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.message import Block, Sentence
from assistant.trace import COURTESY, Source, evidence, trace
from models.checks.facts import added_facts
from models.text import Span, sentence_spans

_BARE_MARKER = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,2}[.)])?[ \t]*$\n?", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")


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


def ground_written(text: str, composed: Sequence[Sentence]) -> Grounded:
    """A written text without the sentences that no sentence of the composed draft supports."""
    sources = evidence(composed)
    spans = sentence_spans(text)
    unsupported = [span for span in spans if trace(span.of(text), sources) is None]
    kept = text
    for span in reversed(unsupported):
        kept = f"{kept[: span.start].rstrip(' ')}{kept[span.end :]}"
    paragraphs = (_BARE_MARKER.sub("", one).strip() for one in _PARAGRAPH.split(kept))
    kept = "\n\n".join(filter(None, paragraphs))
    return Grounded(
        kept,
        tuple(_traced(span, kept, sources) for span in sentence_spans(kept)),
        tuple(f"removed, since no source supports it: {one.of(text)}" for one in unsupported),
    )


def _traced(span: Span, text: str, sources: Sequence[Source]) -> Sentence:
    found = trace(span.of(text), sources) or COURTESY
    return Sentence(span.of(text), span, found.origin, found.sources)


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
