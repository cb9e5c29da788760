"""Language models by setting and by request, over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.doctor import examine
from api.wiring import Services
from models.errors import ModelUnknown
from tests.conftest import make_settings
from tests.models.generators.server import FakeServer, fake_server

MONEY = {"text": "When do I get my money back?", "from": {"name": "Dana Reyes"}}
FACT = "Your refund of the order arrives within 5 working days."


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with fake_server() as fake:
        fake.words = ("Hi Dana,\n\n", "Thank you", " for writing! ", FACT)
        yield fake


@pytest.fixture
def client(
    tmp_path: Path,
    prepared: Callable[..., FastAPI],
    server: FakeServer,
    admin: dict[str, str],
) -> Iterator[TestClient]:
    named = {"small": f"openai:{server.address}#small", "fake": "echo:"}
    app = prepared(tmp_path, generator="small", generators=named, min_confidence=0.3)
    with TestClient(app, raise_server_exceptions=False, headers=admin) as client:
        yield client


def body(generator: str | None = None) -> dict[str, object]:
    return {"message": MONEY, "options": {"generator": generator}}


def test_the_settings_model_writes_where_a_request_names_none(client: TestClient) -> None:
    draft = client.post("/v1/drafts", json=body()).json()
    assert draft["text"] == f"Hi Dana,\n\nThank you for writing! {FACT}"
    assert {one["origin"] for one in draft["sentences"]} == {"courtesy", "generated"}


def test_a_request_may_do_without(client: TestClient, server: FakeServer) -> None:
    draft = client.post("/v1/drafts", json=body("off")).json()
    assert {one["origin"] for one in draft["sentences"]} == {"courtesy", "snippet"}
    assert server.asked == []


def test_a_request_may_name_another_one(client: TestClient, server: FakeServer) -> None:
    plain = client.post("/v1/drafts", json=body("off")).json()
    draft = client.post("/v1/drafts", json=body("fake")).json()
    assert draft["text"] == plain["text"]
    assert draft["notes"] == []
    assert server.asked == []


@pytest.mark.parametrize("name", ["other", "openai:http://evil.example#m", "echo:"])
def test_a_request_names_no_engine_that_is_not_set_up(client: TestClient, name: str) -> None:
    answer = client.post("/v1/drafts", json=body(name))
    assert (answer.status_code, answer.json()["code"]) == (422, "generator_unknown")
    assert "may be off, small, fake, or left out" in answer.json()["detail"]


def test_a_server_that_fails_leaves_the_composed_draft(
    client: TestClient, server: FakeServer
) -> None:
    server.statuses = [500, 500]
    draft = client.post("/v1/drafts", json=body()).json()
    assert FACT in draft["text"]
    assert any("status 500" in note for note in draft["notes"])


def events(client: TestClient, request: dict[str, object]) -> list[tuple[str, dict[str, object]]]:
    answer = client.post("/v1/drafts", json=request, headers={"Accept": "text/event-stream"})
    assert answer.headers["content-type"].startswith("text/event-stream")
    lines = [one.split("\n") for one in answer.text.strip().split("\n\n")]
    return [(name[7:], json.loads(data[6:])) for name, data in lines]


def test_a_written_draft_is_told_while_it_is_written(client: TestClient) -> None:
    told = events(client, body())
    assert [name for name, _ in told] == ["writing"] * 2 + ["sentence"] * 3 + ["draft"]
    assert told[0][1] == {"text": "Hi Dana,"}
    assert told[-1][1] == client.post("/v1/drafts", json=body()).json() | {
        key: told[-1][1][key] for key in ("id", "timings_ms")
    }


def test_without_a_model_a_stream_is_sentences_and_the_draft(client: TestClient) -> None:
    assert {name for name, _ in events(client, body("off"))} == {"sentence", "draft"}


def test_what_is_wrong_with_a_streamed_request_is_a_problem(client: TestClient) -> None:
    answer = client.post("/v1/drafts", json=body("other"), headers={"Accept": "text/event-stream"})
    assert answer.status_code == 422
    assert answer.json()["code"] == "generator_unknown"


def test_the_doctor_has_it_say_something(tmp_path: Path, quick_rules: None) -> None:
    del quick_rules
    parts = Services(make_settings(tmp_path, generator="echo:"))
    assert examine(parts)["parts"]["generator"] == "echo:"
    parts.close()
    down = Services(make_settings(tmp_path, generator="openai:http://127.0.0.1:9/v1#m"))
    report = examine(down)
    assert report["parts"]["generator"] == "failed"
    assert any(one.startswith("generator: openai:m at") for one in report["problems"])
    down.close()


def test_a_wrong_setting_says_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(ModelUnknown, match="use off or one of"):
        Services(make_settings(tmp_path, generator="gpt")).generators.get(None)
