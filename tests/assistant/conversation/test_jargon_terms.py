"""The terms of jargon.yaml: each is found where a customer has not used it."""

from __future__ import annotations

import re

import pytest
import yaml

from assistant.conversation.checks import converse
from assistant.conversation.jargon import JARGON
from models.checks.rules import ToneChecker
from models.protocols import CheckContext
from models.text import apply_fixes

TERMS = [
    one for desk in yaml.safe_load(JARGON.read_text("utf-8")).values() for one in desk
]  # fmt: skip
LEAST_TERMS = 120


def test_there_are_many_terms_each_once() -> None:
    names = [one["term"].casefold() for one in TERMS]
    assert len(set(names)) == len(names) >= LEAST_TERMS


@pytest.mark.parametrize("one", TERMS, ids=lambda one: one["term"])
def test_a_term_is_found_and_its_fix_is_plain(one: dict[str, str]) -> None:
    text = f"We have seen the {one['term']} there."
    conversed = converse(text, CheckContext(message="It is broken."), lambda texts: ())
    (found,) = (finding for finding in conversed.findings if finding.rule == "clarity.jargon")
    assert found.text == one["term"]
    assert bool(found.fixes) == one["fits"]
    for fix in found.fixes:
        after = apply_fixes(text, [fix])
        assert one["plain"] in after
        assert not re.search(r"  | \.", after)


@pytest.mark.parametrize("one", TERMS, ids=lambda one: one["term"])
def test_plain_words_are_not_flagged_themselves(one: dict[str, str]) -> None:
    text = f"This means: {one['plain']}."
    conversed = converse(text, CheckContext(message="It is broken."), lambda texts: ())
    assert [found for found in conversed.findings if found.rule == "clarity.jargon"] == []


def test_plain_words_of_fixes_pass_the_tone_rules(tone_checker: ToneChecker) -> None:
    for plain in (one["plain"] for one in TERMS if one["fits"]):
        assert tone_checker.check(f"Here is the {plain}.", CheckContext()) == [], plain


@pytest.fixture(scope="module")
def tone_checker() -> ToneChecker:
    return ToneChecker()
