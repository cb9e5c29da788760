"""Whether what a language model wrote may stand in place of the composed draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.ground import Grounded
from assistant.message import Sentence
from assistant.review import Review
from assistant.trace import evidence, keeps, trace
from models.text import SLOT, Finding, Severity

_GRAVE = (Severity.ERROR, Severity.WARNING)


def objection(written: Grounded, composed: Grounded, read: Review, composed_read: Review) -> str:
    """Why the composed draft stands; "" where the written one may.

    The written one has to keep every slot and all that the composed one states, and must
    bring no warning or error of its own. `read` are the reviews of the two.
    """
    if Counter(SLOT.findall(written.text)) != Counter(SLOT.findall(composed.text)):
        return "it lost or made up a slot"
    said = _said_again(written.sentences, composed.sentences)
    left_out = next((one.text for one, texts in said if not keeps(one.text, texts)), "")
    if left_out:
        return f"it left out or changed: {left_out}"
    twice = _twice(written.sentences, composed.sentences, said)
    if twice:
        return f"it says a thing twice: {twice}"
    grave = _grave(read.findings) - _grave(composed_read.findings)
    return f"it has a finding of its own: {min(grave)}" if grave else ""


def _said_again(
    written: Sequence[Sentence], composed: Sequence[Sentence]
) -> list[tuple[Sentence, list[str]]]:
    """Each composed sentence, courtesy aside, with the written ones that say it again."""
    sources = evidence(composed)
    said: list[list[str]] = [[] for _ in composed]
    for one in written:
        found = trace(one.text, sources)
        for place in found.places if found else ():
            said[place].append(one.text)
    pairs = zip(composed, said, strict=True)
    return [(one, texts) for one, texts in pairs if one.origin != "courtesy"]


def _twice(
    written: Sequence[Sentence],
    composed: Sequence[Sentence],
    said: Sequence[tuple[Sentence, Sequence[str]]],
) -> str:
    """A sentence that comes too often, or one beside another that says all of the same."""
    lines = Counter(line for one in composed for line in one.text.split("\n"))
    more = Counter(one.text for one in written) - lines
    repeated = (text for text, count in more.items() if count > 1 or lines[text])
    partial = (
        texts[-1]
        for one, texts in said
        if len(texts) > 1 and any(keeps(one.text, [text]) for text in texts)
    )
    return next(repeated, "") or next(partial, "")


def _grave(findings: Iterable[Finding]) -> Counter[str]:
    return Counter(one.rule for one in findings if one.severity in _GRAVE)
