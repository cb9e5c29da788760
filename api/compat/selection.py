"""Which findings a client of LanguageTool wants, as its parameters say.

Rules and categories go by the ids that our matches report, by Tactful's own, or by
LanguageTool's: `SPELLING_EN_A_VS_AN`, `spelling.en-a-vs-an` and `EN_A_VS_AN` are one rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass

from api.rulebook import RuleInfo
from models.checks.rule import Rule
from models.text import Category, Finding, Severity

LANGUAGETOOLS: Mapping[Category, str] = {Category.SPELLING: "TYPOS"}
"""What LanguageTool calls a category that clients switch off by name."""


def rule_id(rule: str) -> str:
    """A rule's id as matches report it: "tone.blaming-you" is "TONE_BLAMING_YOU"."""
    return rule.strip().upper().replace(".", "_").replace("-", "_")


def _ids(names: str) -> frozenset[str]:
    """The ids of a comma-separated list."""
    return frozenset(rule_id(name) for name in names.split(",") if name.strip())


@dataclass(frozen=True, slots=True)
class Selection:
    """What is to be heard. A rule's own name goes before its category; off goes before on."""

    enabled_rules: frozenset[str] = frozenset()
    disabled_rules: frozenset[str] = frozenset()
    enabled_categories: frozenset[str] = frozenset()
    disabled_categories: frozenset[str] = frozenset()
    _: KW_ONLY
    enabled_only: bool = False
    picky: bool = False

    @classmethod
    def of(cls, *lists: str, enabled_only: bool, picky: bool) -> Selection:
        """The parameters as they were sent, in the order of the fields."""
        return cls(*map(_ids, lists), enabled_only=enabled_only, picky=picky)

    def wants(self, finding: Finding) -> bool:
        """Whether the client wants to hear this; mere information only if it is picky."""
        names, category = _names(finding.rule), _category_names(finding.category)
        if names & self.disabled_rules:
            return False
        if names & self.enabled_rules:
            return True
        if category & self.disabled_categories:
            return False
        if self.enabled_only and not category & self.enabled_categories:
            return False
        return self.picky or finding.severity is not Severity.INFO

    def contested(self, rules: Iterable[Rule | RuleInfo]) -> frozenset[str]:
        """The contested rules that are to speak: those named, and all for one who is picky."""
        contested = (rule.id for rule in rules if rule.contested)
        return frozenset(one for one in contested if self.picky or _names(one) & self.enabled_rules)


def _names(rule: str) -> frozenset[str]:
    """What a rule may be called: with its category, and without."""
    return frozenset({rule_id(rule), rule_id(rule.partition(".")[2])})


def _category_names(category: Category) -> frozenset[str]:
    return frozenset({category.upper(), LANGUAGETOOLS.get(category, category.upper())})
