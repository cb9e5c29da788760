"""Profiles, own rules and feedback over HTTP and on the command line, with the fakes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.cli import app
from api.routes.checks import CheckIn
from api.wiring import Services
from snippets.store.access import Role
from tests.conftest import make_settings
from tests.models.checks.test_own import BLUE

TEXT = "A blue lamp."
Run = Callable[..., Result]


def rules(client: TestClient, text: str, **fields: Any) -> dict[str, str]:
    """The severity of each rule that has something to say."""
    answer = client.post("/v1/checks", json={"text": text, **fields}).json()
    return {one["rule"]: one["severity"] for one in answer["findings"]}


class TestProfiles:
    def test_default_is_always_there(self, client: TestClient) -> None:
        (one,) = client.get("/v1/profiles").json()["profiles"]
        assert (one["name"], one["off"], one["banned"]) == ("default", [], {})
        assert client.delete("/v1/profiles/default").status_code == 204
        assert client.get("/v1/profiles/default").json() == one

    def test_one_is_kept_read_and_deleted(self, client: TestClient) -> None:
        fields = {"severities": {"tone": "info"}, "banned": {"lamp": "light"}}
        answer = client.put("/v1/profiles/billing", json=fields)
        assert answer.status_code == 200
        assert answer.json()["banned"] == {"lamp": {"prefer": "light", "why": ""}}
        assert client.get("/v1/profiles/billing").json() == answer.json()
        assert client.put("/v1/profiles/billing", json=answer.json()).json() == answer.json()
        assert client.delete("/v1/profiles/billing").status_code == 204
        assert client.get("/v1/profiles/billing").status_code == 404

    @pytest.mark.parametrize(
        ("path", "fields", "words"),
        [
            ("default", {"of": []}, "of: a profile has no such field; did you mean off"),
            ("default", {"off": ["tone.sarcasmm"]}, "did you mean tone.sarcasm"),
            ("default", {"severities": {"tone": "grave"}}, "severities.tone: Input should be"),
            ("default", {"off": "tone"}, "off: "),
            ("Big", {}, "name: 'Big' is none"),
        ],
    )
    def test_what_is_not_valid_is_a_problem(
        self, client: TestClient, path: str, fields: Any, words: str
    ) -> None:
        answer = client.put(f"/v1/profiles/{path}", json=fields)
        assert answer.status_code == 422
        assert words in answer.json()["detail"]

    def test_checks_go_by_it(self, client: TestClient, flagged: str) -> None:
        (rule,) = rules(client, flagged)
        client.put("/v1/profiles/mild", json={"severities": {rule: "info"}})
        client.put("/v1/profiles/silent", json={"off": [rule.partition(".")[0]]})
        assert rules(client, flagged, profile="mild") == {rule: "info"}
        assert rule not in rules(client, flagged, profile="silent")
        assert rules(client, flagged) == {rule: "warning"}

    def test_banned_terms_are_off_by_their_own_name_only(self, client: TestClient) -> None:
        banned = {"banned": {"lamp": "light"}}
        client.put("/v1/profiles/default", json={**banned, "off": ["clarity"]})
        assert rules(client, TEXT) == {"profile.banned-term": "warning"}
        client.put("/v1/profiles/default", json={**banned, "off": ["profile.banned-term"]})
        assert rules(client, TEXT) == {}

    def test_the_default_holds_for_checks_that_name_none(self, client: TestClient) -> None:
        client.put("/v1/profiles/default", json={"banned": {"lamp": "light"}})
        answer = client.post("/v1/checks", json={"text": TEXT}).json()
        assert answer["rewritten"] == "A blue light."
        draft = client.post("/v1/drafts", json={"message": {"text": "My refund?"}})
        assert draft.status_code == 200

    def test_an_unknown_profile_is_a_problem(self, client: TestClient) -> None:
        answer = client.post("/v1/checks", json={"text": TEXT, "profile": "none"})
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert "no profile has the name 'none'" in answer.json()["detail"]


class TestRules:
    def test_a_rule_of_ones_own_is_kept_used_and_deleted(self, client: TestClient) -> None:
        answer = client.post("/v1/rules", json=BLUE)
        assert (answer.status_code, answer.json()["own"]) == (201, True)
        assert client.get(answer.headers["Location"]).json() == BLUE
        assert rules(client, TEXT) == {"tone.being-blue": "warning"}
        listed = client.get("/v1/rules", params={"own": True}).json()["rules"]
        assert [one["id"] for one in listed] == ["tone.being-blue"]
        assert client.delete("/v1/rules/tone.being-blue").status_code == 204
        assert rules(client, TEXT) == {}
        assert client.get("/v1/rules/tone.being-blue").status_code == 404

    def test_a_rule_that_comes_with_tactful_is_read_in_short(self, client: TestClient) -> None:
        one = client.get("/v1/rules/tone.promise").json()
        listed = client.get("/v1/rules").json()["rules"]
        assert one in listed
        assert (one["id"], one["own"]) == ("tone.promise", False)
        assert client.get("/v1/rules/tone.nothing").status_code == 404
        assert client.delete("/v1/rules/tone.promise").status_code == 404

    def test_all_rules_are_listed(self, client: TestClient) -> None:
        listed = {one["id"]: one for one in client.get("/v1/rules").json()["rules"]}
        assert {"tone.promise", "coverage.unanswered-ask", "profile.banned-term"} <= set(listed)
        assert listed["tone.promise"]["severity"] == "error"
        assert not any(one["own"] for one in listed.values())

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"id": "tone.promise"}, "id: there is a rule tone.promise already"),
            ({"patterns": [r"(a)\1"]}, "patterns.0.match: not a regular expression"),
            ({"patterns": ["blue"]}, 'write {"match": "…", "fixes": ["what to write instead"]}'),
            (
                {"examples": {"fire": ["A lamp."], "silent": ["x"]}},
                "examples.fire.0: the rule does not fire",
            ),
        ],
    )
    def test_what_does_not_hold_is_refused(
        self, client: TestClient, change: dict[str, Any], words: str
    ) -> None:
        answer = client.post("/v1/rules", json=BLUE | change)
        assert (answer.status_code, answer.json()["code"]) == (422, "own_rule_invalid")
        assert words in answer.json()["detail"]

    def test_a_folder_of_rules_is_read(self, tmp_path: Path, quick_rules: None) -> None:
        (tmp_path / "blue.yaml").write_text(yaml.safe_dump(BLUE), "utf-8")
        parts = Services(make_settings(tmp_path / "data", rules=tmp_path))
        assert "tone.being-blue" in parts.rules
        parts.close()


@pytest.mark.parametrize(
    ("text", "locale"),
    [("Das ist ein blue Wort, vielen Dank dafür.", "de"), ("It is a blue lamp.", "en")],
)
def test_auto_finds_the_language_out(text: str, locale: str) -> None:
    assert CheckIn(text=text, locale="auto").to_context().locale == locale
    assert CheckIn(text=text).to_context().locale == "en"


class TestFeedback:
    def test_an_ignored_finding_stays_away_through_edits(
        self, client: TestClient, flagged: str
    ) -> None:
        (one,) = client.post("/v1/checks", json={"text": flagged}).json()["findings"]
        body = {"rule": one["rule"], "text": one["text"], "context": flagged}
        answer = client.post("/v1/checks/ignored", json=body)
        assert answer.status_code == 201
        edited = client.post("/v1/checks", json={"text": f"Hi Dana,\n\n{flagged}"}).json()
        assert ([found["rule"] for found in edited["findings"]], edited["ignored"]) == ([], 1)
        assert edited["score"] == 100
        assert client.delete(f"/v1/checks/ignored/{answer.json()['id']}").status_code == 204
        assert one["rule"] in rules(client, flagged)

    def test_an_ignored_finding_stays_away_when_its_sentence_grows(
        self, client: TestClient
    ) -> None:
        text = "You failed to attach the receipt that we need"
        (one,) = client.post("/v1/checks", json={"text": f"{text}."}).json()["findings"]
        body = {"rule": one["rule"], "text": one["text"], "context": f"{text}."}
        assert client.post("/v1/checks/ignored", json=body).status_code == 201
        assert rules(client, f"{text}, so we could not go on.") == {}
        assert rules(client, "You failed to attach the receipt.") != {}

    def test_words_that_do_not_come_in_the_context_are_a_problem(self, client: TestClient) -> None:
        body = {"rule": "tone.promise", "text": "red", "context": TEXT}
        assert client.post("/v1/checks/ignored", json=body).status_code == 422

    def test_a_rule_that_is_dismissed_steps_down_and_is_reset(
        self, client: TestClient, flagged: str
    ) -> None:
        (rule,) = rules(client, flagged)
        one = client.post("/v1/checks/dismissals", json={"rule": rule, "action": "applied"})
        assert one.status_code == 204
        events = [{"rule": rule, "action": action} for action in ("shown", "dismissed")] * 50
        assert client.post("/v1/checks/dismissals", json={"events": events}).status_code == 204
        assert rules(client, flagged) == {rule: "suggestion"}
        stats = client.get("/v1/rules/stats").json()
        (counted,) = stats["rules"]
        assert counted["stepped_down_at"]
        assert (counted["rule"], counted["shown"], counted["applied"], counted["dismissed"]) == (
            rule, 50, 1, 50,
        )  # fmt: skip
        assert (counted["steps_down"], "DELETE" in stats["to_reset"]) == (1, True)
        assert client.delete(f"/v1/rules/stats/{rule}").status_code == 204
        assert rules(client, flagged) == {rule: "warning"}

    def test_unknown_rules_are_not_counted(self, client: TestClient) -> None:
        event = {"rule": "tone.nothing", "action": "shown"}
        answer = client.post("/v1/checks/dismissals", json=event)
        assert (answer.status_code, answer.json()["code"]) == (422, "profile_invalid")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/v1/profiles/x", {}),
        ("DELETE", "/v1/profiles/x", None),
        ("POST", "/v1/rules", BLUE),
        ("DELETE", "/v1/rules/tone.being-blue", None),
        ("DELETE", "/v1/rules/stats/tone.promise", None),
    ],
)
@pytest.mark.parametrize("role", [Role.PLUGIN, Role.AGENT])
def test_changes_want_a_lead(
    api: TestClient,
    as_role: Callable[[Role], dict[str, str]],
    method: str,
    path: str,
    body: Any,
    role: Role,
) -> None:
    assert api.request(method, path, json=body, headers=as_role(role)).status_code == 403


class TestCommands:
    @pytest.fixture
    def run(self, tmp_path: Path, quick_rules: None, monkeypatch: pytest.MonkeyPatch) -> Run:
        """A command on a library of the test's own."""
        fakes = {"EMBEDDER": "hashing:256", "GRAMMAR": "off", "DATA_DIR": str(tmp_path / "data")}
        for name, value in fakes.items():
            monkeypatch.setenv(f"TACTFUL_{name}", value)
        return lambda *arguments: CliRunner().invoke(app, arguments)

    @pytest.mark.parametrize("write", [yaml.safe_dump, json.dumps], ids=["yaml", "json"])
    def test_a_file_is_set_shown_and_listed(self, run: Run, tmp_path: Path, write: Any) -> None:
        file = tmp_path / "profile.txt"
        file.write_text(write({"off": ["inclusion"], "banned": {"lamp": "light"}}), "utf-8")
        assert run("profile", "set", str(file), "--name", "billing").exit_code == 0
        shown = run("profile", "show", "billing").stdout
        assert yaml.safe_load(shown)["off"] == ["inclusion"]
        assert json.loads(run("profile", "show", "billing", "--json").stdout) == yaml.safe_load(
            shown
        )
        assert run("profile", "list").stdout.split() == ["billing", "default"]
        assert "“light”" in run("check", TEXT, "--profile", "billing").stdout

    def test_on_and_off_need_no_quotes(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "profile.yaml"
        file.write_text("off: [inclusion]\non:\n- tone.mere-just\n", "utf-8")
        assert run("profile", "set", str(file)).exit_code == 0
        shown = yaml.safe_load(run("profile", "show").stdout)
        assert (shown["off"], shown["on"]) == (["inclusion"], ["tone.mere-just"])

    @pytest.mark.parametrize("text", ["[", "- a", "off: [nothing.at-all]", "zzz: 1"])
    def test_a_file_that_is_not_valid_changes_nothing(
        self, run: Run, tmp_path: Path, text: str
    ) -> None:
        file = tmp_path / "profile.yaml"
        file.write_text(text, "utf-8")
        assert run("profile", "set", str(file)).exit_code != 0
        assert yaml.safe_load(run("profile", "show").stdout)["off"] == []


class TestDrafts:
    def test_a_draft_is_checked_by_the_profile_it_names(self, client: TestClient) -> None:
        client.put("/v1/profiles/billing", json={"banned": {"order": "purchase"}})

        def found(**options: str) -> set[str]:
            body = {"message": {"text": "How do I get a refund?"}, "options": options}
            return {one["rule"] for one in client.post("/v1/drafts", json=body).json()["findings"]}

        assert found(profile="billing") > found()

    def test_one_that_is_none_is_a_problem(self, client: TestClient) -> None:
        body = {"message": {"text": "Where is it?"}, "options": {"profile": "nosuch"}}
        answer = client.post("/v1/drafts", json=body)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
