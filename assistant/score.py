"""The score of a reply: 100 less what each part of it costs, so that the parts explain it.

How it is made:
- each further finding of one rule costs less than the one before (`AGAIN`),
- no part takes more than `MOST`,
- in a long reply a finding costs a little less (`ORDINARY_WORDS`), but for what must be mended
  before sending: that always leaves fewer than 50 points,
- where a reply says nothing else, what is unkind in it costs `WHOLE` times as much: greeting,
  thanks, closing and sentences of few words do not count as something else,
- an added finding never raises the score, and information costs nothing,
- white space, line ends, quotation marks and the order of findings change nothing.

What a reply does well (`Strength`) gives no points: it must not hide what is wrong.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.text import Category, Finding, Severity, sentence_spans

FULL = 100
COSTS = {
    Severity.ERROR: 51,
    Severity.WARNING: 12,
    Severity.SUGGESTION: 5,
    Severity.INFO: 0,
}
"""What the first finding of a rule takes in a reply of ordinary length."""
AGAIN = 0.7
"""The share of its cost that a finding of a rule takes after a graver one of the same rule."""
MOST = 60
"""The points that one part takes at most."""
ORDINARY_WORDS = 120
"""Up to this length a finding costs the whole; with eight times the words it costs half."""

WHOLE = 3
"""How much more unkindness costs in a reply that says nothing else."""
FEW_WORDS = 3
"""A sentence of so many words says nothing by itself: "Hi Dana," "Kind regards"."""
_THANKS = re.compile(
    r"(?:(?:hi|hello|hey|dear)\b[^,.!?\n]{0,40}[,!.] )?(?:thanks|thank you)\b", re.I
)


class Part(StrEnum):
    """What a reply is judged by; the values are stable."""

    READY = "ready"
    ANSWERS = "answers"
    KINDNESS = "kindness"
    CLARITY = "clarity"
    CORRECTNESS = "correctness"
    FACTS = "facts"
    INCLUSION = "inclusion"


PARTS = {
    Category.PLACEHOLDER: Part.READY,
    Category.COVERAGE: Part.ANSWERS,
    Category.TONE: Part.KINDNESS,
    Category.CLARITY: Part.CLARITY,
    Category.GRAMMAR: Part.CORRECTNESS,
    Category.SPELLING: Part.CORRECTNESS,
    Category.FACTS: Part.FACTS,
    Category.INCLUSION: Part.INCLUSION,
}
"""Where a finding counts; an error of any category counts as not ready."""


@dataclass(frozen=True, slots=True)
class PartScore:
    """The points that a part has cost, and its findings above information."""

    part: Part
    lost: int
    findings: int


@dataclass(frozen=True, slots=True)
class Score:
    """From 0 to 100; `parts` has every part once, in the order of `Part`."""

    value: int
    parts: tuple[PartScore, ...]


def score(text: str, findings: Iterable[Finding]) -> Score:
    """The score of a text with these findings; a text without a word has none."""
    by_part: defaultdict[Part, list[Finding]] = defaultdict(list)
    for finding in findings:
        if COSTS[finding.severity]:
            by_part[_part(finding)].append(finding)
    words = len(text.split())
    times = dict.fromkeys(Part, 1) | {Part.KINDNESS: _times(text, by_part)}
    parts = tuple(_scored(part, by_part[part], words, times[part]) for part in Part)
    return Score(max(0, FULL - sum(one.lost for one in parts)), parts)


def _part(finding: Finding) -> Part:
    return Part.READY if finding.severity is Severity.ERROR else PARTS[finding.category]


def _times(text: str, by_part: Mapping[Part, Sequence[Finding]]) -> int:
    """How much more unkindness costs: `WHOLE` where no sentence is free of it."""
    unkind = [
        finding.span
        for part in (Part.KINDNESS, Part.READY)
        for finding in by_part.get(part, ())
        if finding.category is Category.TONE and finding.severity.rank <= Severity.WARNING.rank
    ]
    spans = sentence_spans(text) if unkind else ()
    others = (span for span in spans if not any(span.overlaps(one) for one in unkind))
    return WHOLE if spans and not any(_says_something(one.of(text)) for one in others) else 1


def _says_something(sentence: str) -> bool:
    return len(sentence.split()) > FEW_WORDS and not _THANKS.match(sentence)


def _scored(part: Part, findings: Sequence[Finding], words: int, times: int) -> PartScore:
    """The costs of each rule's findings, the gravest first."""
    if part is Part.READY and not words:
        return PartScore(part, FULL, len(findings))
    by_rule: defaultdict[str, list[int]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule].append(COSTS[finding.severity])
    cost = math.fsum(_saturated(costs) for costs in by_rule.values())
    share = 1.0 if part is Part.READY else _share(words)
    return PartScore(part, min(MOST, round(cost * share * times)), len(findings))


def _saturated(costs: Iterable[int]) -> float:
    ordered = sorted(costs, reverse=True)
    return sum(cost * AGAIN**nth for nth, cost in enumerate(ordered))


def _share(words: int) -> float:
    """1 up to the ordinary length, then falling with the cube root of the length."""
    return float(min(1.0, (ORDINARY_WORDS / max(words, 1)) ** (1 / 3)))
