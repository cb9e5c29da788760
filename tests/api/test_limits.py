"""What comes in may be anything. The service runs the fakes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.errors import Overloaded
from api.pool import Pool

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON_PATHS = ("/v1/drafts", "/v1/checks", "/v1/search", "/v1/snippets", "/v1/chat/completions")


def pieces(total: int) -> Iterator[bytes]:
    """A body that does not say how long it is."""
    for _ in range(total // 100_000):
        yield b" " * 100_000


@pytest.mark.parametrize("path", [*JSON_PATHS, "/v2/check", "/k/tk_plugin/v2/check"])
@pytest.mark.parametrize("says_so", [True, False], ids=["content-length", "chunked"])
def test_a_body_that_is_too_large_is_refused(
    api: TestClient, admin: dict[str, str], path: str, says_so: bool
) -> None:
    content: Any = b" " * 2_100_000 if says_so else pieces(2_100_000)
    kind = FORM if path.endswith("check") else JSON
    answer = api.post(path, content=content, headers=admin | kind)
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", JSON_PATHS)
@pytest.mark.parametrize(
    "content",
    [b"", b"{", b'{"a": 1,}', b"\xff\xfe", b"null", b"5", b'"text"', b"[" * 50_000, b"\x00"],
    ids=repr,
)
def test_broken_json_is_a_problem(
    api: TestClient, admin: dict[str, str], path: str, content: bytes
) -> None:
    answer = api.post(path, content=content, headers=admin | JSON)
    assert answer.status_code in (400, 422)
    assert answer.json()["code"] == "invalid_request"


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("/v1/drafts", r'{"message": {"text": "Where \ud800 is it?"}}'),
        ("/v1/drafts", r'{"message": {"text": "x", "subject": "\udfff"}}'),
        ("/v1/drafts", r'{"message": {"text": "x", "from": {"name": "Dana \ud83d"}}}'),
        ("/v1/drafts", r'{"message": {"text": "x"}, "customer": {"first_name": "\ud800"}}'),
        ("/v1/drafts", r'{"message": {"text": "x"}, "customer": {"\ud800": "x"}}'),
        ("/v1/drafts", r'{"message": {"text": "x"}, "agent": {"name": "\ud800"}}'),
        (
            "/v1/drafts",
            r'{"message": {"text": "x"}, "thread": [{"role": "agent", "text": "\ud800"}]}',
        ),
        ("/v1/checks", r'{"text": "You must \ud800 go."}'),
        ("/v1/checks", r'{"text": "x", "message": "\ud800"}'),
        ("/v1/search", r'{"query": "\ud800"}'),
        ("/v1/snippets", r'{"title": "\ud800", "body": "b"}'),
        ("/v1/snippets", r'{"title": "t", "body": "b", "examples": ["\ud800"]}'),
        ("/v1/chat/completions", r'{"messages": [{"role": "user", "content": "\ud800"}]}'),
        (
            "/v1/chat/completions",
            r'{"messages": [{"role": "user", "content": "x"}], "model": "\ud800"}',
        ),
    ],
)  # fmt: skip
def test_half_a_character_is_refused(
    api: TestClient, admin: dict[str, str], path: str, content: str
) -> None:
    answer = api.post(path, content=content, headers=admin | JSON)
    assert answer.status_code in (400, 422), answer.text
    assert answer.json()["detail"]


@pytest.mark.parametrize(
    "text", ["a\x00b", "\x1b[31m", "\u202eabc", "\ufeffx", "\U0010ffff", "\r\n\r\n x"], ids=repr
)
def test_odd_characters_are_worked_on(api: TestClient, admin: dict[str, str], text: str) -> None:
    for path, body in (
        ("/v1/drafts", {"message": {"text": text, "subject": text}, "agent": {"name": text}}),
        ("/v1/checks", {"text": text}),
        ("/v1/search", {"query": text}),
    ):
        assert api.post(path, json=body, headers=admin).status_code == 200
    answer = api.post("/v2/check", data={"text": text, "language": "en"}, headers=admin)
    assert answer.status_code == 200


def test_a_megabyte_of_form_is_too_large(api: TestClient, admin: dict[str, str]) -> None:
    form = {"text": "a" * 1_000_000, "language": "en"}
    answer = api.post("/v2/check", data=form, headers=admin)
    assert (answer.status_code, answer.json()["code"]) == (413, "text_too_long")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/v1/drafts", {"message": {"text": "x"}}),
        ("POST", "/v1/checks", {"text": "x"}),
        ("POST", "/v1/search", {"query": "x"}),
        ("GET", "/v1/snippets", None),
        ("POST", "/v1/chat/completions", {"messages": [{"role": "user", "content": "x"}]}),
        ("GET", "/v1/models", None),
    ],
)
def test_a_full_pool_says_429_and_when_to_come_back(
    tmp_path: Path,
    prepared: Callable[..., FastAPI],
    admin: dict[str, str],
    method: str,
    path: str,
    body: object,
) -> None:
    app = prepared(tmp_path, workers=1, queue=0)

    async def calls() -> tuple[httpx.Response, httpx.Response]:
        transport = httpx.ASGITransport(app)
        client = httpx.AsyncClient(transport=transport, base_url="http://t", headers=admin)
        release = anyio.Event()
        started = anyio.Event()

        def hold() -> None:
            anyio.from_thread.run_sync(started.set)
            anyio.from_thread.run(release.wait)

        async with client, anyio.create_task_group() as tasks:
            tasks.start_soon(app.state.pool.run, hold)
            await started.wait()
            refused = await client.request(method, path, json=body)
            alive = await client.get("/healthz")
            release.set()
        assert alive.status_code == 200
        async with httpx.AsyncClient(
            transport=transport, base_url="http://t", headers=admin
        ) as again:
            return refused, await again.request(method, path, json=body)

    refused, later = anyio.run(calls)
    assert (refused.status_code, refused.json()["code"]) == (429, "overloaded")
    assert int(refused.headers["Retry-After"]) >= 1
    assert later.status_code == 200


def test_a_pool_gives_its_place_back_after_an_error() -> None:
    async def calls() -> int:
        pool = Pool(1, 0)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await pool.run(lambda: 1 // 0)
        return pool.taken

    assert anyio.run(calls) == 0


def test_a_pool_refuses_what_it_has_no_place_for() -> None:
    async def calls() -> list[str]:
        pool, answers = Pool(1, 1), []
        release = anyio.Event()

        async def one() -> None:
            try:
                await pool.run(lambda: anyio.from_thread.run(release.wait))
                answers.append("done")
            except Overloaded:
                answers.append("refused")
                release.set()

        async with anyio.create_task_group() as tasks:
            for _ in range(3):
                tasks.start_soon(one)
        return answers

    assert anyio.run(calls) == ["refused", "done", "done"]
