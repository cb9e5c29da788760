"""Profiles: what they say of findings, and what is wrong with those that are not valid."""

from __future__ import annotations

from typing import Any

import pytest

from models.checks.profile import Profile
from models.errors import ProfileInvalid
from models.text import Category, Finding, Severity, Span

RULES = ["tone.promise", "tone.sarcasm", "clarity.jargon"]


def finding(rule: str, severity: Severity = Severity.WARNING, text: str = "x") -> Finding:
    category = Category(rule.partition(".")[0])
    return Finding(rule, category, severity, Span(0, len(text)), text, "m")


def test_an_empty_profile_changes_nothing() -> None:
    one = finding("tone.sarcasm")
    assert Profile().wants(one)
    assert Profile().severity(one) is Severity.WARNING


@pytest.mark.parametrize(
    ("off", "on", "wanted"),
    [
        (["tone"], [], False),
        (["tone.sarcasm"], [], False),
        (["tone"], ["tone.sarcasm"], True),
        (["tone.promise"], [], True),
        (["clarity"], [], True),
    ],
)
def test_a_rule_of_its_own_name_goes_before_its_category(
    off: list[str], on: list[str], wanted: bool
) -> None:
    assert Profile.of({"off": off, "on": on}).wants(finding("tone.sarcasm")) is wanted


def test_severities_are_by_rule_then_by_category() -> None:
    profile = Profile.of({"severities": {"tone": "suggestion", "tone.promise": "info"}})
    assert profile.severity(finding("tone.sarcasm")) is Severity.SUGGESTION
    assert profile.severity(finding("tone.promise")) is Severity.INFO


def test_a_category_does_not_make_mere_information_graver() -> None:
    profile = Profile.of({"severities": {"tone": "error", "tone.promise": "error"}})
    assert profile.severity(finding("tone.sarcasm", Severity.INFO)) is Severity.INFO
    assert profile.severity(finding("tone.promise", Severity.INFO)) is Severity.ERROR


def test_terms_of_the_glossary_are_no_jargon() -> None:
    profile = Profile.of({"glossary": ["service level"]})
    assert not profile.wants(finding("clarity.jargon", text="Service level"))
    assert profile.wants(finding("clarity.jargon", text="uptime"))
    assert {"service", "level"} <= profile.known_words


@pytest.mark.parametrize(
    ("formality", "rule"), [("formal", "tone.too-stiff"), ("casual", "tone.too-familiar")]
)
def test_nobody_is_told_off_for_how_the_team_writes(formality: str, rule: str) -> None:
    assert not Profile.of({"formality": formality}).wants(finding(rule))
    assert Profile.of({"formality": "neutral"}).wants(finding(rule))


def test_fields_go_out_as_they_come_in() -> None:
    fields = {
        "off": ["inclusion"],
        "on": ["tone.promise"],
        "severities": {"tone": "info"},
        "formality": "formal",
        "dictionary": ["Larkspur"],
        "banned": {"utilise": {"prefer": "use", "why": "Shorter."}, "cheap": None},
        "glossary": ["roast"],
    }
    told = Profile.of(fields).to_fields()
    assert told == fields | {"banned": {**fields["banned"], "cheap": {"prefer": "", "why": ""}}}  # type: ignore[dict-item]
    assert Profile.of(told).to_fields() == told


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"of": []}, "of: a profile has no such field; did you mean off"),
        ({"zzz": []}, "zzz: a profile has no such field; there are off, on"),
        ({"off": "tone"}, "off: has to be a list of texts"),
        ({"dictionary": [""]}, "dictionary: wants texts of 1 to 200"),
        ({"dictionary": [5]}, "dictionary: wants texts"),
        ({"glossary": ["x" * 201]}, "glossary: wants texts"),
        ({"dictionary": ["a"] * 5_001}, "dictionary: has 5,001 entries"),
        ({"severities": []}, None),
        ({"severities": ["tone"]}, "severities: has to be an object"),
        ({"severities": {"tone": "grave"}}, "severities.tone: has to be one of error, warning"),
        ({"formality": "stiff"}, "formality: has to be one of formal, neutral, casual"),
        ({"banned": {"!": "x"}}, "banned.!: has to have a letter"),
        ({"banned": {"a": {"to": "b"}}}, "banned.a: has to be a text, or an object"),
        ({"banned": {"a": 5}}, "banned.a.prefer: wants texts"),
        ({"banned": {"a": "b", "b": "c"}}, "banned.a: 'b' is banned itself"),
    ],
)
def test_what_is_not_valid_names_the_field(fields: dict[str, Any], words: str | None) -> None:
    if words is None:
        assert Profile.of(fields) == Profile()
        return
    with pytest.raises(ProfileInvalid) as caught:
        Profile.of(fields)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"off": ["tone.sarcasmm"]}, "off: there is no rule 'tone.sarcasmm'; did you mean tone.sa"),
        ({"off": ["tonne"]}, "did you mean tone?"),
        ({"on": ["tone"]}, "on: there is no rule 'tone'"),
        ({"severities": {"nothing.alike": "info"}}, "`GET /v1/rules` lists the rules"),
    ],
)
def test_unknown_rules_are_refused_with_near_ones(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(ProfileInvalid) as caught:
        Profile.of(fields).check(RULES)
    assert words in str(caught.value)


def test_rules_of_grammar_engines_are_taken_on_trust() -> None:
    names = ["grammar.en-a-vs-an", "spelling", "profile.banned-term", "tone.promise"]
    Profile.of({"off": names}).check(RULES)
