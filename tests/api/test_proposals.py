"""Proposals over HTTP and on the command line. The service runs the fakes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.cli import app
from snippets.proposals.proposing import Proposal
from snippets.store.access import Role

UMBRELLA = "Umbrellas stand in the hall beside the door, and anybody may borrow one for the day."
FIELDS = {
    "id", "state", "title", "body", "examples", "count", "lately", "agents", "first_seen",
    "last_seen", "decided_at", "snippet_id",
}  # fmt: skip
Run = Callable[..., Result]


@pytest.fixture
def desk(client: TestClient) -> TestClient:
    """A client of a service with one proposal, `u1`."""
    one = Proposal("u1", "Umbrellas", UMBRELLA, ("It rains",), 4, 2, 2, None, None)
    client.app.state.services.library().proposals.keep([one])  # type: ignore[attr-defined]
    return client


class TestRoutes:
    def test_a_list_has_the_open_ones(self, desk: TestClient) -> None:
        answer = desk.get("/v1/proposals").json()
        assert answer["total"] == 1
        (one,) = answer["proposals"]
        assert set(one) == FIELDS
        assert (one["id"], one["state"], one["examples"]) == ("u1", "open", ["It rains"])

    @pytest.mark.parametrize(("state", "total"), [("open", 0), ("rejected", 1), ("accepted", 0)])
    def test_a_list_may_have_the_decided_ones(
        self, desk: TestClient, state: str, total: int
    ) -> None:
        assert desk.post("/v1/proposals/u1/reject").status_code == 204
        assert desk.get("/v1/proposals", params={"state": state}).json()["total"] == total

    def test_one_is_read(self, desk: TestClient) -> None:
        assert desk.get("/v1/proposals/u1").json()["body"] == UMBRELLA

    def test_accepting_adds_a_snippet(self, desk: TestClient) -> None:
        answer = desk.post("/v1/proposals/u1/accept")
        assert answer.status_code == 201
        assert answer.headers["Location"] == "/v1/snippets/umbrellas-u1"
        assert answer.json()["examples"] == ["It rains"]
        assert desk.get("/v1/snippets/umbrellas-u1").json() == answer.json()
        assert desk.get("/v1/proposals/u1").json()["snippet_id"] == "umbrellas-u1"

    def test_accepting_takes_changes(self, desk: TestClient) -> None:
        change = {"title": "Rain", "body": "Take one.", "id": "rain"}
        answer = desk.post("/v1/proposals/u1/accept", json=change).json()
        assert {name: answer[name] for name in change} == change

    @pytest.mark.parametrize(
        ("path", "change", "status", "code"),
        [
            ("none/accept", None, 404, "not_found"),
            ("none/reject", None, 404, "not_found"),
            ("u1/accept", {"id": "refund-time"}, 409, "snippet_exists"),
            ("u1/accept", {"title": ""}, 422, "snippet_invalid"),
            ("u1/accept", {"body": 5}, 422, "invalid_request"),
            ("u1/accept", {"body": "\ud800"}, 422, "invalid_request"),
        ],
    )
    def test_what_does_not_work_is_a_problem(
        self, desk: TestClient, path: str, change: Any, status: int, code: str
    ) -> None:
        content = json.dumps(change) if change else None
        headers = {"Content-Type": "application/json"}
        answer = desk.post(f"/v1/proposals/{path}", content=content, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert desk.get("/v1/proposals/u1").json()["state"] == "open"

    def test_an_accepted_one_is_done(self, desk: TestClient) -> None:
        desk.post("/v1/proposals/u1/accept")
        answer = desk.post("/v1/proposals/u1/reject")
        assert (answer.status_code, answer.json()["code"]) == (409, "proposal_accepted")

    def test_an_unknown_state_is_refused(self, desk: TestClient) -> None:
        assert desk.get("/v1/proposals?state=lost").status_code == 422


def test_the_page_wants_a_session(api: TestClient) -> None:
    answer = api.get("/proposals", follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


class TestRoles:
    @pytest.mark.parametrize("path", ["/v1/proposals", "/v1/proposals/u1"])
    @pytest.mark.parametrize("role", Role)
    def test_agents_read(
        self, desk: TestClient, as_role: Callable[[Role], dict[str, str]], path: str, role: Role
    ) -> None:
        answer = desk.get(path, headers=as_role(role))
        assert answer.status_code == (403 if role is Role.PLUGIN else 200)

    @pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD, Role.ADMINISTRATOR])
    def test_a_list_tells_who_may_decide(
        self, desk: TestClient, as_role: Callable[[Role], dict[str, str]], role: Role
    ) -> None:
        answer = desk.get("/v1/proposals", headers=as_role(role)).json()
        assert answer["may_decide"] is (role is not Role.AGENT)

    @pytest.mark.parametrize("decision", ["accept", "reject"])
    @pytest.mark.parametrize("role", Role)
    def test_leads_decide(
        self,
        desk: TestClient,
        as_role: Callable[[Role], dict[str, str]],
        decision: str,
        role: Role,
    ) -> None:
        answer = desk.post(f"/v1/proposals/u1/{decision}", headers=as_role(role))
        may = role in (Role.LEAD, Role.ADMINISTRATOR)
        assert answer.status_code == ({"accept": 201, "reject": 204}[decision] if may else 403)
        state = desk.get("/v1/proposals/u1").json()["state"]
        assert state == ({"accept": "accepted", "reject": "rejected"}[decision] if may else "open")


class TestCommands:
    @pytest.fixture
    def run(self, tmp_path: Path, quick_rules: None, monkeypatch: pytest.MonkeyPatch) -> Run:
        """A command on a data folder whose agents have told of umbrellas again and again."""
        monkeypatch.setenv("TACTFUL_EMBEDDER", "hashing:256")
        monkeypatch.setenv("TACTFUL_GRAMMAR", "off")
        monkeypatch.setenv("TACTFUL_PRIVACY", "patterns")
        monkeypatch.setenv("TACTFUL_PRIVACY", "patterns")
        monkeypatch.setenv("TACTFUL_DATA_DIR", str(tmp_path / "data"))
        monkeypatch.chdir(tmp_path)
        lines = [
            {
                "id": str(number), "created_at": f"2026-01-0{number}", "agent": "a",
                "message": f"It rains the {number}. day", "reply": f"Hi,\n\n{UMBRELLA}",
            }
            for number in range(1, 6)
        ]  # fmt: skip
        Path("history.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")

        def run(*arguments: str) -> Result:
            return CliRunner().invoke(app, arguments)

        return run

    @pytest.fixture
    def proposal_id(self, run: Run) -> str:
        run("learn", "history.jsonl")
        return str(json.loads(run("proposals", "--json").stdout)[0]["id"])

    def test_learning_tells_of_proposals(self, run: Run) -> None:
        for new in (1, 0):
            told = run("learn", "history.jsonl").stdout
            assert f"1 proposals ({new} new): `tactful proposals` lists them" in told

    def test_no_proposals_says_how_to_get_some(self, run: Run) -> None:
        assert "tactful learn" in run("proposals").stdout

    def test_a_list_has_a_line_each(self, run: Run, proposal_id: str) -> None:
        head, line = run("proposals").stdout.splitlines()
        assert head.split() == ["id", "lately", "in", "all", "title"]
        assert line.split()[:3] == [proposal_id, "5", "5"]
        assert "Umbrellas stand in the hall" in line

    def test_one_is_shown_with_its_examples(self, run: Run, proposal_id: str) -> None:
        shown = run("proposals", "show", proposal_id).stdout
        assert UMBRELLA in shown
        assert "5 times, 2026-01-01 to 2026-01-05; 5 times in the last 90 days" in shown
        assert "- It rains the 5. day" in shown

    def test_one_is_shown_as_json(self, run: Run, proposal_id: str) -> None:
        shown = json.loads(run("proposals", "show", proposal_id, "--json").stdout)
        assert set(shown) == FIELDS
        assert shown["first_seen"] == "2026-01-01"

    def test_accepting_adds_a_snippet(self, run: Run, proposal_id: str) -> None:
        Path("body.md").write_text("Take one of ours.", "utf-8")
        told = run(
            "proposals", "accept", proposal_id, "--title", "Rain", "--body-file", "body.md"
        ).stdout
        assert told == f"added rain-{proposal_id[:6]}: Rain\n"
        run("export", "jsonl", "out.jsonl")
        snippet = json.loads(Path("out.jsonl").read_text("utf-8"))
        assert (snippet["body"], len(snippet["examples"])) == ("Take one of ours.", 5)

    def test_a_rejected_one_is_not_learned_again(self, run: Run, proposal_id: str) -> None:
        assert run("proposals", "reject", proposal_id).stdout == "rejected\n"
        assert "proposals" not in run("learn", "history.jsonl").stdout
        assert "no open proposals" in run("proposals").stdout

    def test_the_data_folder_may_stand_before_the_command(
        self, run: Run, proposal_id: str, tmp_path: Path
    ) -> None:
        other = run("proposals", "--data-dir", str(tmp_path / "other"), "show", proposal_id)
        assert "no proposal has the id" in str(other.exception)

    def test_a_file_that_is_not_there_changes_nothing(self, run: Run, proposal_id: str) -> None:
        result = run("proposals", "accept", proposal_id, "--body-file", "none.md")
        assert "none.md can't be read" in str(result.exception)
        assert proposal_id in run("proposals").stdout

    @pytest.mark.parametrize("name", ["", "show", "accept", "reject"])
    def test_help_says_what_a_command_does(self, name: str) -> None:
        result = CliRunner().invoke(app, ["proposals", *filter(None, [name]), "--help"])
        assert result.exit_code == 0
        assert "Usage:" in result.stdout
