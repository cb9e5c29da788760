"""Language models by setting and by request, over HTTP."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.doctor import examine
from api.generators import Absent, Generators, Lazy
from api.pool import Pool
from api.wiring import Services
from models.errors import EngineDown, ModelMissing, ModelUnknown
from models.generators.echo import EchoGenerator
from models.protocols import ChatMessage, Generator
from snippets.errors import StoreBusy
from tests.conftest import make_settings
from tests.models.generators.server import FakeServer, fake_server

MONEY = {"text": "When do I get my money back?", "from": {"name": "Dana Reyes"}}
HELLO = [ChatMessage("user", "Say hello.")]
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


def test_what_goes_wrong_after_the_first_words_is_told(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("assistant.phrasing.writing.ground_written", broken)
    told = events(client, body())
    assert [name for name, _ in told] == ["writing", "writing", "error"]
    problem = told[-1][1]
    assert (problem["status"], problem["code"]) == (500, "internal")
    monkeypatch.setattr(
        "assistant.phrasing.writing.ground_written", lambda *_: (_ for _ in ()).throw(StoreBusy())
    )
    assert events(client, body())[-1][1]["code"] == "store_busy"


@pytest.mark.parametrize("spec", ["2.3", "2.4"])
def test_a_client_that_goes_away_is_not_written_for(
    client: TestClient, server: FakeServer, spec: str
) -> None:
    server.words = ("Hi Dana,\n\n", *["Thank you for writing! "] * 100)
    server.pause = 0.05
    pool: Pool = client.app.state.pool  # type: ignore[attr-defined]
    with ThreadPoolExecutor(1) as thread:  # a browser test may have left a loop in this one
        thread.submit(asyncio.run, asked_and_left(client, spec)).result()
    assert server.left.wait(10)
    assert pool.taken == 0


async def asked_and_left(client: TestClient, spec: str) -> None:
    """Ask for a stream, and go away after its first words."""
    app: FastAPI = client.app  # type: ignore[assignment]
    request = json.dumps(body()).encode()
    coming = [{"type": "http.request", "body": request, "more_body": False}]
    gone = asyncio.Event()

    async def receive() -> dict[str, object]:
        if coming:
            return coming.pop()
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Mapping[str, object]) -> None:
        if gone.is_set():
            raise OSError("gone")
        if message.get("body"):
            gone.set()

    headers = {"accept": "text/event-stream", "content-type": "application/json"}
    headers |= {name: client.headers[name] for name in ("authorization",)}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": spec},
        "http_version": "1.1",
        "method": "POST",
        "path": "/v1/drafts",
        "raw_path": b"/v1/drafts",
        "query_string": b"",
        "scheme": "http",
        "server": ("test", 80),
        "client": ("test", 1),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    with suppress(Exception):
        await app(scope, receive, send)
    await app.state.pool.drained()


MISSING = "transformers:/no/such/folder"


def test_a_model_that_is_missing_costs_a_note_only(
    tmp_path: Path,
    prepared: Callable[..., FastAPI],
    admin: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[str] = []

    def missing(engine: str, _key: str) -> None:
        tried.append(engine)
        raise ModelMissing("transformers:folder can't be loaded")

    monkeypatch.setattr("models.generators.create", missing)
    app = prepared(tmp_path, generator=MISSING, min_confidence=0.3)
    with TestClient(app, raise_server_exceptions=False, headers=admin) as client:
        while client.get("/readyz").json()["status"] == "warming up":
            time.sleep(0.05)
        assert client.get("/readyz").json()["status"] == "ready"
        for _ in range(2):
            draft = client.post("/v1/drafts", json=body()).json()
            assert FACT in draft["text"]
            assert any("transformers:folder can't be loaded" in note for note in draft["notes"])
        assert client.post("/v1/drafts", json=body("off")).json()["notes"] == []
        assert tried == [MISSING]
        report = examine(app.state.services)
        assert any("can't be loaded" in one for one in report["problems"])


def test_a_missing_model_is_looked_for_again_after_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = iter([ModelMissing("not yet"), EchoGenerator()])

    def create(*_: object) -> Generator:
        now = next(made)
        if isinstance(now, Exception):
            raise now
        return now

    monkeypatch.setattr("models.generators.create", create)
    monkeypatch.setattr("api.generators.RETRY_SECONDS", 0.0)
    lazy = Lazy(MISSING, "", 1.0)
    assert isinstance(lazy.get(), Absent)
    monkeypatch.setattr("time.monotonic", lambda: 1e12)
    assert isinstance(lazy.get(), EchoGenerator)
    assert isinstance(lazy.get(), EchoGenerator)


def test_nobody_waits_for_a_model_that_is_not_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loading, loaded = threading.Event(), threading.Event()

    def create(engine: str, _key: str) -> Generator:
        if engine == MISSING:
            loading.set()
            loaded.wait(20)
        return EchoGenerator()

    monkeypatch.setattr("models.generators.create", create)
    models = Generators(
        make_settings(
            tmp_path, generator=MISSING, generators={"fake": "echo:"}, generator_seconds=0.05
        )
    )
    slow = threading.Thread(target=models.get, args=[None])
    slow.start()
    assert loading.wait(20)
    assert models.get("off") is None
    assert isinstance(models.get("fake"), EchoGenerator)
    with pytest.raises(EngineDown, match="is still being loaded"):
        models.get(None).write([], 1, 1)  # type: ignore[union-attr]
    loaded.set()
    slow.join()
    assert isinstance(models.get(None), EchoGenerator)


def test_the_key_goes_to_one_server_only(tmp_path: Path, server: FakeServer) -> None:
    with fake_server() as other:
        ours, theirs = f"openai:{server.address}#a", f"openai:{other.address}#b"
        more = {"small": f"openai:{server.address}#c", "other": theirs}
        for chosen, named in ((ours, more), ("small", more), ("off", {"small": ours})):
            settings = make_settings(
                tmp_path, generator=chosen, generators=named, generator_key="tk_secret"
            )
            for name in named:
                said = Generators(settings).get(name).write(HELLO, 9, 9)  # type: ignore[union-attr]
                assert list(said)
        assert set(server.keys) == {"Bearer tk_secret"}
        assert set(other.keys) == {"Bearer none"}


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
