"""Findings about the library over HTTP and on the command line. The service runs the fakes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.cli import app

PATH = "/v1/health/findings"
POOL = {"title": "Pool hours", "body": "The hotel pool is open from 7:00 to 21:00 every day."}
SWIM = {"title": "Swimming", "body": "The hotel pool is open from 9:00 to 21:00 every day."}


@pytest.fixture
def desk(client: TestClient) -> TestClient:
    """A client of a service whose library says two things of one pool."""
    client.put("/v1/snippets/pool", json=POOL)
    client.put("/v1/snippets/swim", json=SWIM)
    return client


def listed(desk: TestClient, **params: object) -> list[dict[str, object]]:
    answer = desk.get(PATH, params={"kind": "contradiction", **params})  # type: ignore[dict-item]
    assert answer.status_code == 200
    return list(answer.json()["findings"])


class TestRoutes:
    def test_a_finding_has_both_sentences(self, desk: TestClient) -> None:
        (one,) = listed(desk)
        assert (one["kind"], sorted(one["snippet_ids"])) == ("contradiction", ["pool", "swim"])  # type: ignore[call-overload]
        for said in one["evidence"]:  # type: ignore[attr-defined]
            assert said["text"] in (POOL["body"], SWIM["body"])
            (mark,) = said["marks"]
            assert said["text"][mark["start"] : mark["end"]] in ("7:00 to 21:00", "9:00 to 21:00")

    def test_no_problem_is_remembered_and_taken_back(self, desk: TestClient) -> None:
        key = listed(desk)[0]["key"]
        assert desk.post(f"{PATH}/{key}/dismissal").status_code == 204
        assert listed(desk) == []
        assert [one["dismissed"] for one in listed(desk, dismissed=True)] == [True]
        assert desk.delete(f"{PATH}/{key}/dismissal").status_code == 204
        assert [one["key"] for one in listed(desk)] == [key]

    @pytest.mark.parametrize("method", ["POST", "DELETE"])
    def test_an_unknown_key_is_not_found(self, desk: TestClient, method: str) -> None:
        answer = desk.request(method, f"{PATH}/none/dismissal")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")

    def test_an_unknown_kind_is_refused(self, desk: TestClient) -> None:
        assert desk.get(PATH, params={"kind": "ugly"}).status_code == 422


class TestCommand:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, quick_rules: None, monkeypatch: pytest.MonkeyPatch) -> None:
        """A data folder whose library says two things of one pool."""
        for name, value in {
            "EMBEDDER": "hashing:256", "GRAMMAR": "off", "PRIVACY": "patterns", "OPINION": "off",
            "DATA_DIR": str(tmp_path / "data"),
        }.items():  # fmt: skip
            monkeypatch.setenv(f"TACTFUL_{name}", value)
        lines = [{"id": key, "kind": "reply", **one} for key, one in (("a", POOL), ("b", SWIM))]
        path = tmp_path / "library.jsonl"
        path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
        assert CliRunner().invoke(app, ["import", "jsonl", str(path)]).exit_code == 0

    def test_the_sentences_stand_one_below_the_other(self) -> None:
        shown = CliRunner().invoke(app, ["health", "--kind", "contradiction"]).stdout
        assert "open from [7:00 to 21:00] every day" in shown
        assert "open from [9:00 to 21:00] every day" in shown

    def test_json_has_all_of_it(self) -> None:
        shown = json.loads(CliRunner().invoke(app, ["health", "--json"]).stdout)
        assert "contradiction" in [one["kind"] for one in shown]

    def test_an_unknown_kind_is_named(self) -> None:
        assert CliRunner().invoke(app, ["health", "--kind", "ugly"]).exit_code == 2
