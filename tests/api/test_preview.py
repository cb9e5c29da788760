"""Tests of snippets and what a change would do, over HTTP and by command. Runs the fakes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.cli import app
from snippets.store.access import Role

As = Callable[[Role], dict[str, str]]
Run = Callable[..., Result]

PATH = "/v1/snippets/delivery-time"
MESSAGE = "Has my refund of the order not arrived?"
TAKEN = {
    "id": "delivery-time",
    "title": "When a refund arrives",
    "body": "Your refund of the order arrives within 5 working days. Has it not arrived?",
    "examples": [
        "My refund of the order has not arrived",
        "Has the refund of my order arrived?",
        "My refund has not arrived, my order",
    ],
}
"""The reply about deliveries, as if it were one about refunds."""


@pytest.fixture
def tested(client: TestClient) -> TestClient:
    """A service whose reply about refunds has a test."""
    before = client.get("/v1/snippets/refund-time").json()
    fields = {name: before[name] for name in ("title", "body", "examples", "shortcut")}
    answer = client.put("/v1/snippets/refund-time", json=fields | {"tests": {"finds": [MESSAGE]}})
    assert answer.json()["tests"] == {"finds": [MESSAGE]}
    return client


class TestFields:
    def test_a_put_that_leaves_tests_out_keeps_them(self, tested: TestClient) -> None:
        path = "/v1/snippets/refund-time"
        assert tested.put(path, json={"title": "T", "body": "b"}).json()["tests"]
        emptied = tested.put(path, json={"title": "T", "body": "b", "tests": {}}).json()
        assert emptied["tests"] == {}

    def test_a_message_that_must_and_must_not_is_refused(self, client: TestClient) -> None:
        fields = {"title": "T", "body": "b", "tests": {"finds": ["x"], "not": ["x"]}}
        answer = client.post("/v1/snippets", json=fields)
        assert (answer.status_code, answer.json()["code"]) == (422, "snippet_invalid")


class TestPreview:
    def test_a_text_that_is_not_saved_is_tried_out(self, tested: TestClient) -> None:
        told = tested.post("/v1/library/preview?samples=1", json=TAKEN).json()
        assert told["touched"] == ["delivery-time"]
        (failing,) = told["tests"]["newly_failing"]
        assert failing["snippet_id"] == "refund-time"
        assert failing["found"] == {"id": "delivery-time", "title": TAKEN["title"]}
        assert told["looked_at"] > 0
        assert all(len(one["samples"]) == 1 for one in told["moved"])
        assert tested.get(PATH).json()["version"] == 1

    def test_a_version_is_tried_out(self, tested: TestClient) -> None:
        number = tested.post("/v1/reviews", json=TAKEN).json()["number"]
        named = {"id": "delivery-time", "version": number}
        told = tested.post("/v1/library/preview", json=named).json()
        assert told == tested.get(f"{PATH}/versions/{number}/effect").json()
        assert len(told["tests"]["newly_failing"]) == 1

    def test_what_names_neither_is_told_so(self, client: TestClient) -> None:
        answer = client.post("/v1/library/preview", json={"id": "delivery-time"})
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")

    def test_a_version_that_is_not_there(self, client: TestClient) -> None:
        named = {"id": "delivery-time", "version": 9}
        assert client.post("/v1/library/preview", json=named).status_code == 404
        assert client.get(f"{PATH}/versions/9/effect").status_code == 404

    def test_it_is_for_leads(self, client: TestClient, as_role: As) -> None:
        agent = as_role(Role.AGENT)
        assert client.post("/v1/library/preview", json=TAKEN, headers=agent).status_code == 403
        assert client.get(f"{PATH}/versions/1/effect", headers=agent).status_code == 403

    def test_a_private_snippet_is_not_there_for_others(self, client: TestClient) -> None:
        own = {"id": "mine", "title": "T", "body": "b", "owner": "kim"}
        kim = {"Tactful-Agent": "kim"}
        assert client.post("/v1/snippets", json=own, headers=kim).status_code == 201
        version = {"id": "mine", "version": 1}
        assert client.post("/v1/library/preview", json=version, headers=kim).status_code == 404
        assert client.post("/v1/library/preview", json=own).json()["code"] == "snippet_exists"


class TestApproving:
    def test_it_is_refused_where_tests_of_others_would_fail(self, tested: TestClient) -> None:
        number = tested.post("/v1/reviews", json=TAKEN).json()["number"]
        path = f"{PATH}/versions/{number}/approve"
        refused = tested.post(path)
        told = refused.json()
        assert (refused.status_code, told["code"]) == (409, "tests_would_fail")
        assert [one["message"] for one in told["tests"]] == [MESSAGE]
        assert tested.get(PATH).json()["version"] == 1
        assert tested.post(path, json={"force": True}).json()["state"] == "approved"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    for name, value in {"EMBEDDER": "hashing:256", "GRAMMAR": "off", "PRIVACY": "patterns"}.items():
        monkeypatch.setenv(f"TACTFUL_{name}", value)
    monkeypatch.setenv("TACTFUL_DATA_DIR", str(tmp_path / "data"))

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(app, list(arguments))

    return call


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    """A library of two replies, one with tests."""
    refund = {
        "id": "refund",
        "kind": "reply",
        "title": "Refund money",
        "body": "Your refund money is coming.",
        "examples": ["Where is my refund money?"],
        "tests": {"finds": ["Is my refund money coming today?"], "not": ["parcel delivery?"]},
    }
    parcel = {"id": "parcel", "kind": "reply", "title": "Parcel delivery", "body": "In 3 days."}
    lines = tmp_path / "library.jsonl"
    lines.write_text("\n".join(json.dumps(one) for one in (refund, parcel)))
    assert run("import", "jsonl", str(lines)).exit_code == 0
    return run


class TestCommands:
    def test_all_tests_pass(self, filled: Run) -> None:
        done = filled("test")
        assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "2 tests: 2 pass, 0 fail")

    def test_a_failing_one_shows_what_won(self, filled: Run, tmp_path: Path) -> None:
        lines = tmp_path / "more.jsonl"
        tests = {"finds": ["parcel delivery today?"]}
        lines.write_text(json.dumps({"id": "x", "title": "X", "body": "y", "tests": tests}))
        filled("import", "jsonl", str(lines))
        done = filled("test", "x")
        assert done.exit_code == 1
        assert "x: “parcel delivery today?”" in done.stdout
        assert "must find it; found parcel" in done.stdout
        report = json.loads(filled("test", "--json").stdout)
        assert (report["tests"], report["passed"]) == (3, 2)
        assert [one["snippet_id"] for one in report["failing"]] == ["x"]

    def test_a_library_without_tests_says_so(self, run: Run) -> None:
        done = run("test")
        assert (done.exit_code, "no snippet has tests" in done.stdout) == (0, True)

    def test_an_evaluation_counts_them(self, filled: Run) -> None:
        report = json.loads(filled("evaluate", "--own", "--json").stdout)
        assert (report["tests"], report["tests_passed"]) == (2, 2)

    def test_approving_shows_the_effect_and_asks(self, filled: Run, tmp_path: Path) -> None:
        lines = tmp_path / "proposal.jsonl"
        message = "Is my refund money coming today?"
        wanted = {"id": "parcel", "title": message, "body": message}
        more = {"examples": [f"{message} Yes?", f"So: {message}", f"Hello! {message}"]}
        lines.write_text(json.dumps(wanted | more))
        filled("propose", str(lines))
        shown = filled("review", "parcel", "2").stdout
        assert "newly fails: refund: “Is my refund money coming today?”" in shown
        refused = filled("approve", "parcel", "2")
        assert refused.exit_code == 1
        assert "parcel stays as it is" in refused.stderr
        done = filled("approve", "parcel", "2", "--yes")
        assert done.stdout.splitlines()[-1] == "parcel: version 2 is in use"
        assert filled("test").exit_code == 1
