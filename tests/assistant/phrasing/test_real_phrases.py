"""Every phrase of our own before our own checks, with the default grammar engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from api.wiring import Services
from assistant.drafting.courtesy import PHRASES
from models.protocols import CheckContext
from models.text import SLOT, Severity

VALUES = {
    "name": "Dana",
    "agent": "Sam",
    "ask": "is it open",
    "title": "All about it",
    "url": "https://help.example/a",
    "feeling": "frustrating",
    "thing": "your new kettle",
    "clause": "how to set it up",
    "wish": "to pause your plan",
    "said": "your parcel is late",
}


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    for key, part in value.items() if isinstance(value, dict) else ():
        yield from leaves(part, f"{path}.{key}")
    for number, part in enumerate(value) if isinstance(value, list) else ():
        yield from leaves(part, f"{path}.{number}")


PAIRS = list(leaves(yaml.safe_load(PHRASES.read_text("utf-8"))))
PARAMETERS = pytest.mark.parametrize("phrase", [p for _, p in PAIRS], ids=[k for k, _ in PAIRS])


@PARAMETERS
def test_every_phrase_passes_our_own_checks(real_parts: Services, phrase: str) -> None:
    text = phrase.format(**VALUES)
    checked = real_parts.assistant.check(
        text, CheckContext(known_words=frozenset({"dana", "sam"})), real_parts.library()
    )
    assert [
        (one.rule, one.text)
        for one in checked.review.findings
        if one.severity.rank <= Severity.SUGGESTION.rank and not SLOT.search(one.text)
    ] == []


@PARAMETERS
def test_no_phrase_holds_a_number(phrase: str) -> None:
    assert not re.search(r"\d", phrase)


@PARAMETERS
def test_no_phrase_has_a_field_that_nothing_fills(phrase: str) -> None:
    assert set(re.findall(r"\{(\w*)\}", phrase)) <= set(VALUES)


def test_every_mood_has_openings_in_every_tone() -> None:
    openings = yaml.safe_load(PHRASES.read_text("utf-8"))["openings"]
    assert len({frozenset(moods) for moods in openings.values()}) == 1
    assert all(len(phrases) >= 2 for moods in openings.values() for phrases in moods.values())
