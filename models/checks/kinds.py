"""What a rule can be, and how each kind looks for its hits.

pattern   frames looked up in every sentence (or, with `scope: text`, in every paragraph)
count     the same, but only where the text has at least `at_least` of them
opening   frames that the reply begins with, greeting aside
reply     frames that the whole reply has to fit, greeting and closing aside
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from models.checks.passage import Passage
from models.checks.rule import Frame, Hit, Rule
from models.text import Severity, Span

REMEMBERED = 20_000
"""Sentences, for a rule each that they have a cue of, whose hits are remembered."""


def hits(rule: Rule, passage: Passage) -> Iterator[Hit]:
    """Where a rule fires."""
    return KINDS[rule.kind](rule, passage)


def _hit(rule: Rule, frame: Frame, match: re.Match[str], unit: Span, severity: Severity) -> Hit:
    groups = {
        name: Span(*match.span(name)).shifted(unit.start)
        for name, value in match.groupdict().items()
        if value is not None
    }
    span = Span(*match.span()).shifted(unit.start)
    return Hit(rule, frame, span, groups.get("flag", span), unit, severity, groups)


def _in_unit(rule: Rule, seen: str, unit: Span, severity: Severity) -> Iterator[Hit]:
    """Hits of the frames in order; where two overlap, the earlier frame wins."""
    taken: list[Span] = []
    for frame in rule.frames:
        found = [match for match in frame.pattern.finditer(seen) if match[0].strip()]
        if not found or (frame.unless and frame.unless.search(seen)):
            continue
        for match in found:
            hit = _hit(rule, frame, match, unit, severity)
            if not any(hit.span.overlaps(other) for other in taken):
                taken.append(hit.span)
                yield hit


def _patterns(rule: Rule, passage: Passage) -> Iterator[Hit]:
    units = passage.seen_lines if rule.scope == "text" else passage.seen_sentences
    looks_near = rule.unless_near is not None or rule.info_near is not None
    for number, (unit, seen, lower) in enumerate(units):
        if not rule.has_cue(lower) or (not rule.in_lists and unit in passage.listed):
            continue
        last = units[min(number + 2, len(units) - 1)][0].end
        near = passage.seen[unit.start : last] if looks_near else seen
        yield from (hit.shifted(unit.start) for hit in _in_sentence(rule, seen, near))


@lru_cache(REMEMBERED)
def _in_sentence(rule: Rule, seen: str, near: str) -> tuple[Hit, ...]:
    """Hits in one sentence, whose offsets begin with it; `near` goes on after it."""
    found = tuple(_in_unit(rule, seen, Span(0, len(seen)), rule.severity))
    if not found or (rule.unless and rule.unless.search(seen)):
        return ()
    if rule.unless_near and rule.unless_near.search(near):
        return ()
    if rule.info_near is not None and rule.info_near.search(near):
        return tuple(replace(hit, severity=Severity.INFO) for hit in found)
    return found


def _counts(rule: Rule, passage: Passage) -> Iterator[Hit]:
    hits = sorted(_patterns(rule, passage), key=lambda hit: hit.span)
    if len(hits) >= rule.at_least:
        yield from hits[rule.at_least - 1 :]


def _is_eased(rule: Rule, passage: Passage, unit: Span) -> bool:
    """Whether the sentence, or one of the two after it, has what silences the rule."""
    if rule.unless_near is None:
        return False
    later = [span for span in passage.sentences if span.start >= unit.end][:2]
    end = max((span.end for span in later), default=unit.end)
    return rule.unless_near.search(passage.seen[unit.start : end]) is not None


def _openings(rule: Rule, passage: Passage) -> Iterator[Hit]:
    start = passage.body.start
    unit = next((s for s in passage.sentences if s.start <= start < s.end), passage.body)
    unit = Span(start, max(unit.end, start))
    seen = unit.of(passage.seen)
    for frame in rule.frames:
        if match := frame.pattern.match(seen):
            if not (rule.unless and rule.unless.search(seen)) and not _is_eased(
                rule, passage, unit
            ):
                yield _hit(rule, frame, match, unit, rule.severity)
            return


def _replies(rule: Rule, passage: Passage) -> Iterator[Hit]:
    unit = passage.body
    seen = unit.of(passage.seen)
    for frame in rule.frames if seen else ():
        match = frame.pattern.fullmatch(seen)
        if match and not any(one and one.search(seen) for one in (rule.unless, frame.unless)):
            yield _hit(rule, frame, match, unit, rule.severity)
            return


KINDS: dict[str, Callable[[Rule, Passage], Iterator[Hit]]] = {
    "pattern": _patterns,
    "count": _counts,
    "opening": _openings,
    "reply": _replies,
}
"""Every kind by the name that rule files use."""
