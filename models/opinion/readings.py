"""What the second opinion says, and which rules it may overrule: data files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from models.text import Category, Finding, Severity, Span

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Reading:
    """How a sentence may read to a customer, and what the agent could do about it."""

    rule: str
    category: Category
    message: str
    why: str
    missing: str
    severity: Severity = Severity.SUGGESTION

    def finding(self, text: str, span: Span) -> Finding:
        """This, said of a sentence."""
        return Finding(
            rule=self.rule,
            category=self.category,
            severity=self.severity,
            span=span,
            text=span.of(text),
            message=self.message,
            why=self.why,
            missing=self.missing,
        )


@cache
def readings(path: Path = FOLDER / "kinds.yaml") -> dict[str, Reading]:
    """Every reading by its kind; the rule is `category.reads-kind`."""
    entries: dict[str, dict[str, str]] = yaml.safe_load(path.read_text("utf-8"))
    return {
        kind: Reading(
            rule=f"{entry['category']}.reads-{kind}",
            category=Category(entry["category"]),
            message=entry["message"],
            why=entry["why"],
            missing=entry["missing"],
        )
        for kind, entry in entries.items()
    }


@cache
def overruled(path: Path = FOLDER / "overruled.yaml") -> frozenset[str]:
    """The rules that step down where the model sees no harm."""
    return frozenset(yaml.safe_load(path.read_text("utf-8")))
