"""Which remarks of grammar engines an agent gets to see, read from `models/rules/grammar.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from fnmatch import translate
from pathlib import Path

import yaml

from models.text import Category, Severity, Span

_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")
POLICY = Path(__file__).parent.parent / "rules" / "grammar.yaml"


@dataclass(frozen=True, slots=True)
class Remark:
    """What an engine says of a text, in LanguageTool's terms; span in code points."""

    rule: str
    category: str
    issue_type: str
    span: Span
    message: str
    replacements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Names of rules or categories; `*` in one stands for any letters."""

    names: frozenset[str]
    patterns: re.Pattern[str]

    @classmethod
    def of(cls, names: list[str]) -> Names:
        """All these names."""
        patterns = "|".join(translate(name) for name in names if "*" in name)
        return cls(frozenset(names), re.compile(patterns or r"(?!)"))

    def __contains__(self, name: str) -> bool:
        return name in self.names or self.patterns.match(name) is not None


@dataclass(frozen=True, slots=True)
class Policy:
    """What engines may say; see the policy file for what each list is for."""

    categories_off: Names
    rules_off: Names
    suggestions: Names
    dictionary_rules: Names
    spelling_issue_types: Names
    harmless_before: Names

    @classmethod
    def load(cls, path: Path = POLICY) -> Policy:
        """Read the policy file."""
        entries: dict[str, list[str]] = yaml.safe_load(path.read_text("utf-8"))
        return cls(**{name: Names.of(values) for name, values in entries.items()})

    @classmethod
    def everything(cls) -> Policy:
        """A policy that turns nothing off, to measure engines with."""
        return cls(**{field.name: Names.of([]) for field in fields(cls)})

    def allows(self, remark: Remark) -> bool:
        """Whether this kind of remark is wanted at all."""
        return remark.category not in self.categories_off and remark.rule not in self.rules_off

    def looks_words_up(self, remark: Remark) -> bool:
        """Whether it only means that a dictionary lacks the word."""
        return remark.rule in self.dictionary_rules

    def is_harmless(self, remark: Remark, sentence: str) -> bool:
        """Whether the word that follows makes it wrong."""
        following = _NEXT_WORD.match(sentence, remark.span.end)
        word = following[1].lower() if following else ""
        return f"{remark.rule} {word}" in self.harmless_before

    def category(self, remark: Remark) -> Category:
        """Spelling or grammar."""
        spelling = remark.issue_type in self.spelling_issue_types
        return Category.SPELLING if spelling else Category.GRAMMAR

    def severity(self, remark: Remark) -> Severity:
        """How much a remark of this rule matters."""
        return Severity.SUGGESTION if remark.rule in self.suggestions else Severity.WARNING
