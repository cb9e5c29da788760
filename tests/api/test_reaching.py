"""Links are asked of public hosts only, head only, and whatever they are."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest

from api import reaching

HOSTS = {
    "a.example": ["93.184.216.34"],
    "inner.example": ["10.0.0.7"],
    "both.example": ["93.184.216.34", "127.0.0.1"],
    "mapped.example": ["::ffff:127.0.0.1"],
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were asked, of hosts that are looked up in a list."""
    monkeypatch.setattr(reaching, "resolved", lambda host, _: HOSTS.get(host, [host]))
    monkeypatch.setattr(reaching, "getproxies", dict)
    return []


def reach(url: str, asked: list[str]) -> bool | None:
    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(f"{request.url.host} {request.headers['host']}{request.url.path}")
        if request.url.path.startswith("/to/"):
            to = request.url.path.removeprefix("/to/")
            return httpx.Response(302, headers={"location": f"http://{to}/"})
        return httpx.Response(404 if request.url.path == "/gone" else 200, stream=Unread())

    return reaching.reachable(url, httpx.MockTransport(answer))


class Unread(httpx.SyncByteStream):
    """A body that must not be read."""

    def __iter__(self) -> Iterator[bytes]:
        raise AssertionError("the body was read")


def test_a_public_host_is_asked_at_the_address_that_was_looked_at(asked: list[str]) -> None:
    assert reach("https://a.example/x", asked) is True
    assert reach("http://a.example:8080/gone", asked) is False
    assert asked == ["93.184.216.34 a.example/x", "93.184.216.34 a.example:8080/gone"]


@pytest.mark.parametrize(
    "host",
    ["inner.example", "both.example", "mapped.example", "127.0.0.1", "169.254.169.254", "[::1]"],
)
def test_no_private_host_is_asked_nor_by_a_redirect(host: str, asked: list[str]) -> None:
    assert reach(f"http://{host}/", asked) is None
    assert asked == []
    assert reach(f"http://a.example/to/{host}", asked) is None
    assert len(asked) == 1


def test_redirects_without_an_end_lead_nowhere(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def on(_: httpx.Request) -> httpx.Response:
        asked.append("")
        return httpx.Response(302, headers={"location": "/again"})

    assert reaching.reachable("http://a.example/", httpx.MockTransport(on)) is False
    assert len(asked) == reaching.HOPS


@pytest.mark.parametrize("url", ["http://a..b/", "http://", "http://[", "http://a:99999999/"])
def test_what_is_no_address_is_not_there(url: str) -> None:
    assert reaching.reachable(url) is False


def test_localhost_is_not_asked() -> None:
    assert reaching.reachable("http://localhost:1/") is None


def test_there_is_one_deadline_for_all(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(_: httpx.Request) -> httpx.Response:
        time.sleep(0.5)
        return httpx.Response(200)

    monkeypatch.setattr(reaching, "SECONDS", 0.05)
    assert reaching.reachable("http://a.example/", httpx.MockTransport(slow)) is False
