"""Terms that a team does not write."""

from __future__ import annotations

import pytest

from models.checks.banned import BannedTerms
from models.checks.profile import Profile
from models.protocols import CheckContext
from models.text import Category, Finding, apply_fixes

TERMS = {
    "utilise": {"prefer": "use", "why": "Shorter."},
    "bug": "issue",
    "e-mail": "email",
    "Javascript": "JavaScript",
    "plan": "plan tier",
    "cheap": None,
    "Zoom": "video call",
    "reach out to": "write to",
    "we’ll": "I’ll",
}


@pytest.fixture(scope="module")
def terms() -> BannedTerms:
    return BannedTerms(Profile.of({"banned": TERMS}).banned)


def found(terms: BannedTerms, text: str) -> list[Finding]:
    return terms.check(text, CheckContext())


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("You can utilise it.", "You can use it."),
        ("Utilise it.", "Use it."),
        ("UTILISE IT", "USE IT"),
        ("By utilising it, you see more.", "By using it, you see more."),
        ("They utilised it.", "They used it."),
        ("Two bugs.", "Two issues."),
        ("It is a bug.", "It is an issue."),
        ("A bug? An e-mail!", "An issue? An email!"),
        ("Your E-mail came.", "Your Email came."),
        ("A Javascript file.", "A JavaScript file."),
        ("Zoom is on. We meet on Zoom.", "Video call is on. We meet on video call."),
        ("Choose a plan.", "Choose a plan tier."),
        ("Please reach out to them.", "Please write to them."),
        ("Then we'll see.", "Then I’ll see."),
    ],
)  # fmt: skip
def test_the_preferred_term_comes_in_its_place(
    terms: BannedTerms, text: str, rewritten: str
) -> None:
    fixes = [fix for one in found(terms, text) for fix in one.fixes]
    assert apply_fixes(text, fixes) == rewritten


@pytest.mark.parametrize(
    "text",
    [
        "A debugger.",
        "Your plan tier.",
        "JavaScript, javascript.",
        "zoom in",
        "They wrote “a bug” there.",
        "Type `utilise` there.",
        "See https://bug.example/utilise for it.",
        "",
    ],
)
def test_it_is_silent(terms: BannedTerms, text: str) -> None:
    assert found(terms, text) == []


def test_a_finding_tells_the_reason(terms: BannedTerms) -> None:
    (one,) = found(terms, "You can utilise it.")
    assert (one.rule, one.category, one.text) == (
        "profile.banned-term",
        Category.CLARITY,
        "utilise",
    )
    assert one.why == "Shorter."
    assert "“use”" in one.message


BOTH = {"purchase": "buy", "issue": "problem"}


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("You can purchase it.", "You can buy it."),
        ("Purchase it today.", "Buy it today."),
        ("Please compare and purchase online.", "Please compare and buy online."),
        ("Sorry for the issue.", "Sorry for the problem."),
        ("Any questions or issues?", "Any questions or problems?"),
        ("We saw 3 recent issues.", "We saw 3 recent problems."),
    ],
)
def test_what_is_preferred_comes_in_where_it_fits(text: str, rewritten: str) -> None:
    (one,) = found(BannedTerms(Profile.of({"banned": BOTH}).banned), text)
    assert apply_fixes(text, one.fixes) == rewritten
    assert one.missing == ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Your purchase is complete.", "noun"),
        ("Your last two purchases are here.", "noun"),
        ("Dana's purchase.", "noun"),
        ("We will issue a refund.", "verb"),
        ("Purchases are final.", "noun"),
    ],
)
def test_where_it_would_not_fit_the_finding_says_so(text: str, wanted: str) -> None:
    (one,) = found(BannedTerms(Profile.of({"banned": BOTH}).banned), text)
    assert one.fixes == ()
    assert f"a {wanted} is wanted" in one.missing


def test_without_a_preferred_term_there_is_no_fix(terms: BannedTerms) -> None:
    (one,) = found(terms, "It is cheap.")
    assert one.fixes == ()
