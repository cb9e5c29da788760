"""Drafts on the starter library's own test set, by the engines that ship.

What holds of every draft, and shares that do not fall. `python -m tests.benchmarks.drafts`
prints them all, and with `--each` what is wrong with which draft.
"""

from __future__ import annotations

import pytest

from api.wiring import Services
from tests.assistant.drafting.judging import Verdict
from tests.benchmarks.drafts import run, shares

FLOORS = {
    "asks recognised": 0.90,
    "asks recognised, each on its own": 0.85,
    "recognised asks that are asks": 0.92,
    "mood right": 0.85,
    "formality right": 0.90,
    "name right": 0.95,
    "outcome right": 0.92,
    "right snippet used, of asks that one answers": 0.82,
    "claimed answers right": 0.87,
    "needed facts present": 0.80,
}
"""A little below what was measured; to be raised with it."""

UNSUPPORTED_YET = {"placeholder-trick": "greets a sender whose name is a placeholder"}
FORBIDDEN_YET = {
    "placeholder-trick": "greets a sender whose name is a placeholder",
    "light-after-descaling": "repeats the steps that were tried",
}
WARNED_YET = {"pretend-policy": "the right fact contradicts what the customer made up"}
"""Messages whose draft isn't yet as it has to be, and why; to become empty."""


@pytest.fixture(scope="module")
def verdicts(real_parts: Services) -> list[Verdict]:
    return run(real_parts)


def test_every_fact_is_in_the_sources_of_its_sentence(verdicts: list[Verdict]) -> None:
    found = {one.case.key: one.unsupported for one in verdicts if one.unsupported}
    assert {key: found[key] for key in found.keys() - UNSUPPORTED_YET} == {}


def test_no_placeholder_is_open(verdicts: list[Verdict]) -> None:
    assert [one.case.key for one in verdicts if one.placeholders] == []


def test_nothing_stands_in_a_draft_that_must_not(verdicts: list[Verdict]) -> None:
    found = {one.case.key: one.forbidden for one in verdicts if one.forbidden}
    assert {key: found[key] for key in found.keys() - FORBIDDEN_YET} == {}


def test_our_own_checks_warn_of_no_draft(verdicts: list[Verdict]) -> None:
    found = {one.case.key: one.serious for one in verdicts if one.serious}
    assert {key: found[key] for key in found.keys() - WARNED_YET} == {}


@pytest.mark.parametrize("name", FLOORS)
def test_shares_do_not_fall(verdicts: list[Verdict], name: str) -> None:
    assert shares(verdicts)[name].value >= FLOORS[name]


def test_every_share_has_a_floor(verdicts: list[Verdict]) -> None:
    assert shares(verdicts).keys() == FLOORS.keys()
