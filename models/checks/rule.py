"""A rule of tone or placeholders as its file says it, and a place where it fires."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from models.checks.language import language
from models.checks.rewriting import Template
from models.checks.stance import Turn
from models.protocols import CheckContext
from models.text import Category, Severity, Span

ENGLISH = frozenset({"en", "auto", ""})
"""Locales that rules are for, where they do not say otherwise; unknown ones are taken for it."""


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
