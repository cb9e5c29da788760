"""What the second opinion says, which rules it may overrule, and what it spares: data files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from models.checks.rewriting import Template
from models.opinion.shape import Shape
from models.text import Category, Finding, Fix, Severity, Span

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """How a sentence may read to a customer, and what the agent could do about it."""

    rule: str
    category: Category
    message: str
    why: str
    missing: str
    rewordings: Mapping[Shape, tuple[Template, ...]]
    severity: Severity = Severity.SUGGESTION

    def templates(self, shape: Shape) -> tuple[Template, ...]:
        """How sentences of a shape could be put instead; the usual way where it has none."""
        return self.rewordings.get(shape, self.rewordings[Shape.STATEMENT])

    def finding(self, text: str, span: Span, fixes: tuple[Fix, ...] = ()) -> Finding:
        """This, said of a sentence."""
        return Finding(
            rule=self.rule,
            category=self.category,
            severity=self.severity,
            span=span,
            text=span.of(text),
            message=self.message,
            why=self.why,
            fixes=fixes,
            missing="" if fixes else self.missing,
        )


@cache
def readings(path: Path = FOLDER / "kinds.yaml") -> dict[str, Reading]:
    """Every reading by its kind; the rule is `category.reads-kind`."""
    entries: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    return {
        kind: Reading(
            rule=f"{entry['category']}.reads-{kind}",
            category=Category(entry["category"]),
            message=entry["message"],
            why=entry["why"],
            missing=entry["missing"],
            rewordings={
                shape: tuple(map(Template, entry[shape])) for shape in Shape if shape in entry
            },
        )
        for kind, entry in entries.items()
    }


@cache
def overruled(path: Path = FOLDER / "overruled.yaml") -> frozenset[str]:
    """The rules that step down where the model sees no harm."""
    return frozenset(yaml.safe_load(path.read_text("utf-8")))


@cache
def spared(path: Path = FOLDER / "spared.yaml") -> tuple[re.Pattern[str], ...]:
    """The forms of sentences that are not called, from their beginning."""
    forms: list[str] = yaml.safe_load(path.read_text("utf-8"))
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)
