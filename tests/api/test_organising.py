"""Folders, teams, private snippets, fragments and bulk edits over HTTP. Runs the fakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from snippets.library import DEFAULT_WORKSPACE
from snippets.store.access import Holder, Purpose, Role

SNIPPET = {"title": "Umbrellas", "body": "Umbrellas stand in the hall."}
BESIDES = {
    "folder": "Hall/Stands",
    "team": "blue",
    "owner": None,
    "variant_of": "refund-time",
    "attachments": [{"title": "Plan", "url": "https://help.example/plan"}],
    "status": "approved",
}
As = Callable[[Role], dict[str, str]]


def named(client: TestClient, name: str, role: Role = Role.AGENT) -> dict[str, str]:
    """The headers of a new key of this name."""
    access = client.app.state.services.access  # type: ignore[attr-defined]
    key = access.issue(Purpose.KEY, Holder(DEFAULT_WORKSPACE, role, name))
    return {"Authorization": f"Bearer {key}"}


def ids(answer: Any) -> set[str]:
    return {one["id"] for one in answer.json()["snippets"]}


class TestFields:
    def test_new_fields_go_in_and_out(self, client: TestClient) -> None:
        put = client.put("/v1/snippets/u", json=SNIPPET | BESIDES)
        assert put.status_code == 200
        got = client.get("/v1/snippets/u").json()
        assert {name: got[name] for name in BESIDES} == BESIDES
        assert got == put.json()

    def test_left_out_they_are_at_their_defaults(self, client: TestClient) -> None:
        got = client.put("/v1/snippets/u", json=SNIPPET).json()
        assert {name: got[name] for name in BESIDES} == {
            "folder": "", "team": None, "owner": None, "variant_of": None, "attachments": [],
            "status": "approved",
        }  # fmt: skip

    def test_whoever_does_not_know_them_leaves_them_alone(self, client: TestClient) -> None:
        client.put("/v1/snippets/u", json=SNIPPET | BESIDES)
        got = client.put("/v1/snippets/u", json=SNIPPET | {"body": "new"}).json()
        assert (got["body"], got["team"], got["folder"]) == ("new", "blue", "Hall/Stands")

    @pytest.mark.parametrize(
        "change",
        [
            {"attachments": [{"title": "x", "url": "javascript:alert(1)"}]},
            {"variant_of": "u"},
            {"folder": "x" * 501},
        ],
        ids=str,
    )
    def test_a_bad_one_is_refused(self, client: TestClient, change: dict[str, Any]) -> None:
        answer = client.put("/v1/snippets/u", json=SNIPPET | change)
        assert (answer.status_code, answer.json()["code"]) == (422, "snippet_invalid")

    def test_the_list_is_searched_and_sorted(self, client: TestClient) -> None:
        params = {"search": "ACCOUNT", "sort": "-title", "limit": 1}
        first = client.get("/v1/snippets", params=params).json()
        second = client.get("/v1/snippets", params=params | {"after": first["next"]}).json()
        found = [one["id"] for page in (first, second) for one in page["snippets"]]
        assert (found, first["total"], second["next"]) == (["fraud-steps", "invoice-copy"], 2, None)

    def test_a_page_of_another_list_is_refused(self, client: TestClient) -> None:
        answer = client.get("/v1/snippets", params={"sort": "title", "after": "x"})
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")

    def test_facets_count_what_is_there(self, client: TestClient) -> None:
        facets = client.get("/v1/library/facets").json()
        assert facets["kind"] == {"article": 1, "reply": 4}
        assert facets["tag"]["refund"] == 1


class TestScope:
    @pytest.fixture
    def desk(self, client: TestClient) -> TestClient:
        for name, fields in (("team", {"team": "blue"}), ("own", {"owner": "kim"})):
            client.put(f"/v1/snippets/{name}", json=SNIPPET | fields)
        client.put("/v1/snippets/draft", json=SNIPPET | {"status": "draft"})
        return client

    @pytest.mark.parametrize(
        ("request_", "found"),
        [
            ({}, set()),
            ({"team": "blue"}, {"team"}),
            ({"agent": "kim"}, {"own"}),
            ({"team": "red", "agent": "lee"}, set()),
        ],
        ids=str,
    )
    def test_a_search_finds_what_is_theirs(
        self, desk: TestClient, as_role: As, request_: dict[str, str], found: set[str]
    ) -> None:
        answer = desk.post(
            "/v1/search",
            json={"query": "Umbrellas", "k": 50} | request_,
            headers=as_role(Role.PLUGIN),
        )
        assert {one["snippet_id"] for one in answer.json()["matches"]} & {
            "team", "own", "draft"
        } == found  # fmt: skip

    def test_a_draft_is_made_from_what_is_theirs(self, desk: TestClient) -> None:
        message = {"message": {"text": "Where are the umbrellas?"}, "options": {"max_matches": 50}}
        for who, found in (
            ({}, set()),
            ({"team": "blue", "agent": {"id": "kim"}}, {"team", "own"}),
        ):
            draft = desk.post("/v1/drafts", json=message | who).json()
            seen = {one["snippet_id"] for one in draft["matches"]}
            assert seen & {"team", "own", "draft"} == found

    def test_headers_name_them_too(self, desk: TestClient, as_role: As) -> None:
        headers = as_role(Role.PLUGIN) | {"Tactful-Team": "blue", "Tactful-Agent": "kim"}
        assert {"team", "own"} <= ids(desk.get("/v1/snippets", headers=headers))

    def test_an_agent_speaks_for_itself(self, desk: TestClient) -> None:
        lee = named(desk, "lee") | {"Tactful-Agent": "kim"}
        assert "own" not in ids(desk.get("/v1/snippets", headers=lee))
        assert desk.get("/v1/snippets/own", headers=lee).status_code == 404
        assert "own" in ids(desk.get("/v1/snippets", headers=named(desk, "kim")))

    def test_nobody_else_changes_what_is_private(self, desk: TestClient) -> None:
        put = desk.put("/v1/snippets/own", json=SNIPPET)
        assert (put.status_code, put.json()["code"]) == (409, "snippet_exists")
        assert desk.delete("/v1/snippets/own").status_code == 404
        bulk = desk.post("/v1/library/bulk", json={"ids": ["own"], "delete": True})
        assert bulk.status_code == 404

    def test_nobody_proposes_into_anothers_shelf(self, desk: TestClient) -> None:
        kim, lee = named(desk, "kim"), named(desk, "lee")
        new = SNIPPET | {"id": "new", "body": "Umbrellas are lent."}
        for proposal in (new | {"owner": "lee"}, {**new, "id": "refund-time", "owner": "kim"}):
            refused = desk.post("/v1/reviews", json=proposal, headers=kim)
            assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
        assert desk.post("/v1/reviews", json=new, headers=kim).status_code == 201
        over = desk.post("/v1/reviews", json=new | {"body": "mine"}, headers=lee)
        assert (over.status_code, over.json()["code"]) == (403, "forbidden")
        assert desk.get("/v1/snippets/new").json()["body"] == "Umbrellas are lent."
        assert desk.post("/v1/reviews", json=new, headers=kim).status_code == 201

    def test_what_is_private_is_not_overwritten_by_a_lead(self, desk: TestClient) -> None:
        kim = named(desk, "kim")
        mine = SNIPPET | {"owner": "kim"}
        assert desk.delete("/v1/snippets/refund-time").status_code == 204
        assert desk.put("/v1/snippets/refund-time", json=mine, headers=kim).status_code == 200
        again = desk.post("/v1/snippets/refund-time/versions/1/restore", json={})
        assert (again.status_code, again.json()["code"]) == (409, "snippet_exists")
        assert "current" not in again.json()
        assert desk.get("/v1/snippets/refund-time", headers=kim).json()["owner"] == "kim"

    def test_a_deletion_changes_nothing_else(self, desk: TestClient) -> None:
        body = {"ids": ["refund-time"], "status": "archived", "delete": True}
        assert desk.post("/v1/library/bulk", json=body).status_code == 422
        assert desk.get("/v1/snippets/refund-time").status_code == 200

    @pytest.mark.parametrize(
        "path", ["refund-time/versions/1" + "0" * 30, "?sort=title&after=" + "9" * 30]
    )
    def test_no_number_is_too_large_for_a_clear_answer(self, desk: TestClient, path: str) -> None:
        address = f"/v1/snippets{path}" if path.startswith("?") else f"/v1/snippets/{path}"
        assert desk.get(address).status_code == 422

    def test_an_agent_keeps_snippets_for_themselves(self, desk: TestClient) -> None:
        kim = named(desk, "kim")
        mine = SNIPPET | {"owner": "kim"}
        assert desk.put("/v1/snippets/mine", json=mine, headers=kim).status_code == 200
        shared = desk.put("/v1/snippets/mine", json=SNIPPET | {"owner": None}, headers=kim)
        assert (shared.status_code, shared.json()["code"]) == (403, "forbidden")
        assert desk.delete("/v1/snippets/mine", headers=kim).status_code == 204

    def test_a_lead_sees_all_teams_and_a_plugin_what_is_approved(
        self, desk: TestClient, as_role: As
    ) -> None:
        lead = ids(desk.get("/v1/snippets", headers=as_role(Role.LEAD)))
        assert lead & {"team", "own", "draft"} == {"team", "draft"}
        plugin = ids(desk.get("/v1/snippets", headers=as_role(Role.PLUGIN)))
        assert plugin & {"team", "own", "draft"} == set()


class TestFragments:
    @pytest.fixture
    def desk(self, client: TestClient) -> TestClient:
        part = {"title": "Hours", "body": "Monday to Friday", "tags": ["fragment"]}
        client.put("/v1/snippets/hours", json=part)
        client.put("/v1/snippets/u", json=SNIPPET | {"body": "Come by, {{> hours}}."})
        return client

    def test_an_edit_is_foreseen(self, desk: TestClient) -> None:
        assert desk.get("/v1/snippets/hours/uses").json() == {
            "uses": [{"id": "u", "title": "Umbrellas", "status": "approved"}],
            "total": 1,
        }

    def test_the_whole_text_is_shown(self, desk: TestClient) -> None:
        got = desk.get("/v1/snippets/u", params={"in_full": True}).json()
        assert got["body"] == "Come by, Monday to Friday."

    @pytest.mark.parametrize(
        ("body", "told"), [("{{> u}}", "hours → u → hours"), ("{{> none}}", "'none'")]
    )
    def test_what_can_not_be_put_in_is_refused(
        self, desk: TestClient, body: str, told: str
    ) -> None:
        answer = desk.put("/v1/snippets/hours", json={"title": "Hours", "body": body})
        assert (answer.status_code, answer.json()["code"]) == (422, "fragment_invalid")
        assert told in answer.json()["detail"]

    def test_a_fragment_in_use_stays(self, desk: TestClient) -> None:
        answer = desk.delete("/v1/snippets/hours")
        assert (answer.status_code, answer.json()["code"]) == (409, "fragment_in_use")


class TestBulk:
    def test_many_are_changed(self, client: TestClient) -> None:
        change = {"ids": ["refund-time", "fraud-steps"], "folder": "Money", "add_tags": ["new"]}
        assert client.post("/v1/library/bulk", json=change).json() == {"changed": 2}
        found = client.get("/v1/snippets", params={"folder": "Money", "tag": "new"})
        assert ids(found) == {"refund-time", "fraud-steps"}
        assert client.get("/v1/snippets/fraud-steps").json()["audience"] == "internal"

    def test_many_are_deleted(self, client: TestClient) -> None:
        change = {"ids": ["refund-time", "fraud-steps"], "delete": True}
        assert client.post("/v1/library/bulk", json=change).json() == {"changed": 2}
        assert client.get("/v1/snippets").json()["total"] == 3

    def test_all_or_nothing(self, client: TestClient) -> None:
        change = {"ids": ["refund-time", "none"], "delete": True}
        assert client.post("/v1/library/bulk", json=change).status_code == 404
        assert client.get("/v1/snippets").json()["total"] == 5

    @pytest.mark.parametrize("change", [{}, {"ids": []}, {"ids": ["x"] * 10_001}], ids=len)
    def test_a_wrong_one_is_refused(self, client: TestClient, change: dict[str, Any]) -> None:
        assert client.post("/v1/library/bulk", json=change).status_code == 422

    def test_a_change_has_to_be_named(self, client: TestClient) -> None:
        answer = client.post("/v1/library/bulk", json={"ids": ["refund-time"]})
        assert (answer.status_code, answer.json()["code"]) == (422, "snippet_invalid")
