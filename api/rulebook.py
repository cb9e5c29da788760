"""The rules that profiles may name: of tone, the second opinion, conversations, banned terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.conversation.checks import CHECKS
from models.checks.profile import BANNED_TERM
from models.checks.rules import ToneChecker
from models.opinion.readings import readings
from models.protocols import Checker
from models.text import Category, Severity


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule in short; the message is "" where it depends on what is found."""

    id: str
    category: Category
    severity: Severity
    message: str
    why: str
    contested: bool = False


_BANNED = RuleInfo(
    BANNED_TERM,
    Category.CLARITY,
    Severity.WARNING,
    "",
    "A profile bans the term, and says why.",
)


def listed(checkers: Iterable[Checker]) -> dict[str, RuleInfo]:
    """All rules by id, but for those of grammar engines."""
    found = (one for checker in checkers for one in _told(checker))
    return {one.id: one for one in (*found, *_opinions(), *_conversations(), _BANNED)}


def _told(checker: Checker) -> Iterator[RuleInfo]:
    if isinstance(checker, ToneChecker):
        for one in checker.all_rules:
            yield RuleInfo(one.id, one.category, one.severity, one.message, one.why, one.contested)


def _opinions() -> Iterator[RuleInfo]:
    for one in readings().values():
        yield RuleInfo(one.rule, one.category, one.severity, one.message, one.why)


def _conversations() -> Iterator[RuleInfo]:
    for check in CHECKS:
        category = Category(check.rule.partition(".")[0])
        yield RuleInfo(check.rule, category, check.severity, "", check.why)
