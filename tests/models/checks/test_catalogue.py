"""Each of the 28 categories of the tone catalogue has a rule, or a check of the conversation."""

import json
from pathlib import Path

import pytest

from assistant.conversation.checks import CHECKS
from models.checks.rules import ToneChecker, load_rules
from models.protocols import CheckContext
from models.text import Severity

RULES = load_rules()
CONTEXT = CheckContext()
EXAMPLES = Path("../shared/data/tone/catalogue_examples.jsonl")

READ_BY_RULES = (
    "BLAME", "COMMAND", "REFUSAL", "POLICY", "UNAVAIL", "MINIMISE", "UNFORT", "BUCK", "DISMISS",
    "VAGUETIME", "CANNED", "HOLLOW", "BUTS", "DOUBLENEG", "JARGON", "OFFICIALESE", "PASSIVE",
    "SHOUT", "FORMALITY", "CALLBACK", "PROMISE", "INCLUSIVE", "PLACEHOLDER", "UNSURE", "CLARITY",
)  # fmt: skip
READ_IN_CONVERSATION = {
    "FORMALITY": ("tone.too-familiar", "tone.too-stiff"),
    "JARGON": ("clarity.jargon",),
    "GREETCLOSE": ("tone.no-greeting", "tone.no-closing", "facts.wrong-name"),
    "UNANSWERED": ("coverage.unanswered-ask",),
    "NEXTSTEP": ("coverage.no-next-step",),
    "CLARITY": ("clarity.too-long", "clarity.too-short"),
}


def test_all_28_categories_are_read() -> None:
    assert len({*READ_BY_RULES, *READ_IN_CONVERSATION}) == 28


def test_rules_name_categories_of_the_catalogue() -> None:
    assert {rule.catalogue for rule in RULES} == set(READ_BY_RULES)


@pytest.mark.parametrize("checks", READ_IN_CONVERSATION.values(), ids=READ_IN_CONVERSATION)
def test_checks_of_the_conversation_exist(checks: tuple[str, ...]) -> None:
    assert set(checks) <= {check.rule for check in CHECKS}


def rows(kind: str) -> list[dict[str, str]]:
    lines = EXAMPLES.read_text("utf-8").splitlines() if EXAMPLES.is_file() else []
    return [row for row in map(json.loads, lines) if row["type"] == kind]


def flagged(text: str) -> bool:
    found = ToneChecker(RULES).check(text, CONTEXT)
    return any(finding.severity is not Severity.INFO for finding in found)


@pytest.mark.data
@pytest.mark.skipif(not EXAMPLES.is_file(), reason="the measuring data is not here")
def test_examples_of_the_catalogue() -> None:
    needs_conversation = ("GREETCLOSE", "UNANSWERED", "NEXTSTEP", "FORMALITY", "JARGON", "CLARITY")
    bad = [row for row in rows("fire") if row["category"] not in needs_conversation]
    missed = [row["before"] for row in bad if not ToneChecker(RULES).check(row["before"], CONTEXT)]
    assert len(missed) <= len(bad) // 20, missed
    assert not [row["text"] for row in rows("must_not_fire") if flagged(row["text"])]
