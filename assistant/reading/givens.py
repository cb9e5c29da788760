"""What customers give and replies ask for: an order number, an address, a version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

GIVENS = Path(__file__).parent / "givens.yaml"
BEFORE_CHARACTERS = 30
"""How far before a bare number it is looked for what the number is of."""


@dataclass(frozen=True, slots=True)
class Given:
    """A thing; how a reply asks for it, and how it looks where it is given (group `value`).

    `bare` is how it looks where nobody says what it is, and `other` what must not stand right
    before it then: "invoice LC-1" is no order.
    """

    thing: str
    asked: re.Pattern[str]
    given: re.Pattern[str]
    bare: re.Pattern[str] | None = None
    other: re.Pattern[str] | None = None

    def is_given(self, text: str) -> bool:
        """Whether the customer's words have it."""
        return self.given.search(text) is not None or next(self._bare(text), None) is not None

    def values(self, text: str) -> list[str]:
        """What the customer gave, as they wrote it, each once."""
        told = (one["value"] for one in self.given.finditer(text) if self._has_value)
        return list(dict.fromkeys((*told, *self._bare(text))))

    @property
    def _has_value(self) -> bool:
        return "value" in self.given.groupindex

    def _bare(self, text: str) -> Iterator[str]:
        found = self.bare.finditer(text) if self.bare else ()
        return (one[0] for one in found if not self._is_other(text[: one.start()]))

    def _is_other(self, before: str) -> bool:
        return bool(self.other and self.other.search(before[-BEFORE_CHARACTERS:]))


@cache
def givens() -> tuple[Given, ...]:
    """All of them, as givens.yaml has them."""
    raw = yaml.load(GIVENS.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return tuple(_given(one) for one in raw)


def _given(raw: dict[str, str]) -> Given:
    patterns = {name: re.compile(raw[name], re.I) for name in raw if name != "thing"}
    return Given(raw["thing"], **patterns)
