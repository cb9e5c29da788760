"""What any checker has to do, tried on every one that ships."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.checks.grammar import GrammarChecker
from models.checks.lingotweaker import LingoTweaker
from models.checks.rules import ToneChecker
from models.protocols import CheckContext, Checker
from models.text import apply_fixes, by_position

TEXTS = (
    "",
    " \n",
    "Thank you for your message.",
    "🙂 You failed to attach teh receipt 🙂.",
    "Hi {{customer.first_name|there}},\n\n- You must to log out.\n- 🙂🙂 Teh end.",
    "⟦by when⟧ https://example.com/teh {{x}} #1234 AB-99",
    "عنوان teh أخرى",
    "You have to log out first!!\r\nI recieve teh parcel\r\n",
    "a\x00b teh\u2028line",
)


@pytest.fixture(scope="module", params=["tone", "lingotweaker"])
def checker(request: pytest.FixtureRequest) -> Checker:
    return ToneChecker() if request.param == "tone" else GrammarChecker(LingoTweaker("en-GB"))


def assert_sound(checker: Checker, text: str) -> None:
    findings = checker.check(text, CheckContext())
    assert findings == by_position(findings)
    for finding in findings:
        assert 0 <= finding.span.start < finding.span.end <= len(text)
        assert finding.text == finding.span.of(text)
        assert finding.rule.startswith(f"{finding.category}.")
        assert finding.message
        for fix in finding.fixes:
            assert 0 <= fix.span.start <= fix.span.end <= len(text)
            assert apply_fixes(text, [fix]) != text


@pytest.mark.parametrize("text", TEXTS)
def test_findings_point_into_the_text(checker: Checker, text: str) -> None:
    assert_sound(checker, text)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(alphabet="aeht YoumstLi.!?\n🙂{}|-'⟦⟧é", max_size=60))
def test_findings_point_into_any_text(checker: Checker, text: str) -> None:
    assert_sound(checker, text)


def test_checking_twice_says_the_same(checker: Checker) -> None:
    text = "You failed to attach teh receipt."
    assert checker.check(text, CheckContext()) == checker.check(text, CheckContext())


def test_another_language_is_no_error(checker: Checker) -> None:
    checker.check("Wo ist mein Paket?", CheckContext(locale="de"))


def test_a_well_written_reply_has_no_finding(checker: Checker) -> None:
    text = "Thank you for the photos, Dana. I have sent a new lid, and it arrives on Monday."
    assert checker.check(text, CheckContext(known_words=frozenset({"dana"}))) == []
