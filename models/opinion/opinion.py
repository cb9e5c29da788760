"""Weighs what the rules have found in a reply against what a small model thinks of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.checks.language import language, locale_of
from models.checks.masks import MASK, straighten
from models.checks.passage import Passage, passage
from models.checks.rule import ENGLISH
from models.opinion.misspelt import known_words
from models.opinion.readings import overruled, readings, spared
from models.opinion.rewording import Rewordings
from models.opinion.scale import Scale, Verdict
from models.opinion.verdicts import Scorer, Verdicts
from models.text import SLOT, Category, Finding, Severity, Span, by_position, sentence_spans

FEWEST_WORDS = 3
"""Of shorter sentences nobody can say how they read."""
UNCLEAR = "unclear"
"""The kind of which misspelt words are told by the spelling already."""
_WORD = re.compile(r"\w[\w']*")
_FIELD = re.compile(rf"\{{\{{[^{{}}\n]*\}}\}}|{SLOT.pattern}")
_MANNER = frozenset({Category.TONE, Category.CLARITY, Category.INCLUSION})
_LOWERED = frozenset({Severity.WARNING, Severity.SUGGESTION})


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, and what the model thinks of it; None where it is not asked.

    `words` are without the pictures around them.
    """

    span: Span
    words: Span
    verdict: Verdict | None = None


class SecondOpinion:
    """Calls English sentences that no rule has found, and doubts what some rules have found."""

    id = "opinion"

    def __init__(self, scorer: Scorer, scale: Scale) -> None:
        self._verdicts, self._scale = Verdicts(scorer, scale), scale
        self._rewordings = Rewordings(self._verdicts)

    def read(self, text: str, locale: str) -> None:
        """Have the model judge the sentences, and remember.

        Asked for before anything else, it works while other checkers hold the interpreter.
        """
        if language(locale) in ENGLISH:
            self._judged(passage(text))

    def weigh(self, text: str, findings: Sequence[Finding], locale: str) -> list[Finding]:
        """The findings in reading order: some of them mere information now, and new ones."""
        sentences = self._judged(passage(text)) if language(locale) in ENGLISH else []
        stand = [self._doubted(one, sentences) for one in findings]
        found = [one.span for one in stand if _matters(one)]
        return by_position([*stand, *self._called(text, sentences, found)])

    def _judged(self, passage: Passage) -> list[_Sentence]:
        if language(locale_of(passage.seen, "en")) != "en":
            return []
        spans = sentence_spans(passage.text)
        asked = [span for span in spans if _can_be_judged(span, passage)]
        said = [straighten(span.of(passage.text)) for span in asked]
        verdicts = dict(zip(asked, self._verdicts.of(said), strict=True))
        both = zip(spans, passage.sentences, strict=True)
        return [_Sentence(span, words, verdicts.get(span)) for span, words in both]

    def _doubted(self, finding: Finding, sentences: Sequence[_Sentence]) -> Finding:
        """The finding as mere information, where it is a false alarm to the model."""
        if finding.rule not in overruled() or finding.severity not in _LOWERED:
            return finding
        touched = [one.verdict for one in sentences if one.span.overlaps(finding.span)]
        harmless = [one is not None and one.logit < self._scale.doubtful for one in touched]
        if harmless and all(harmless):
            return replace(finding, severity=Severity.INFO)
        return finding

    def _called(
        self, text: str, sentences: Sequence[_Sentence], found: Sequence[Span]
    ) -> Iterator[Finding]:
        """What the model is sure of, and no rule has found."""
        for one in sentences:
            verdict = one.verdict
            if verdict is None or verdict.logit < self._scale.sure:
                continue
            if any(one.span.overlaps(span) for span in found) or _is_spared(one.span.of(text)):
                continue
            if verdict.kind != UNCLEAR or not self._is_only_misspelt(one.span.of(text)):
                yield self._finding(text, one, verdict.kind)

    def _finding(self, text: str, sentence: _Sentence, kind: str) -> Finding:
        reading = readings()[kind]
        fixes = self._rewordings.of(text, sentence.span, _own_words(text, sentence.words), reading)
        return reading.finding(text, sentence.span, fixes)

    def _is_only_misspelt(self, sentence: str) -> bool:
        """Whether it is plain without its unknown words, or has hardly any others."""
        known = known_words(sentence)
        return known != sentence and (
            len(known.split()) * 4 <= len(sentence.split()) * 3
            or self._verdicts.of([straighten(known)])[0].logit < self._scale.sure
        )


def _is_spared(sentence: str) -> bool:
    """Whether its form says that it does no harm."""
    return any(form.match(straighten(sentence).strip()) for form in spared())


def _own_words(text: str, words: Span) -> Span:
    """What is said after a greeting in the same sentence."""
    start = passage(text).body.start
    return Span(start, words.end) if words.start < start < words.end else words


def _can_be_judged(span: Span, passage: Passage) -> bool:
    """Whether it is a sentence of the writer's own, whole, and no greeting or closing."""
    seen = span.of(passage.seen)
    return (
        span.overlaps(passage.body)
        and len(_WORD.findall(seen)) >= FEWEST_WORDS
        and 2 * seen.count(MASK) <= len("".join(seen.split()))
        and not _FIELD.search(span.of(passage.text))
    )


def _matters(finding: Finding) -> bool:
    return finding.category in _MANNER and finding.severity is not Severity.INFO
