"""Who may do what. The service runs the fakes; nothing here depends on meaning."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from api.deps import SESSION_COOKIE
from api.routers import ROUTERS
from snippets.library import DEFAULT_WORKSPACE
from snippets.store.access import Holder, Purpose, Role

OPEN = {"/healthz", "/readyz", "/v2/languages", "/k/{key}/v2/languages", "/", "/proposals"}
OPEN |= {"/k/{key}/p/{profile}/v2/languages"}
CLOSED = sorted(
    (method, route.path_format)
    for router in ROUTERS
    for route in router.routes
    if isinstance(route, APIRoute) and route.path not in OPEN and not route.path.startswith("/sign")
    for method in route.methods
)
SNIPPET = {"title": "T", "body": "b"}
WANTS = [
    ("POST", "/v1/drafts", {"message": {"text": "x"}}, Role.PLUGIN),
    ("POST", "/v1/checks", {"text": "x"}, Role.PLUGIN),
    ("POST", "/v1/search", {"query": "x"}, Role.PLUGIN),
    ("GET", "/v1/snippets", None, Role.PLUGIN),
    ("GET", "/v1/snippets/refund-time", None, Role.PLUGIN),
    ("GET", "/v1/models", None, Role.PLUGIN),
    ("GET", "/openapi.json", None, Role.PLUGIN),
    ("POST", "/v1/chat/completions", {"messages": [{"role": "user", "content": "x"}]}, Role.PLUGIN),
    ("PUT", "/v1/snippets/access-test", SNIPPET, Role.LEAD),
    ("GET", "/v1/snippets/refund-time/uses", None, Role.PLUGIN),
    ("GET", "/v1/library/facets", None, Role.PLUGIN),
    ("GET", "/v1/reviews", None, Role.AGENT),
    ("GET", "/v1/snippets/refund-time/versions", None, Role.AGENT),
    ("GET", "/v1/snippets/refund-time/versions/1", None, Role.AGENT),
    ("POST", "/v1/snippets/refund-time/versions/1/restore", {}, Role.LEAD),
    ("POST", "/v1/library/bulk", {"ids": ["refund-time"], "add_tags": ["x"]}, Role.LEAD),
    ("GET", "/v1/profiles", None, Role.PLUGIN),
    ("GET", "/v1/profiles/default", None, Role.PLUGIN),
    ("PUT", "/v1/profiles/access-test", {}, Role.LEAD),
    ("GET", "/v1/rules", None, Role.PLUGIN),
    ("GET", "/v1/rules/stats", None, Role.PLUGIN),
    ("GET", "/v1/health/findings", None, Role.LEAD),
    ("GET", "/metrics", None, Role.ADMINISTRATOR),
]  # fmt: skip


def filled(path: str) -> str:
    return path.format(
        key="tk_none",
        draft_id="d",
        snippet_id="refund-time",
        proposal_id="p",
        name="default",
        rule_id="tone.none",
        mark="m",
        model="tactful",
        number=1,
        token="t",
        gap_id="g",
        profile="default",
    )


@pytest.mark.parametrize(("method", "path"), CLOSED, ids=lambda value: value)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer tk_none"},
        {"Authorization": "Basic dGs6"},
        {"Authorization": "Bearer"},
        {"Cookie": f"{SESSION_COOKIE}=ts_none"},
    ],
    ids=str,
)
def test_without_a_valid_key_every_other_route_says_401(
    api: TestClient, method: str, path: str, headers: dict[str, str]
) -> None:
    form = {"text": "x"} if path.endswith("/v2/check") else None
    site = {"Sec-Fetch-Site": "same-origin"} if "Cookie" in headers else {}
    response = api.request(method, filled(path), data=form, headers=headers | site)
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.json()["code"] == "unauthorized"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/v2/languages", "/", "/sign-in"])
def test_some_routes_are_open(api: TestClient, path: str) -> None:
    assert api.get(path, follow_redirects=True).status_code in (200, 503)


@pytest.mark.parametrize(("method", "path", "body", "wanted"), WANTS, ids=lambda v: str(v)[:40])
@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_it_and_those_below_it_may(
    api: TestClient,
    as_role: Callable[[Role], dict[str, str]],
    method: str,
    path: str,
    body: object,
    wanted: Role,
    role: Role,
) -> None:
    order = list(Role)
    answer = api.request(method, path, json=body, headers=as_role(role))
    if order.index(role) >= order.index(wanted):
        assert answer.status_code == 200
    else:
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize("method", ["POST", "DELETE"])
@pytest.mark.parametrize("role", [Role.PLUGIN, Role.AGENT])
def test_adding_and_deleting_want_a_lead(
    api: TestClient, as_role: Callable[[Role], dict[str, str]], method: str, role: Role
) -> None:
    path = "/v1/snippets" if method == "POST" else "/v1/snippets/refund-time"
    answer = api.request(method, path, json=SNIPPET, headers=as_role(role))
    assert answer.status_code == 403


def test_a_revoked_key_is_refused_at_once(client: TestClient) -> None:
    access = client.app.state.services.access  # type: ignore[attr-defined]
    key = access.issue(Purpose.KEY, Holder(DEFAULT_WORKSPACE, Role.PLUGIN, "x"))
    headers = {"Authorization": f"Bearer {key}"}
    assert client.get("/v1/snippets", headers=headers).status_code == 200
    access.end(Purpose.KEY, key)
    assert client.get("/v1/snippets", headers=headers).status_code == 401


def test_workspaces_never_see_each_other(client: TestClient) -> None:
    services = client.app.state.services  # type: ignore[attr-defined]
    services.entries("other")
    key = services.access.issue(Purpose.KEY, Holder("other", Role.LEAD, "x"))
    headers = {"Authorization": f"Bearer {key}"}
    assert client.get("/v1/snippets", headers=headers).json()["total"] == 0
    assert client.get("/v1/snippets/refund-time", headers=headers).status_code == 404
    client.put("/v1/snippets/mine", json=SNIPPET, headers=headers)
    assert client.get("/v1/snippets/mine").status_code == 404


class TestSessions:
    @pytest.fixture
    def browser(self, client: TestClient) -> TestClient:
        """A signed-in browser, which sends its cookie and no key."""
        access = client.app.state.services.access  # type: ignore[attr-defined]
        link = access.issue(Purpose.LINK, Holder(DEFAULT_WORKSPACE, Role.LEAD, "x"))
        del client.headers["Authorization"]
        answer = client.get(f"/sign-in?token={link}", follow_redirects=False)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/")
        cookie = answer.headers["Set-Cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie or "samesite=strict" in cookie
        client.link = link  # type: ignore[attr-defined]
        return client

    def test_a_session_reads(self, browser: TestClient) -> None:
        assert browser.get("/v1/snippets").status_code == 200

    @pytest.mark.parametrize(
        "headers",
        [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}],
        ids=str,
    )
    def test_the_consoles_own_pages_change_things(
        self, browser: TestClient, headers: dict[str, str]
    ) -> None:
        answer = browser.put("/v1/snippets/a", json=SNIPPET, headers=headers)
        assert answer.status_code == 200

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "none"},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://testserver.evil.example"},
            {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
        ],
        ids=str,
    )
    @pytest.mark.parametrize(
        ("method", "path", "body"),
        [
            ("PUT", "/v1/snippets/a", SNIPPET),
            ("POST", "/v1/snippets", SNIPPET),
            ("DELETE", "/v1/snippets/refund-time", None),
            ("POST", "/v1/drafts", {"message": {"text": "x"}}),
        ],
    )
    def test_other_sites_change_nothing(
        self, browser: TestClient, headers: dict[str, str], method: str, path: str, body: object
    ) -> None:
        answer = browser.request(method, path, json=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")

    def test_other_sites_do_not_check_by_the_languagetool_door(self, browser: TestClient) -> None:
        headers = {"Origin": "https://evil.example"}
        answer = browser.post("/v2/check", data={"text": "x"}, headers=headers)
        assert answer.status_code == 403

    def test_a_link_signs_in_once(self, browser: TestClient) -> None:
        answer = browser.get(f"/sign-in?token={browser.link}", follow_redirects=False)  # type: ignore[attr-defined]
        assert answer.headers["Location"] == "/?failed=link"

    def test_after_signing_out_the_session_is_over(self, browser: TestClient) -> None:
        session = browser.cookies[SESSION_COOKIE]
        browser.post("/sign-out", headers={"Sec-Fetch-Site": "same-origin"})
        browser.cookies.set(SESSION_COOKIE, session)
        assert browser.get("/v1/snippets").status_code == 401

    def test_a_key_signs_in_too(self, client: TestClient) -> None:
        key = client.headers.pop("Authorization").removeprefix("Bearer ")
        answer = client.post("/sign-in", data={"key": f" {key} "}, follow_redirects=False)
        assert answer.headers["Location"] == "/"
        assert client.get("/metrics").status_code == 200

    def test_a_wrong_key_signs_nobody_in(self, api: TestClient) -> None:
        answer = api.post("/sign-in", data={"key": "tk_none"}, follow_redirects=False)
        assert answer.headers["Location"] == "/?failed=key"
        assert "Set-Cookie" not in answer.headers

    def test_the_page_depends_on_who_is_signed_in(self, browser: TestClient) -> None:
        signed_in = browser.get("/")
        browser.cookies.clear()
        assert signed_in.headers["Cache-Control"] == "no-store"
        assert browser.get("/").status_code == 200
