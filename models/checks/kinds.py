"""What a rule can be, and how each kind looks for its hits.

pattern   frames looked up in every sentence (or, with `scope: text`, in every paragraph)
count     the same, but only where the text has at least `at_least` of them
opening   frames that the reply begins with, greeting aside
reply     frames that the whole reply has to fit, greeting and closing aside
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from models.checks.language import language
from models.checks.masks import mask, mask_code, straighten
from models.checks.rewriting import Template
from models.checks.stance import Turn
from models.protocols import CheckContext
from models.text import TEXTS_KEPT, Category, Severity, Span, sentence_spans

_GREETING = re.compile(
    r"\s*(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^.,!?\n]{0,40}[,!.]?\s)?\s*",
    re.I,
)
_CLOSING = re.compile(
    r"\n[^\S\n]*(?:(?:kind|best|warm)(?: regards| wishes)?|regards|cheers|thanks|thank you"
    r"|sincerely|yours)\b[^.?\n]{0,30},?\s*(?:\n.{0,60}){0,4}\Z",
    re.I,
)
ENGLISH = frozenset({"en", "auto", ""})
"""Locales that rules are for, where they do not say otherwise; unknown ones are taken for it."""
MOST_OF_A_MARK = 12
"""Characters that the mark of a list's item may have, its spaces included."""
MOST_OF_A_CLOSING = 400
"""Characters at the end of a reply in which its closing begins."""
_PICTURE = re.compile("[\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]")
REMEMBERED = 20_000
"""Sentences, for a rule each that they have a cue of, whose hits are remembered."""
_LIST_ITEM = re.compile(r"(?:[-*+•]|\d{1,2}[.)])\s+\Z")


def _lower(char: str) -> str:
    """In lower case, where that is one character still ("İ" is not)."""
    return char.lower() if len(char.lower()) == 1 else char


def _without_pictures(text: str, span: Span) -> Span:
    """The span from its first to its last character that is no emoji; as it was, if all are."""
    start, end = span.start, span.end
    while start < end and (_PICTURE.match(text[start]) or text[start].isspace()):
        start += 1
    while start < end and (_PICTURE.match(text[end - 1]) or text[end - 1].isspace()):
        end -= 1
    return Span(start, end) if start < end else span


class Passage:
    """A text as rules see it: masked, with straight apostrophes, cut in sentences."""

    def __init__(self, text: str, *, code_only: bool = False) -> None:
        self.text = text
        self.seen = straighten((mask_code if code_only else mask)(text))
        lower = self.seen.lower()
        self.lower = lower if len(lower) == len(text) else "".join(map(_lower, self.seen))

    @cached_property
    def sentences(self) -> list[Span]:
        """Where the sentences are, without the pictures before and after their words."""
        return [_without_pictures(self.text, span) for span in sentence_spans(self.text)]

    @cached_property
    def seen_sentences(self) -> list[tuple[Span, str, str]]:
        """Every sentence with its masked text, and that in lower case."""
        return [(span, span.of(self.seen), span.of(self.lower)) for span in self.sentences]

    @cached_property
    def seen_lines(self) -> list[tuple[Span, str, str]]:
        """Every line that has text, likewise."""
        lines = (Span(*match.span()) for match in re.finditer(r"\S[^\n]*", self.seen))
        return [(span, span.of(self.seen), span.of(self.lower)) for span in lines]

    @cached_property
    def body(self) -> Span:
        """The reply without greeting and closing lines."""
        greeting = _GREETING.match(self.seen)
        last = len(self.seen.rstrip())
        closing = _CLOSING.search(self.seen, max(0, last - MOST_OF_A_CLOSING), last)
        start = greeting.end() if greeting else 0
        end = closing.start() if closing and closing.start() > start else len(self.seen)
        return Span(start, len(self.seen[:end].rstrip()))

    @cached_property
    def listed(self) -> frozenset[Span]:
        """The sentences that are items of a list: one step among others."""
        return frozenset(span for span in self.sentences if self._follows_a_mark(span))

    def _follows_a_mark(self, span: Span) -> bool:
        near = max(0, span.start - MOST_OF_A_MARK)
        line = self.text.rfind("\n", near, span.start) + 1
        return _LIST_ITEM.search(self.text[max(near, line) : span.start]) is not None


@lru_cache(TEXTS_KEPT)
def passage(text: str, *, code_only: bool = False) -> Passage:
    """The passage of a text, remembered: rules, their rewrites and the second opinion share it."""
    return Passage(text, code_only=code_only)


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to say the thing flagged, and how to say it better, best first."""

    pattern: re.Pattern[str]
    fixes: tuple[Template, ...] = ()
    unless: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A text that the rule fires on, and the text after its first fix."""

    text: str
    rewrite: str | None = None


class Situation(NamedTuple):
    """What a rule's `when` may name of a context."""

    locale: str
    channel: str
    first_reply: bool | None

    @classmethod
    def of(cls, context: CheckContext) -> Situation:
        """That of a check."""
        return cls(context.locale, context.channel, context.first_reply)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule, as its file says; see `models/rules`."""

    id: str
    catalogue: str
    kind: str
    category: Category
    severity: Severity
    message: str
    why: str
    frames: tuple[Frame, ...]
    fire: tuple[Example, ...]
    silent: tuple[str, ...]
    scope: str = "sentence"
    cues: tuple[str, ...] = ()
    unless: re.Pattern[str] | None = None
    unless_near: re.Pattern[str] | None = None
    info_near: re.Pattern[str] | None = None
    when: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    at_least: int = 1
    in_lists: bool = True
    contested: bool = False
    turns: tuple[Turn, ...] = ()
    otherwise: tuple[Template, ...] = ()
    no_fixes_because: str = ""

    def applies(self, context: Situation) -> bool:
        """Whether the rule is meant for this language, channel and place in the thread."""
        if not self._speaks(context.locale):
            return False
        return all(getattr(context, name) in allowed for name, allowed in self.when.items())

    def _speaks(self, locale: str) -> bool:
        """Whether it is for this language: English, but for placeholders or where `when` says."""
        for_any = self.category is Category.PLACEHOLDER or "locale" in self.when
        return for_any or language(locale) in ENGLISH

    def hits(self, passage: Passage) -> Iterator[Hit]:
        """Where the rule fires."""
        return KINDS[self.kind](self, passage)

    def has_cue(self, lower: str) -> bool:
        """Whether a text in lower case has one of the words without which no pattern fits."""
        return not self.cues or any(map(lower.__contains__, self.cues))


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a rule fires.

    `span` is what a fix replaces, `flag` what the agent sees marked, `unit` the sentence
    (or line, or reply) that it stands in.
    """

    rule: Rule
    frame: Frame
    span: Span
    flag: Span
    unit: Span
    severity: Severity
    groups: Mapping[str, Span]

    def shifted(self, by: int) -> Hit:
        """The same hit in a text that begins `by` code points earlier."""
        groups = {name: span.shifted(by) for name, span in self.groups.items()}
        span, flag, unit = (one.shifted(by) for one in (self.span, self.flag, self.unit))
        return replace(self, span=span, flag=flag, unit=unit, groups=groups)


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
        if frame.unless and frame.unless.search(seen):
            continue
        for match in frame.pattern.finditer(seen):
            hit = _hit(rule, frame, match, unit, severity)
            if match[0].strip() and not any(hit.span.overlaps(other) for other in taken):
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
    if rule.unless and rule.unless.search(seen):
        return ()
    if rule.unless_near and rule.unless_near.search(near):
        return ()
    mild = rule.info_near is not None and rule.info_near.search(near) is not None
    severity = Severity.INFO if mild else rule.severity
    return tuple(_in_unit(rule, seen, Span(0, len(seen)), severity))


def _counts(rule: Rule, passage: Passage) -> Iterator[Hit]:
    hits = sorted(_patterns(rule, passage), key=lambda hit: hit.span)
    if len(hits) >= rule.at_least:
        yield from hits[rule.at_least - 1 :]


def _openings(rule: Rule, passage: Passage) -> Iterator[Hit]:
    start = passage.body.start
    unit = next((s for s in passage.sentences if s.start <= start < s.end), passage.body)
    unit = Span(start, max(unit.end, start))
    seen = unit.of(passage.seen)
    if not (rule.unless and rule.unless.search(seen)):
        for frame in rule.frames:
            match = frame.pattern.match(seen)
            if match:
                yield _hit(rule, frame, match, unit, rule.severity)
                return


def _replies(rule: Rule, passage: Passage) -> Iterator[Hit]:
    unit = passage.body
    seen = unit.of(passage.seen)
    if seen and not (rule.unless and rule.unless.search(seen)):
        for frame in rule.frames:
            match = frame.pattern.fullmatch(seen)
            if match and not (frame.unless and frame.unless.search(seen)):
                yield _hit(rule, frame, match, unit, rule.severity)
                return


KINDS: dict[str, Callable[[Rule, Passage], Iterator[Hit]]] = {
    "pattern": _patterns,
    "count": _counts,
    "opening": _openings,
    "reply": _replies,
}
"""Every kind by the name that rule files use."""
