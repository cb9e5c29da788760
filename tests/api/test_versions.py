"""Versions, proposals and two writers at once, over HTTP and by command. Runs the fakes."""

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
from snippets.store.access import Role

SNIPPET = {"title": "Umbrellas", "body": "Umbrellas stand in the hall."}
PATH = "/v1/snippets/refund-time"
CHANGED = {
    "id": "refund-time",
    "title": "When a refund arrives",
    "body": "Your refund of the order arrives within 7 working days.",
    "reason": "the bank is slow",
}
As = Callable[[Role], dict[str, str]]


class TestTwoWriters:
    def test_a_snippet_names_its_version(self, client: TestClient) -> None:
        answer = client.get(PATH)
        assert (answer.headers["ETag"], answer.json()["version"]) == ('"1"', 1)

    @pytest.mark.parametrize(
        ("headers", "fields"), [({"If-Match": '"1"'}, {}), ({}, {"version": 1})], ids=str
    )
    def test_the_second_is_told_both_texts(
        self, client: TestClient, headers: dict[str, str], fields: dict[str, int]
    ) -> None:
        first = client.put(PATH, json=SNIPPET | fields, headers=headers)
        assert (first.status_code, first.headers["ETag"]) == (200, '"2"')
        second = client.put(PATH, json=SNIPPET | fields | {"body": "x"}, headers=headers)
        told = second.json()
        assert (second.status_code, told["code"]) == (409, "edited_meanwhile")
        assert told["current"]["body"] == SNIPPET["body"]
        assert (told["current"]["version"], told["yours"]["body"]) == (2, "x")
        assert [one["field"] for one in told["difference"]] == ["body"]
        again = client.put(PATH, json=SNIPPET | {"body": "x"}, headers={"If-Match": '"2"'})
        assert again.status_code == 200

    def test_a_deletion_may_name_a_version(self, client: TestClient) -> None:
        client.put(PATH, json=SNIPPET)
        assert client.delete(PATH, headers={"If-Match": '"1"'}).status_code == 409
        assert client.delete(PATH, headers={"If-Match": '"2"'}).status_code == 204

    def test_what_is_no_version_is_refused(self, client: TestClient) -> None:
        answer = client.put(PATH, json=SNIPPET, headers={"If-Match": '"x"'})
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


class TestHistory:
    def test_versions_are_listed_and_compared(self, client: TestClient) -> None:
        client.put(PATH, json=CHANGED)
        history = client.get(f"{PATH}/versions").json()
        assert not history["deleted"]
        assert [(one["number"], one["current"], one["reason"]) for one in history["versions"]] == [
            (2, True, "the bank is slow"),
            (1, False, ""),
        ]
        changes = client.get(f"{PATH}/versions/2/difference").json()["changes"]
        body = next(one for one in changes if one["field"] == "body")
        gone, new = body["gone"][0], body["new"][0]
        assert body["before"][gone["start"] : gone["end"]] == "5"
        assert body["after"][new["start"] : new["end"]] == "7"
        assert client.get(f"{PATH}/versions/1").json()["snippet"]["body"] == body["before"]

    def test_a_version_comes_back(self, client: TestClient) -> None:
        before = client.get(PATH).json()
        client.put(PATH, json=SNIPPET)
        made = client.post(f"{PATH}/versions/1/restore", json={"reason": "was better"})
        assert (made.status_code, made.json()["number"]) == (200, 3)
        assert client.get(PATH).json() == before | {"version": 3}

    def test_a_deleted_one_comes_back(self, client: TestClient) -> None:
        client.delete(PATH)
        assert client.get(f"{PATH}/versions").json()["deleted"]
        assert client.post(f"{PATH}/versions/1/restore").status_code == 200
        assert client.get(PATH).status_code == 200

    def test_a_deleted_one_is_erased(self, client: TestClient) -> None:
        assert client.delete(f"{PATH}/versions").status_code == 409
        client.delete(PATH)
        assert client.delete(f"{PATH}/versions").json() == {"erased": 2}
        assert client.get(f"{PATH}/versions").status_code == 404

    @pytest.mark.parametrize("path", ["versions/9", "versions/1/difference", "versions/x"])
    def test_what_is_not_there_is_said(self, client: TestClient, path: str) -> None:
        assert client.get(f"{PATH}/{path}").status_code in (404, 422)


class TestApproval:
    def test_agents_propose_and_leads_approve(self, client: TestClient, as_role: As) -> None:
        agent, lead = as_role(Role.AGENT), as_role(Role.LEAD)
        made = client.post("/v1/reviews", json=CHANGED, headers=agent)
        assert (made.status_code, made.json()["state"]) == (201, "proposed")
        assert "5 working days" in client.get(PATH).json()["body"]
        (waiting,) = client.get("/v1/reviews", headers=agent).json()["reviews"]
        assert (waiting["snippet_id"], waiting["number"]) == ("refund-time", 2)
        assert (waiting["is_new"], waiting["in_use"], waiting["outdated"]) == (False, 1, False)
        refused = client.post(f"{PATH}/versions/2/approve", headers=agent)
        assert refused.status_code == 403
        word = {"word": "well seen"}
        approved = client.post(f"{PATH}/versions/2/approve", json=word, headers=lead).json()
        assert (approved["state"], approved["word"]) == ("approved", "well seen")
        assert "7 working days" in client.get(PATH).json()["body"]

    def test_a_new_one_is_not_found_before(self, client: TestClient, as_role: As) -> None:
        made = client.post("/v1/reviews", json=SNIPPET, headers=as_role(Role.AGENT)).json()
        path = f"/v1/snippets/{made['snippet_id']}"
        plugin = as_role(Role.PLUGIN)
        assert client.get(path, headers=plugin).status_code == 404

        def found() -> list[str]:
            answer = client.post("/v1/search", json={"query": "Umbrellas", "k": 50})
            return [one["snippet_id"] for one in answer.json()["matches"]]

        assert made["snippet_id"] not in found()
        assert client.post(f"{path}/versions/1/approve").status_code == 200
        assert made["snippet_id"] in found()

    def test_a_lead_rejects_with_a_word(self, client: TestClient) -> None:
        client.post("/v1/reviews", json=CHANGED)
        told = client.post(f"{PATH}/versions/2/reject", json={"word": "no"}).json()
        assert (told["state"], told["word"]) == ("rejected", "no")
        assert client.get("/v1/reviews").json()["total"] == 0
        again = client.post(f"{PATH}/versions/2/reject")
        assert (again.status_code, again.json()["code"]) == (409, "version_decided")

    def test_an_overtaken_proposal_is_looked_at_again(self, client: TestClient) -> None:
        client.post("/v1/reviews", json=CHANGED)
        client.put(PATH, json=SNIPPET)
        assert client.get("/v1/reviews").json()["reviews"][0]["outdated"]
        told = client.post(f"{PATH}/versions/2/approve")
        assert (told.status_code, told.json()["code"]) == (409, "edited_meanwhile")
        seen = client.post(f"{PATH}/versions/2/approve", json={"version": 3})
        assert seen.status_code == 200

    def test_a_plugin_neither_proposes_nor_reads_histories(
        self, client: TestClient, as_role: As
    ) -> None:
        plugin = as_role(Role.PLUGIN)
        assert client.post("/v1/reviews", json=SNIPPET, headers=plugin).status_code == 403
        assert client.get(f"{PATH}/versions", headers=plugin).status_code == 403

    def test_accepting_what_was_learned_tells_where_it_came_from(self, client: TestClient) -> None:
        from snippets.proposals.proposing import Proposal

        one = Proposal("u1", "Umbrellas", SNIPPET["body"], (), 4, 2, 2, None, None)
        client.app.state.services.library().proposals.keep([one])  # type: ignore[attr-defined]
        client.post("/v1/proposals/u1/accept")
        (first,) = client.get("/v1/snippets/umbrellas-u1/versions").json()["versions"]
        assert first["reason"] == "from what agents wrote again and again"


class TestCommands:
    @pytest.fixture
    def run(
        self, tmp_path: Path, quick_rules: None, monkeypatch: pytest.MonkeyPatch
    ) -> Callable[..., Result]:
        monkeypatch.chdir(tmp_path)
        for name, value in (("EMBEDDER", "hashing:256"), ("GRAMMAR", "off"), ("OPINION", "off")):
            monkeypatch.setenv(f"TACTFUL_{name}", value)
        monkeypatch.setenv("TACTFUL_DATA_DIR", str(tmp_path / "data"))
        lines = {"one": SNIPPET | {"id": "u"}, "two": SNIPPET | {"id": "u", "body": "In the hall."}}
        for name, line in lines.items():
            (tmp_path / f"{name}.jsonl").write_text(json.dumps(line))

        def run(*arguments: str) -> Result:
            return CliRunner().invoke(app, arguments)

        run("import", "jsonl", "one.jsonl")
        return run

    def test_a_proposal_goes_its_way(self, run: Callable[..., Result]) -> None:
        assert run("propose", "two.jsonl", "--author", "kim").stdout == "proposed u: version 2\n"
        assert run("review").stdout == "u  version 2  Umbrellas\n"
        approved = run("approve", "u", "2", "--word", "good").stdout.splitlines()
        assert approved[-1] == "u: version 2 is in use"
        assert run("review").stdout == "nothing waits for approval\n"
        first = run("history", "u").stdout.splitlines()[0]
        assert first.startswith("*    2  approved")
        assert first.endswith('kim  "good"')
        assert "[+In+]" in run("history", "u", "2").stdout

    def test_a_version_comes_back(self, run: Callable[..., Result]) -> None:
        run("import", "jsonl", "two.jsonl")
        told = run("rollback", "u", "1").stdout
        assert told == "u is as in version 1 again; this is version 3\n"
        versions: list[dict[str, Any]] = json.loads(run("history", "u", "--json").stdout)
        assert [one["snippet"]["body"] for one in versions] == [
            SNIPPET["body"],
            "In the hall.",
            SNIPPET["body"],
        ]

    def test_a_proposal_is_rejected(self, run: Callable[..., Result]) -> None:
        run("propose", "two.jsonl")
        assert run("reject", "u", "2", "--word", "no").stdout == "u: version 2 is rejected\n"
        assert run("history", "u").stdout.splitlines()[0].endswith('"no"')
