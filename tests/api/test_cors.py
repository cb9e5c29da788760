"""Which pages of other sites may check a text from a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

ORIGIN = "https://desk.example"
ASKS = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}
ALLOWED = "access-control-allow-origin"


@pytest.fixture(scope="module")
def open_to_one(
    prepared: Callable[..., FastAPI], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    app = prepared(tmp_path_factory.mktemp("cors"), cors_origins=f"{ORIGIN}/, https://b.example")
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize(
    "path", ["/v1/checks", "/v2/check", "/v2/languages", "/k/x/v2/check", "/k/x/p/y/v2/check"]
)
def test_the_doors_that_check_are_offered(open_to_one: TestClient, path: str) -> None:
    asked = {**ASKS, "Access-Control-Request-Headers": "authorization,content-type"}
    answer = open_to_one.options(path, headers=asked)
    assert answer.status_code == 200
    assert answer.headers[ALLOWED] == ORIGIN
    assert "access-control-allow-credentials" not in answer.headers


def test_an_answer_is_marked_for_the_page(open_to_one: TestClient) -> None:
    answer = open_to_one.get("/v2/languages", headers={"Origin": ORIGIN})
    assert answer.headers[ALLOWED] == ORIGIN


@pytest.mark.parametrize(
    "path", ["/v1/snippets", "/v1/drafts", "/v1/search", "/", "/k/x/v1/checks"]
)
def test_nothing_else_is(open_to_one: TestClient, path: str) -> None:
    assert ALLOWED not in open_to_one.options(path, headers=ASKS).headers


def test_another_site_may_not(open_to_one: TestClient) -> None:
    answer = open_to_one.options("/v2/check", headers={**ASKS, "Origin": "https://c.example"})
    assert ALLOWED not in answer.headers


def test_nobody_may_without_the_setting(api: TestClient) -> None:
    assert ALLOWED not in api.options("/v2/check", headers=ASKS).headers


def test_a_key_is_wanted_all_the_same(open_to_one: TestClient) -> None:
    answer = open_to_one.post("/v2/check", data={"text": "Hi."}, headers={"Origin": ORIGIN})
    assert answer.status_code == 401
    assert answer.headers[ALLOWED] == ORIGIN


def test_the_setting_is_read(tmp_path: Path) -> None:
    from api.settings import Settings

    assert Settings(_env_file=None, data_dir=tmp_path).cors_origins == ""
