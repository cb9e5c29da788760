"""What a workspace has made of its checks, kept."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from models.embedders.hashing import HashingEmbedder
from models.errors import OwnRuleInvalid, ProfileInvalid
from models.text import Severity
from snippets.errors import LimitReached, ProfileNotFound, RuleNotFound
from snippets.library import Library
from snippets.profiles import Profiles
from snippets.store import profiles as rows
from snippets.store.database import Database
from snippets.store.schema import ignored
from tests.models.checks.test_own import BLUE

RULES = ["tone.promise"]


@pytest.fixture
def profiles(library: Library) -> Profiles:
    return library.profiles


@pytest.fixture
def beside(database: Database, profiles: Profiles) -> Profiles:
    """The same workspace, as another process has it."""
    return Profiles(database, "default")


def test_default_is_always_there(profiles: Profiles) -> None:
    assert profiles.names() == ["default"]
    assert profiles.get("default").to_fields()["off"] == []
    profiles.delete("default")
    assert profiles.names() == ["default"]


def test_a_profile_is_kept_replaced_and_deleted(profiles: Profiles, beside: Profiles) -> None:
    profiles.put("billing", {"off": ["tone.promise"]}, RULES)
    assert beside.get("billing").off == {"tone.promise"}
    profiles.put("billing", {"off": ["tone"]}, RULES)
    assert beside.shape("billing").profile.off == {"tone"}
    beside.delete("billing")
    for call in (profiles.get, profiles.delete, profiles.shape):
        with pytest.raises(ProfileNotFound, match="'billing'"):
            call("billing")


def test_deleting_default_empties_it(profiles: Profiles) -> None:
    profiles.put("default", {"off": ["tone"]}, RULES)
    profiles.delete("default")
    assert profiles.get("default").off == frozenset()


@pytest.mark.parametrize("name", ["", "Billing", "a b", "-a", "x" * 64])
def test_names_are_plain(profiles: Profiles, name: str) -> None:
    with pytest.raises(ProfileInvalid, match=r"^name: "):
        profiles.put(name, {}, RULES)


def test_what_is_not_valid_is_not_kept(profiles: Profiles) -> None:
    with pytest.raises(ProfileInvalid, match=r"did you mean tone\.promise"):
        profiles.put("billing", {"off": ["tone.promises"]}, RULES)
    assert profiles.names() == ["default"]


def test_own_rules_are_kept_and_may_be_named(profiles: Profiles, beside: Profiles) -> None:
    profiles.put_rule(BLUE, RULES)
    assert [rule.id for rule in beside.rules()] == ["tone.being-blue"]
    assert beside.rule("tone.being-blue") == BLUE
    profiles.put("default", {"off": ["tone.being-blue"]}, RULES)
    profiles.put_rule({**BLUE, "severity": "info"}, RULES)
    assert beside.rules()[0].severity is Severity.INFO
    beside.delete_rule("tone.being-blue")
    assert profiles.rules() == ()
    for call in (profiles.rule, profiles.delete_rule):
        with pytest.raises(RuleNotFound):
            call("tone.being-blue")


def test_own_rules_keep_off_the_ids_of_others(profiles: Profiles) -> None:
    with pytest.raises(OwnRuleInvalid, match="choose another id"):
        profiles.put_rule(BLUE, ["tone.being-blue"])
    with pytest.raises(OwnRuleInvalid, match="50,000 characters"):
        profiles.put_rule({**BLUE, "why": "x" * 50_001}, RULES)


def test_there_are_only_so_many(profiles: Profiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_PROFILES", 1)
    profiles.put("one", {}, RULES)
    profiles.put("one", {"off": ["tone"]}, RULES)
    with pytest.raises(LimitReached, match="1 profiles already"):
        profiles.put("two", {}, RULES)


def test_ignored_findings_are_known_by_marks_alone(
    profiles: Profiles, beside: Profiles, database: Database
) -> None:
    mark = profiles.ignore("tone.x", "blue", "A blue lamp.")
    assert profiles.ignore("tone.x", "blue", "a Blue lamp, a blue lamp")  # another sentence
    assert mark in beside.shape().ignored
    with database.read() as connection:
        kept = " ".join(map(str, connection.execute(sa.select(ignored)).all()))
    assert "blue" not in kept.lower()
    beside.heed(mark)
    assert mark not in profiles.shape().ignored
    with pytest.raises(RuleNotFound):
        profiles.heed(mark)


@pytest.mark.parametrize("text", ["green", " ", ""])
def test_only_words_of_the_context_are_ignored(profiles: Profiles, text: str) -> None:
    with pytest.raises(ProfileInvalid, match=r"^text: "):
        profiles.ignore("tone.x", text, "A blue lamp.")


def test_the_oldest_ignored_go_first(profiles: Profiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_IGNORED", 2)
    marks = [profiles.ignore("tone.x", word, word) for word in ("red", "green", "blue")]
    assert profiles.shape().ignored == set(marks[1:])


def test_ignoring_leaves_the_checkers_as_they_are(profiles: Profiles) -> None:
    profiles.put_rule(BLUE, RULES)
    before = profiles.shape().tailoring
    profiles.ignore("tone.x", "blue", "A blue lamp.")
    assert profiles.shape().tailoring is before


@pytest.mark.parametrize(("rule", "action"), [("tone.promises", "shown"), ("tone.promise", "seen")])
def test_only_known_rules_and_actions_are_counted(
    profiles: Profiles, rule: str, action: str
) -> None:
    with pytest.raises(ProfileInvalid):
        profiles.record([(rule, action)], RULES)
    assert profiles.counts() == []


def test_a_rule_that_steps_down_does_so_everywhere(profiles: Profiles, beside: Profiles) -> None:
    beside.shape()
    events = [("tone.promise", "shown")] * 50 + [("tone.promise", "dismissed")] * 26
    profiles.record(events, RULES)
    assert beside.shape().demoted == {"tone.promise": 1}
    profiles.reset("tone.promise")
    assert beside.shape().demoted == {}
    with pytest.raises(RuleNotFound):
        profiles.reset("tone.promise")


def test_workspaces_do_not_see_each_other(database: Database, profiles: Profiles) -> None:
    profiles.put("billing", {}, RULES)
    profiles.put_rule(BLUE, RULES)
    other = Library(database, HashingEmbedder(256), "other").profiles
    assert (other.names(), other.rules()) == (["default"], ())
