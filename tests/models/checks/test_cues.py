"""No rule's cues silence a way of putting it that one of its patterns looks for."""

import re

import pytest

from models.checks.rule import Rule
from models.checks.rules import load_rules
from models.text import Category
from tests.cued import MOST_WAYS, silenced

CUED = [rule for rule in load_rules() if rule.cues and rule.category is not Category.PLACEHOLDER]
"""Placeholders are looked for in the text as it stands, masks and all, under cues of signs."""


@pytest.mark.parametrize("rule", CUED, ids=lambda rule: rule.id)
def test_no_cue_silences_a_pattern(rule: Rule) -> None:
    for number, frame in enumerate(rule.frames):
        ways = silenced(frame.pattern.pattern, rule.cues)
        assert not ways, f"pattern {number} of {rule.id} has no cue in: {ways[:10]}"


@pytest.mark.parametrize(
    ("pattern", "cues", "ways"),
    [
        ("(?:take|be) care", ["take"], ["be care"]),
        ("colou?r blind", ["colour"], ["color blind"]),
        (r"we \w+ do", ["we do"], ["we … do"]),
        ("[sz]ip", ["sip", "zip"], []),
        ("no(?: way)?", ["way"], ["no"]),
        ("ta(?:ke|lk)", ["take", "talk"], []),
        (r"\d+ days(?= ago)", ["ago"], []),
        (r"(?<!no )refund", ["no"], ["refund"]),
        (r"(?<=no )refund", ["no"], []),
        ("Never", ["never"], []),
    ],
)
def test_ways_without_a_cue(pattern: str, cues: list[str], ways: list[str]) -> None:
    assert silenced(pattern, cues) == ways


def test_every_way_that_is_told_fits_and_has_no_cue() -> None:
    pattern = "(?:i|we)(?: can| will)? (?:go|stay)"
    ways = silenced(pattern, ["stay", "will"])
    assert ways == ["i go", "we go", "i can go", "we can go"]
    assert all(re.fullmatch(pattern, way) for way in ways)


def test_only_so_many_ways_are_remembered() -> None:
    pattern = "(?:a|b|c|d)(?:a|b|c|d)(?:a|b|c|d)(?:a|b|c|d)"
    assert len(silenced(pattern, ["zz"])) == MOST_WAYS
