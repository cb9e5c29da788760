"""Profiles: what a team wants its checks to say, as data.

off, on       rules and categories that stay silent; rules that speak although their category
              is off, or although they are contested. A rule's own name goes before its category,
              and the profile's own banned terms are off only by theirs
severities    by rule or category
formality     how the team writes, whoever it writes to: formal, neutral or casual
dictionary    words that are never misspelt
banned        {"utilise": "use"}, or {"utilise": {"prefer": "use", "why": "Shorter."}}
glossary      terms that are never jargon, nor misspelt
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from models.checks.grammar import known
from models.errors import ProfileInvalid
from models.text import Category, Finding, Severity

BANNED_TERM = "profile.banned-term"
FORMALITIES = ("formal", "neutral", "casual")
_UNASKED = {"formal": "tone.too-stiff", "casual": "tone.too-familiar"}
"""What a team that writes this way on purpose need not be told."""
MOST_ENTRIES = 5_000
MOST_CHARACTERS = 200
WORD = re.compile(r"\w+")
_ENGINES_RULE = re.compile(rf"(?:{Category.GRAMMAR}|{Category.SPELLING})\.\S{{1,100}}")
"""Rules of grammar engines; there are thousands, and no list has them all."""


@dataclass(frozen=True, slots=True)
class Banned:
    """A term that a team does not write, what it writes instead ("" if nothing), and why."""

    term: str
    prefer: str = ""
    why: str = ""


@dataclass(frozen=True)
class Profile:
    """What one team wants; an empty one changes nothing."""

    off: frozenset[str] = frozenset()
    on: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    formality: str | None = None
    dictionary: frozenset[str] = frozenset()
    banned: tuple[Banned, ...] = ()
    glossary: frozenset[str] = frozenset()

    @cached_property
    def known_words(self) -> frozenset[str]:
        """The words that are never misspelt, as CheckContext.known_words has them."""
        return known(self.dictionary | self.glossary)

    def wants(self, finding: Finding) -> bool:
        """Whether the team wants to hear this."""
        if finding.rule in self.off or self._excused(finding):
            return False
        named = finding.rule in self.on or finding.rule == BANNED_TERM
        return named or finding.category not in self.off

    def severity(self, finding: Finding) -> Severity:
        """How grave the finding is here; mere information stays so unless its rule is named."""
        if finding.rule in self.severities:
            return self.severities[finding.rule]
        if finding.severity is Severity.INFO:
            return finding.severity
        return self.severities.get(finding.category, finding.severity)

    def _excused(self, finding: Finding) -> bool:
        """Whether it is jargon that the glossary knows, or how the team writes on purpose."""
        if finding.rule == _UNASKED.get(self.formality or ""):
            return True
        return "jargon" in finding.rule and finding.text.casefold() in self._glossary

    @cached_property
    def _glossary(self) -> frozenset[str]:
        return frozenset(term.casefold() for term in self.glossary)

    def to_fields(self) -> dict[str, Any]:
        """The profile as JSON has it."""
        return {
            "off": sorted(self.off),
            "on": sorted(self.on),
            "severities": {name: str(value) for name, value in sorted(self.severities.items())},
            "formality": self.formality,
            "dictionary": sorted(self.dictionary),
            "banned": {one.term: {"prefer": one.prefer, "why": one.why} for one in self.banned},
            "glossary": sorted(self.glossary),
        }

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> Profile:
        """A profile out of JSON. Raises ProfileInvalid."""
        cls.require_fields(fields)
        severities = _mapping(fields, "severities")
        return cls(
            off=_texts(fields, "off"),
            on=_texts(fields, "on"),
            severities={name: _severity(name, value) for name, value in severities.items()},
            formality=_formality(fields.get("formality")),
            dictionary=_texts(fields, "dictionary"),
            banned=_banned(_mapping(fields, "banned")),
            glossary=_texts(fields, "glossary"),
        )

    @classmethod
    def require_fields(cls, names: Iterable[str]) -> None:
        """Raises ProfileInvalid where a name is none of a profile's fields."""
        for name in names:
            if name not in FIELDS:
                near = _near(name, FIELDS) or f"there are {', '.join(FIELDS)}"
                raise ProfileInvalid(f"{name}: a profile has no such field; {near}")

    def check(self, rules: Collection[str]) -> None:
        """Raises ProfileInvalid where a rule or category is named that there is not."""
        categories = [category.value for category in Category]
        for name in sorted(self.on):
            require_rule(name, rules, "on")
        for at, names in (("off", self.off), ("severities", self.severities.keys())):
            for name in sorted(set(names) - set(categories)):
                require_rule(name, [*rules, *categories], at)


FIELDS = tuple(Profile.__dataclass_fields__)
"""What a profile has."""


def require_rule(name: str, rules: Collection[str], at: str) -> None:
    """Raises ProfileInvalid where there is no such rule; rules of engines are not listed."""
    if name not in rules and name != BANNED_TERM and not _ENGINES_RULE.fullmatch(name):
        known_ones = "`GET /v1/rules` lists the rules"
        raise ProfileInvalid(f"{at}: there is no rule {name!r}; {_near(name, rules) or known_ones}")


def _near(name: str, allowed: Iterable[str]) -> str:
    near = get_close_matches(name, list(allowed), 3)
    return f"did you mean {' or '.join(near)}?" if near else ""


def _texts(fields: Mapping[str, Any], name: str) -> frozenset[str]:
    values = fields.get(name) or []
    if not isinstance(values, (list, tuple)):
        raise ProfileInvalid(f"{name}: has to be a list of texts")
    _require_few(name, values)
    return frozenset(_text(name, value) for value in values)


def _mapping(fields: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    values = fields.get(name) or {}
    if not isinstance(values, Mapping):
        raise ProfileInvalid(f"{name}: has to be an object of names and values")
    _require_few(name, values)
    return values


def _require_few(name: str, values: Collection[object]) -> None:
    if len(values) > MOST_ENTRIES:
        raise ProfileInvalid(f"{name}: has {len(values):,} entries; at most {MOST_ENTRIES:,}")


def _text(at: str, value: object) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not text or len(text) > MOST_CHARACTERS:
        raise ProfileInvalid(f"{at}: wants texts of 1 to {MOST_CHARACTERS} characters")
    return text


def _severity(name: str, value: object) -> Severity:
    allowed = [severity.value for severity in Severity]
    if value not in allowed:
        raise ProfileInvalid(f"severities.{name}: has to be one of {', '.join(allowed)}")
    return Severity(str(value))


def _formality(value: object) -> str | None:
    if value is not None and value not in FORMALITIES:
        raise ProfileInvalid(f"formality: has to be one of {', '.join(FORMALITIES)}, or null")
    return None if value is None else str(value)


def _banned(values: Mapping[str, Any]) -> tuple[Banned, ...]:
    terms = tuple(_banned_term(str(term), value) for term, value in values.items())
    names = {one.term.casefold() for one in terms}
    for one in terms:
        if one.prefer.casefold() in names and one.prefer.casefold() != one.term.casefold():
            raise ProfileInvalid(f"banned.{one.term}: {one.prefer!r} is banned itself")
    return terms


def _banned_term(term: str, value: object) -> Banned:
    at = f"banned.{term}"
    given = value if isinstance(value, Mapping) else {"prefer": value}
    if not given.keys() <= {"prefer", "why"}:
        raise ProfileInvalid(f"{at}: has to be a text, or an object with prefer and why")
    if not WORD.search(term):
        raise ProfileInvalid(f"{at}: has to have a letter or a digit")
    prefer, why = given.get("prefer") or "", given.get("why") or ""
    return Banned(
        _text(at, term),
        _text(f"{at}.prefer", prefer) if prefer else "",
        _text(f"{at}.why", why) if why else "",
    )
