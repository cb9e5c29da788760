"""What customers give and replies ask for: an order number, an address, a version."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

GIVENS = Path(__file__).parent / "givens.yaml"


@dataclass(frozen=True, slots=True)
class Given:
    """A thing; how a reply asks for it, and how it looks where it is given (group `value`)."""

    thing: str
    asked: re.Pattern[str]
    given: re.Pattern[str]


@cache
def givens() -> tuple[Given, ...]:
    """All of them, as givens.yaml has them."""
    raw = yaml.load(GIVENS.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return tuple(
        Given(one["thing"], re.compile(one["asked"], re.I), re.compile(one["given"], re.I))
        for one in raw
    )
