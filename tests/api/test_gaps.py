"""Gaps over HTTP and on the command line. The service runs the fakes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from fastapi import FastAPI
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.cli import app
from snippets.store.access import Role
from snippets.store.messages import KeptMessage

ENDS = ("now", "here", "yet", "too", "please")
GIFTS = [f"Do you sell gift boxes with a ribbon {end}?" for end in ENDS]
SAID = "We wrap any coffee in brown paper with a ribbon when you write gift in the note field."
FIELDS = {
    "id", "state", "name", "size", "trend", "periods", "typical", "body", "written",
    "decided_by", "decided_at", "snippet_id",
}  # fmt: skip
Run = Callable[..., Result]


@pytest.fixture
def desk(client: TestClient) -> TestClient:
    """A client of a service with one gap."""
    messages = [
        KeptMessage(f"c{day}", text, datetime(2026, 1, day), "unanswered", reply=SAID)
        for day, text in enumerate(GIFTS, 1)
    ]
    client.app.state.services.library().messages.learn(messages, None)  # type: ignore[attr-defined]
    return client


def listed(desk: TestClient, **params: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.get("/v1/gaps", params=params).json()["gaps"]
    return found


class TestRoutes:
    def test_a_list_has_the_open_ones(self, desk: TestClient) -> None:
        answer = desk.get("/v1/gaps").json()
        (gap,) = answer["gaps"]
        assert set(gap) == FIELDS
        assert (gap["state"], gap["size"], gap["body"], gap["written"]) == ("open", 5, SAID, 5)
        assert answer["keeps_messages"] is False

    def test_accepting_adds_a_snippet_with_examples(self, desk: TestClient) -> None:
        (gap,) = listed(desk)
        change = {"title": "Gifts", "body": "Write gift.", "id": "gifts", "reason": "asked often"}
        answer = desk.post(f"/v1/gaps/{gap['id']}/accept", json=change)
        assert (answer.status_code, answer.headers["Location"]) == (201, "/v1/snippets/gifts")
        assert set(answer.json()["examples"]) == set(GIFTS)
        (version,) = desk.get("/v1/snippets/gifts/versions").json()["versions"]
        assert version["reason"] == "asked often"
        assert listed(desk) == []
        assert [one["snippet_id"] for one in listed(desk, state="accepted")] == ["gifts"]

    def test_a_dismissed_one_is_not_listed_until_that_is_taken_back(self, desk: TestClient) -> None:
        (gap,) = listed(desk)
        path = f"/v1/gaps/{gap['id']}/dismissal"
        assert desk.post(path).status_code == 204
        assert listed(desk) == []
        assert [one["id"] for one in listed(desk, state="dismissed")] == [gap["id"]]
        assert desk.delete(path).status_code == 204
        assert [one["id"] for one in listed(desk)] == [gap["id"]]
        assert desk.delete(path).status_code == 404

    @pytest.mark.parametrize(
        ("change", "status", "code"),
        [
            ({"id": "refund-time"}, 409, "snippet_exists"),
            ({"title": ""}, 422, "snippet_invalid"),
            ({"body": 5}, 422, "invalid_request"),
        ],
    )
    def test_what_does_not_work_is_a_problem(
        self, desk: TestClient, change: Any, status: int, code: str
    ) -> None:
        (gap,) = listed(desk)
        answer = desk.post(f"/v1/gaps/{gap['id']}/accept", json=change)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert len(listed(desk)) == 1

    def test_an_accepted_one_is_done(self, desk: TestClient) -> None:
        (gap,) = listed(desk)
        desk.post(f"/v1/gaps/{gap['id']}/accept")
        answer = desk.post(f"/v1/gaps/{gap['id']}/dismissal")
        assert (answer.status_code, answer.json()["code"]) == (409, "gap_accepted")

    @pytest.mark.parametrize(
        ("method", "path"),
        [("POST", "accept"), ("POST", "dismissal"), ("DELETE", "dismissal")],
    )
    def test_one_that_is_not_there(self, desk: TestClient, method: str, path: str) -> None:
        answer = desk.request(method, f"/v1/gaps/none/{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")

    @pytest.mark.parametrize(
        ("method", "path"),
        [("GET", ""), ("POST", "/x/accept"), ("POST", "/x/dismissal"), ("DELETE", "/x/dismissal")],
    )
    @pytest.mark.parametrize("role", Role)
    def test_leads_only(
        self,
        desk: TestClient,
        as_role: Callable[[Role], dict[str, str]],
        method: str,
        path: str,
        role: Role,
    ) -> None:
        answer = desk.request(method, f"/v1/gaps{path}", headers=as_role(role))
        leads = role in (Role.LEAD, Role.ADMINISTRATOR)
        assert (answer.status_code == 403) is not leads


def test_a_service_that_keeps_messages_shows_what_it_could_not_answer(
    prepared: Callable[..., FastAPI], tmp_path: Path, admin: dict[str, str]
) -> None:
    with TestClient(prepared(tmp_path, keep_messages_days=30), headers=admin) as desk:
        for place, text in enumerate(GIFTS):
            request = {"id": f"t{place}", "message": {"text": f"Hi,\n\n{text}"}}
            draft = desk.post("/v1/drafts", json=request).json()
            assert draft["outcome"] == "needs_agent"
            told = {"action": "edited", "final_text": f"Hi there,\n\n{SAID}\n\nBest,\nSam"}
            assert desk.post(f"/v1/drafts/{draft['id']}/outcome", json=told).status_code < 300
        (gap,) = listed(desk)
        assert (gap["size"], gap["body"], gap["written"]) == (5, SAID, 5)
        assert desk.get("/v1/gaps").json()["keeps_messages"] is True


def test_what_agents_agree_on_waits_with_its_evidence(client: TestClient) -> None:
    library = client.app.state.services.library()  # type: ignore[attr-defined]
    for number in range(3):
        sent = f"draft {number}"
        library.record_draft(sent, "drafted", 0.9, ["refund-time"])
        drafted = "Your refund of the order arrives within 5 working days."
        final = "Your refund of the order arrives within 3 working days."
        library.record_use(sent, "edited", final, drafted, by=f"agent {number}")
    (review,) = client.get("/v1/reviews").json()["reviews"]
    assert review["author"] == "edits of 3 agents"
    evidence = review["evidence"]
    assert (evidence["before"], evidence["wordings"]) == (drafted, [final])
    assert (evidence["edits"], evidence["agents"]) == (3, 3)


class TestCommands:
    @pytest.fixture
    def run(self, tmp_path: Path, quick_rules: None, monkeypatch: pytest.MonkeyPatch) -> Run:
        """A command on a data folder of a desk that was asked for gifts again and again."""
        monkeypatch.setenv("TACTFUL_EMBEDDER", "hashing:256")
        monkeypatch.setenv("TACTFUL_GRAMMAR", "off")
        monkeypatch.setenv("TACTFUL_OPINION", "off")
        monkeypatch.setenv("TACTFUL_PRIVACY", "patterns")
        monkeypatch.setenv("TACTFUL_DATA_DIR", str(tmp_path / "data"))
        monkeypatch.chdir(tmp_path)
        lines = [
            {"id": f"c{day}", "created_at": f"2026-01-0{day}", "message": text, "reply": SAID}
            for day, text in enumerate(GIFTS, 1)
        ]
        Path("history.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")

        def run(*arguments: str) -> Result:
            return CliRunner().invoke(app, list(arguments))

        return run

    def test_learning_shows_gaps(self, run: Run) -> None:
        assert "no open gaps" in run("gaps").output
        assert "5 new messages that no snippet answered" in run("learn", "history.jsonl").output
        lines = run("gaps").output.splitlines()
        assert lines[0].split() == ["id", "messages", "trend", "about"]
        assert "5  → steady" in lines[1]
        assert "no snippet answered" not in run("learn", "history.jsonl").output
        assert len(run("gaps").output.splitlines()) == 2
        run("learn", "--undo")
        run("learn", "--undo")
        assert "no open gaps" in run("gaps").output

    def test_one_is_shown_and_accepted(self, run: Run) -> None:
        run("learn", "history.jsonl")
        (gap,) = json.loads(run("gaps", "--json").output)
        page = run("gaps", "show", gap["id"]).output
        assert gap["name"] in page
        assert f"What 5 agents' replies share:\n\n{SAID}" in page
        Path("body.md").write_text("Write gift.", "utf-8")
        accepted = run("gaps", "accept", gap["id"], "--title", "Gifts", "--body-file", "body.md")
        assert accepted.output.strip().endswith(": Gifts")
        assert "no open gaps" in run("gaps").output

    def test_one_is_dismissed_and_shown_again(self, run: Run) -> None:
        run("learn", "history.jsonl")
        (gap,) = json.loads(run("gaps", "--json").output)
        assert run("gaps", "dismiss", gap["id"]).output.strip() == "dismissed"
        assert "no open gaps" in run("gaps").output
        run("gaps", "dismiss", gap["id"], "--undo")
        assert len(json.loads(run("gaps", "--json").output)) == 1
