"""Grammar and spelling: one checker over interchangeable engines.

The engines speak LanguageTool's rules. This module decides what of theirs an agent gets
to see: `models/rules/grammar.yaml` names what is off, and names, ids, URLs, placeholders
and the customer's own words are never misspelt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import yaml

from models.checks.masks import MASK, mask
from models.protocols import CheckContext
from models.text import Category, Finding, Fix, Severity, Span, sentence_spans

POLICY = Path(__file__).parent.parent / "rules" / "grammar.yaml"
SENTENCES_KEPT = 20_000
"""Sentences whose result is remembered; an edit re-checks only what it changed."""
MOST_FIXES = 3

_FIELD = re.compile(r"\{\{[^{}\n]*\}\}|⟦[^⟦⟧\n]*⟧")
_TAG = re.compile(r"</?\w+>")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Remark:
    """What an engine says of a text, in LanguageTool's terms; span in code points."""

    rule: str
    category: str
    issue_type: str
    span: Span
    message: str
    replacements: tuple[str, ...]


class GrammarEngine(Protocol):
    """Something that knows LanguageTool's rules. Raises EngineDown."""

    @property
    def id(self) -> str:
        """The engine's name."""

    def remarks(self, sentence: str, locale: str) -> tuple[Remark, ...]:
        """All it has to say of one sentence; none for a language it does not know."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What engines may say."""

    categories_off: frozenset[str]
    rules_off: frozenset[str]
    spelling_issue_types: frozenset[str]

    @classmethod
    def load(cls, path: Path = POLICY) -> Policy:
        """Read the policy file."""
        entries: dict[str, list[str]] = yaml.safe_load(path.read_text("utf-8"))
        return cls(**{name: frozenset(values) for name, values in entries.items()})

    def allows(self, remark: Remark) -> bool:
        """Whether this kind of remark is wanted at all."""
        return remark.category not in self.categories_off and remark.rule not in self.rules_off

    def category(self, remark: Remark) -> Category:
        """Spelling or grammar."""
        spelling = remark.issue_type in self.spelling_issue_types
        return Category.SPELLING if spelling else Category.GRAMMAR


class GrammarChecker:
    """Checks sentence by sentence and remembers what it has seen."""

    def __init__(self, engine: GrammarEngine, policy: Policy | None = None) -> None:
        self.engine = engine
        self._policy = policy or Policy.load()
        self._remarks = lru_cache(maxsize=SENTENCES_KEPT)(engine.remarks)

    @property
    def id(self) -> str:
        """The engine's name."""
        return self.engine.id

    def check(self, text: str, context: CheckContext) -> list[Finding]:
        """Findings in reading order, spans in code points of `text`. Raises EngineDown."""
        masked = _FIELD.sub(lambda found: MASK * len(found[0]), mask(text))
        known = context.known_words | _words(context.message)
        return [
            self._finding(remark, text, sentence.start)
            for sentence in sentence_spans(text, context.locale)
            for remark in self._remarks(sentence.of(text), context.locale)
            if self._policy.allows(remark)
            and _is_ours(remark.span.shifted(sentence.start), text, masked, known)
        ]

    def _finding(self, remark: Remark, text: str, start: int) -> Finding:
        category = self._policy.category(remark)
        span = remark.span.shifted(start)
        return Finding(
            rule=f"{category}.{remark.rule.lower().replace('_', '-')}",
            category=category,
            severity=Severity.WARNING,
            span=span,
            text=span.of(text),
            message=_TAG.sub("", remark.message),
            fixes=tuple(Fix(span, words) for words in remark.replacements[:MOST_FIXES]),
        )


def _is_ours(span: Span, text: str, masked: str, known: frozenset[str]) -> bool:
    """Whether the remark is about words of the writer that nothing excuses."""
    if span.of(text) != span.of(masked):
        return False
    words = _WORD.findall(span.of(text))
    return not words or not all(word.casefold() in known for word in words)


@lru_cache(maxsize=256)
def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))


def known(words: Iterable[str]) -> frozenset[str]:
    """The words of names and phrases, in the form that CheckContext.known_words has."""
    return frozenset(part for words_ in words for part in _words(words_))
