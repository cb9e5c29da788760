"""Every route of the contract. The service runs the fakes "hashing:256" and grammar "off"."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from snippets.library import Library
from snippets.store.access import Role

MONEY = "When do I get my money back?"
SNIPPET = {"title": "Umbrellas", "body": "Umbrellas keep the rain off."}


def assert_problem(response: Any, status: int, code: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["type"] == f"urn:tactful:problem:{code}"
    assert problem["title"]
    assert problem["detail"]
    assert problem["request_id"] == response.headers["X-Request-Id"]
    assert problem["error"]["message"] == problem["detail"]
    return problem


def library_of(client: TestClient) -> Library:
    app: Any = client.app
    library: Library = app.state.services.library()
    return library


class TestDrafts:
    def draft(self, client: TestClient, **fields: Any) -> dict[str, Any]:
        response = client.post("/v1/drafts", json={"message": {"text": MONEY}} | fields)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def test_a_draft_has_the_contracts_fields(self, client: TestClient) -> None:
        draft = self.draft(client, id="t-1")
        assert set(draft) >= {
            "id", "outcome", "confidence", "text", "sentences", "asks", "matches",
            "understanding", "slots", "findings", "notes", "timings_ms",
        }  # fmt: skip
        assert (draft["id"], draft["outcome"]) == ("t-1", "drafted")
        assert set(draft["sentences"][0]) == {"text", "span", "origin", "sources"}
        assert draft["asks"] == [{"text": MONEY, "answered": True, "sentences": [2]}]
        assert set(draft["matches"][0]) == {"snippet_id", "kind", "title", "score", "why"}
        assert set(draft["matches"][0]["why"]) == {"semantic", "keywords", "examples", "reasons"}
        assert set(draft["understanding"]) == {
            "mood", "intensity", "urgency", "formality", "locale", "customer_name", "danger",
            "entities",
        }  # fmt: skip
        assert draft["timings_ms"]["total"] > 0

    def test_everything_of_the_contracts_request_is_taken(self, client: TestClient) -> None:
        draft = self.draft(
            client,
            message={
                "text": MONEY,
                "subject": "Refund",
                "from": {"name": "Dana Reyes", "email": "d@example.com"},
                "channel": "email",
                "locale": None,
            },
            thread=[{"role": "customer", "text": "a"}, {"role": "agent", "text": "b"}],
            customer={"first_name": "Dana", "plan": "pro"},
            agent={"name": "Sam"},
            options={"tone": "formal", "length": "short", "generator": None, "max_matches": 2},
        )
        assert draft["text"].startswith("Dear Dana,")
        assert draft["text"].endswith("Kind regards,\nSam")
        assert draft["understanding"]["customer_name"] == "Dana"
        assert len(draft["matches"]) == 2

    @pytest.mark.parametrize("offsets", ["codepoints", "utf16"])
    def test_spans_are_in_the_unit_asked_for(self, client: TestClient, offsets: str) -> None:
        body = {"title": "Emoji", "body": "🙂 One 🙂. Two ⟦x⟧.", "examples": ["emoji one two"]}
        client.put("/v1/snippets/emoji", json=body)
        response = client.post(
            f"/v1/drafts?offsets={offsets}", json={"message": {"text": "emoji one two"}}
        )
        draft = response.json()
        encoding, width = ("utf-16-le", 2) if offsets == "utf16" else ("utf-32-le", 4)
        units = draft["text"].encode(encoding)
        assert "🙂" in draft["text"]
        for one in draft["sentences"]:
            start, end = one["span"]["start"], one["span"]["end"]
            assert units[start * width : end * width].decode(encoding) == one["text"]
        (slot,) = draft["slots"]
        start, end = slot["span"]["start"], slot["span"]["end"]
        assert units[start * width : end * width].decode(encoding) == "⟦x⟧"

    def test_an_unknown_unit_is_refused(self, client: TestClient) -> None:
        response = client.post("/v1/drafts?offsets=bytes", json={"message": {"text": MONEY}})
        assert_problem(response, 422, "invalid_request")

    def test_a_stream_has_a_sentence_an_event_and_the_draft_at_the_end(
        self, client: TestClient
    ) -> None:
        response = client.post(
            "/v1/drafts",
            json={"message": {"text": MONEY}},
            headers={"Accept": "text/event-stream"},
        )
        assert response.headers["content-type"].startswith("text/event-stream")
        blocks = [block.split("\n") for block in response.text.strip().split("\n\n")]
        names = [lines[0].removeprefix("event: ") for lines in blocks]
        data = [json.loads(lines[1].removeprefix("data: ")) for lines in blocks]
        assert names == ["sentence"] * (len(blocks) - 1) + ["draft"]
        assert data[:-1] == data[-1]["sentences"]

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ({}, "invalid_request"),
            ({"message": {}}, "invalid_request"),
            ({"message": {"text": 5}}, "invalid_request"),
            ({"message": {"text": ""}}, "nothing_to_answer"),
            ({"message": {"text": " \n"}}, "nothing_to_answer"),
            ({"message": {"text": "x"}, "options": {"tone": "rude"}}, "invalid_request"),
            ({"message": {"text": "x"}, "options": {"max_matches": 0}}, "invalid_request"),
            ({"message": {"text": "x"}, "options": {"generator": "gpt"}}, "generator_unknown"),
            ({"message": {"text": "x"}, "thread": [{"role": "bot"}]}, "invalid_request"),
            ({"message": {"text": "x"}, "id": "x" * 201}, "invalid_request"),
            ([], "invalid_request"),
        ],
        ids=str,
    )  # fmt: skip
    def test_what_is_not_valid_is_refused(self, client: TestClient, body: Any, code: str) -> None:
        assert_problem(client.post("/v1/drafts", json=body), 422, code)

    def test_a_wrong_field_is_named(self, client: TestClient) -> None:
        problem = assert_problem(
            client.post("/v1/drafts", json={"message": {"text": None}}), 422, "invalid_request"
        )
        assert problem["errors"][0]["at"] == "message.text"
        assert problem["detail"].startswith("message.text: ")

    def test_a_long_text_is_too_large(self, client: TestClient) -> None:
        response = client.post("/v1/drafts", json={"message": {"text": "a" * 1_000_000}})
        assert_problem(response, 413, "text_too_long")

    @pytest.mark.parametrize(
        "outcome",
        [
            {"action": "sent"},
            {"action": "edited", "final_text": "new", "draft_text": "old"},
            {"action": "discarded", "final_text": None},
        ],
        ids=str,
    )
    def test_what_became_of_it_is_taken(self, client: TestClient, outcome: dict[str, Any]) -> None:
        draft_id = self.draft(client)["id"]
        response = client.post(f"/v1/drafts/{draft_id}/outcome", json=outcome)
        assert (response.status_code, response.content) == (204, b"")

    def test_an_edit_is_kept_masked(self, client: TestClient) -> None:
        draft = self.draft(client)
        final = draft["text"].replace("5 working days", "6 working days, Mr Okafor")
        outcome = {"action": "edited", "final_text": final}
        assert client.post(f"/v1/drafts/{draft['id']}/outcome", json=outcome).status_code == 204
        (edit,) = library_of(client).edits.all("refund-time")
        assert edit.change.before.endswith("arrives within 5 working days.")
        assert edit.change.after.endswith("arrives within 6 working days, Mr [name].")

    def test_what_was_discarded_counts_against_its_snippets(self, client: TestClient) -> None:
        def lead() -> float:
            first, second, *_ = client.post("/v1/search", json={"query": MONEY}).json()["matches"]
            assert first["snippet_id"] == "refund-time"
            return float(first["score"] / second["score"])

        before = lead()
        for _ in range(3):
            path = f"/v1/drafts/{self.draft(client)['id']}/outcome"
            assert client.post(path, json={"action": "discarded"}).status_code == 204
        assert lead() < before

    def test_an_alternative_has_an_outcome_of_its_own(self, client: TestClient) -> None:
        text = f"{MONEY} And how long does delivery take?"
        body = {"message": {"text": text}, "options": {"alternatives": 2}}
        other = client.post("/v1/drafts", json=body).json()["alternatives"][0]
        assert [ask["text"] for ask in other["asks"]]
        outcome = {"action": "edited", "final_text": f"{other['text']} Bye for now!"}
        path = f"/v1/drafts/{other['id']}/outcome"
        assert client.post(path, json=outcome).status_code == 204
        assert [edit.draft_id for edit in library_of(client).edits.all()] == [other["id"]]

    def test_an_unknown_draft_is_not_found(self, client: TestClient) -> None:
        response = client.post("/v1/drafts/none/outcome", json={"action": "sent"})
        assert_problem(response, 404, "not_found")

    @pytest.mark.parametrize("outcome", [{}, {"action": "lost"}, {"action": None}])
    def test_an_unknown_outcome_is_refused(
        self, client: TestClient, outcome: dict[str, Any]
    ) -> None:
        response = client.post("/v1/drafts/none/outcome", json=outcome)
        assert_problem(response, 422, "invalid_request")

    def test_other_drafts_come_where_they_are_wanted(self, client: TestClient) -> None:
        text = f"{MONEY} And how long does delivery take?"
        body = {"message": {"text": text}, "options": {"alternatives": 2}}
        draft = client.post("/v1/drafts", json=body).json()
        texts = [draft["text"], *(one["text"] for one in draft["alternatives"])]
        assert 2 <= len(texts) == len(set(texts)) <= 3
        assert all(one["why"] for one in draft["alternatives"])
        for one in draft["alternatives"]:
            for sentence in one["sentences"]:
                span = sentence["span"]
                assert one["text"][span["start"] : span["end"]] == sentence["text"]
        assert (
            client.post("/v1/drafts", json={"message": {"text": MONEY}}).json()["alternatives"]
            == []
        )


class TestChecks:
    def test_a_check_has_the_contracts_fields(self, client: TestClient, flagged: str) -> None:
        answer = client.post("/v1/checks", json={"text": flagged}).json()
        assert set(answer) >= {
            "ready", "score", "score_parts", "findings", "rewritten", "timings_ms",
        }  # fmt: skip
        assert set(answer["score_parts"][0]) == {"part", "lost", "findings"}
        assert answer["score"] == 100 - sum(part["lost"] for part in answer["score_parts"])
        (finding,) = answer["findings"]
        assert set(finding) == {
            "rule", "category", "severity", "span", "text", "message", "why", "fixes", "missing",
        }  # fmt: skip
        assert finding["text"] == flagged[finding["span"]["start"] : finding["span"]["end"]]
        assert set(finding["fixes"][0]) == {"span", "text"}

    def test_spans_are_utf16_where_asked_for(self, client: TestClient, flagged: str) -> None:
        text = {"text": "Thank you 🙂👍.\n\n" + flagged}
        plain, utf16 = (
            client.post(f"/v1/checks?offsets={unit}", json=text).json()["findings"][0]
            for unit in ("codepoints", "utf16")
        )
        assert utf16["span"]["start"] == plain["span"]["start"] + 2
        assert utf16["fixes"][0]["span"]["end"] == plain["fixes"][0]["span"]["end"] + 2

    @pytest.mark.parametrize("message", [None, "Where is it?", {"text": "Where is it?"}])
    def test_everything_of_the_contracts_request_is_taken(
        self, client: TestClient, message: Any
    ) -> None:
        body = {
            "text": "Thank you for the photo.", "message": message,
            "thread": [{"role": "agent", "text": "Hi"}],
            "customer": {"first_name": "Dana"}, "channel": "chat", "locale": "en",
            "profile": "default",
        }  # fmt: skip
        answer = client.post("/v1/checks", json=body).json()
        assert (answer["ready"], answer["score"], answer["rewritten"]) == (True, 100, None)

    def test_an_empty_text_is_not_ready(self, client: TestClient) -> None:
        answer = client.post("/v1/checks", json={"text": ""}).json()
        assert (answer["ready"], answer["findings"]) == (False, [])

    @pytest.mark.parametrize("body", [{}, {"text": None}, {"text": "x", "thread": [1]}], ids=str)
    def test_what_is_not_valid_is_refused(self, client: TestClient, body: Any) -> None:
        assert_problem(client.post("/v1/checks", json=body), 422, "invalid_request")

    def test_a_long_text_is_too_large(self, client: TestClient) -> None:
        response = client.post("/v1/checks", json={"text": "a" * 1_000_000})
        assert_problem(response, 413, "text_too_long")


class TestSearch:
    def test_matches_come_best_first(self, client: TestClient) -> None:
        answer = client.post("/v1/search", json={"query": MONEY, "k": 2}).json()
        assert 0.5 < answer["confidence"] <= 1
        assert next(one["snippet_id"] for one in answer["matches"]) == "refund-time"
        assert len(answer["matches"]) == 2

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ({"query": ""}, "nothing_to_answer"),
            ({}, "invalid_request"),
            ({"query": "x", "k": 0}, "invalid_request"),
            ({"query": "x", "k": 101}, "invalid_request"),
        ],
        ids=str,
    )
    def test_what_is_not_valid_is_refused(self, client: TestClient, body: Any, code: str) -> None:
        assert_problem(client.post("/v1/search", json=body), 422, code)

    def test_a_long_query_is_too_large(self, client: TestClient) -> None:
        response = client.post("/v1/search", json={"query": "a" * 1_000_000})
        assert_problem(response, 413, "text_too_long")


class TestSnippets:
    def test_an_added_snippet_is_read_and_found(self, client: TestClient) -> None:
        added = client.post("/v1/snippets", json=SNIPPET)
        assert added.status_code == 201
        assert added.json()["id"].startswith("umbrellas-")
        assert client.get(added.headers["Location"]).json() == added.json()
        found = client.post("/v1/search", json={"query": "umbrellas rain"}).json()
        assert found["matches"][0]["snippet_id"] == added.json()["id"]

    @pytest.mark.parametrize(
        "snippet_id",
        [
            "a",
            "a b",
            pytest.param("größe"),
            pytest.param("日本"),
            pytest.param("🙂"),
            pytest.param("a?b#c"),
        ],
    )
    def test_any_id_can_be_added_and_read(self, client: TestClient, snippet_id: str) -> None:
        added = client.post("/v1/snippets", json=SNIPPET | {"id": snippet_id})
        assert added.status_code == 201, added.text
        assert client.get(added.headers["Location"]).json()["id"] == snippet_id

    @pytest.mark.parametrize("snippet_id", ["a/b", "a\nb", ".."])
    def test_an_id_that_no_address_can_hold_is_refused_or_served(
        self, client: TestClient, snippet_id: str
    ) -> None:
        added = client.post("/v1/snippets", json=SNIPPET | {"id": snippet_id})
        if added.status_code != 422:
            assert client.get(added.headers["Location"]).status_code == 200

    def test_a_taken_id_is_refused(self, client: TestClient) -> None:
        response = client.post("/v1/snippets", json=SNIPPET | {"id": "refund-time"})
        assert_problem(response, 409, "snippet_exists")

    @pytest.mark.parametrize("method", ["post", "put"])
    def test_a_taken_shortcut_is_refused(self, client: TestClient, method: str) -> None:
        path = "/v1/snippets" if method == "post" else "/v1/snippets/new"
        response = client.request(method, path, json=SNIPPET | {"shortcut": "refund"})
        assert_problem(response, 409, "snippet_exists")
        assert client.get("/v1/snippets").json()["total"] == 5

    @pytest.mark.parametrize(
        "change", [{"title": ""}, {"body": "\x00"}, {"id": " a"}, {"tags": [""]}], ids=str
    )
    def test_a_bad_field_is_refused(self, client: TestClient, change: dict[str, Any]) -> None:
        assert_problem(client.post("/v1/snippets", json=SNIPPET | change), 422, "snippet_invalid")

    @pytest.mark.parametrize("change", [{"kind": "x"}, {"title": None}, {"tags": "x"}], ids=str)
    def test_a_field_of_the_wrong_kind_is_refused(
        self, client: TestClient, change: dict[str, Any]
    ) -> None:
        assert_problem(client.post("/v1/snippets", json=SNIPPET | change), 422, "invalid_request")

    def test_put_adds_and_replaces(self, client: TestClient) -> None:
        for body in ("one", "two"):
            answer = client.put("/v1/snippets/u", json=SNIPPET | {"body": body})
            assert (answer.status_code, answer.json()["body"]) == (200, body)
        assert client.get("/v1/snippets").json()["total"] == 6

    def test_put_refuses_another_id_in_the_body(self, client: TestClient) -> None:
        response = client.put("/v1/snippets/u", json=SNIPPET | {"id": "v"})
        assert_problem(response, 422, "invalid_request")

    def test_a_deleted_snippet_is_gone(self, client: TestClient) -> None:
        assert client.delete("/v1/snippets/refund-time").status_code == 204
        assert_problem(client.get("/v1/snippets/refund-time"), 404, "not_found")
        assert_problem(client.delete("/v1/snippets/refund-time"), 404, "not_found")

    def test_pages_lead_through_the_library(self, client: TestClient) -> None:
        seen, after = [], ""
        while after is not None:
            page = client.get("/v1/snippets", params={"limit": 2, "after": after}).json()
            seen += [one["id"] for one in page["snippets"]]
            after = page["next"]
        assert seen == sorted(seen)
        assert len(seen) == page["total"] == 5

    @pytest.mark.parametrize(
        ("params", "ids"),
        [
            ({"kind": "article"}, ["invoice-copy"]),
            ({"tag": "money"}, ["refund-time"]),
            ({"tag": "none"}, []),
            ({"after": "zzz"}, []),
        ],
        ids=str,
    )
    def test_the_list_can_be_narrowed(
        self, client: TestClient, params: dict[str, str], ids: list[str]
    ) -> None:
        page = client.get("/v1/snippets", params=params).json()
        assert [one["id"] for one in page["snippets"]] == ids

    @pytest.mark.parametrize("params", [{"limit": 0}, {"limit": 1001}, {"kind": "x"}], ids=str)
    def test_a_wrong_page_is_refused(self, client: TestClient, params: dict[str, Any]) -> None:
        assert_problem(client.get("/v1/snippets", params=params), 422, "invalid_request")


class TestHealth:
    def test_it_is_alive_and_soon_ready(self, client: TestClient) -> None:
        assert client.get("/healthz").json() == {"status": "ok"}
        while client.get("/readyz").status_code == 503:
            assert not client.app.state.warmth.failure  # type: ignore[attr-defined]
            time.sleep(0.05)
        assert client.get("/readyz").json() == {"status": "ready"}

    def test_before_it_is_warm_it_is_not_ready(
        self, prepared: Callable[..., FastAPI], tmp_path: Path
    ) -> None:
        answer = TestClient(prepared(tmp_path)).get("/readyz")
        assert (answer.status_code, answer.json()) == (503, {"status": "warming up"})

    def test_what_keeps_it_from_starting_is_said(self, client: TestClient) -> None:
        client.app.state.warmth.failure = "can't start: no model"  # type: ignore[attr-defined]
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["status"]) == (503, "can't start: no model")

    def test_metrics_count_routes_and_hold_no_text(self, client: TestClient) -> None:
        client.post("/v1/drafts", json={"message": {"text": MONEY}})
        client.get("/v1/snippets/refund-time")
        text = client.get("/metrics").text
        assert 'route="/v1/snippets/{snippet_id}"' in text
        assert 'tactful_drafts_total{outcome="drafted"} 1.0' in text
        assert "refund-time" not in text
        assert "money" not in text

    def test_the_description_is_a_page_too(self, client: TestClient) -> None:
        assert client.get("/docs").status_code == 200
        assert client.get("/openapi.json").json()["info"]["title"] == "Tactful"


def test_an_unknown_path_is_a_problem(client: TestClient) -> None:
    assert_problem(client.get("/v1/nothing"), 404, "not_found")


def test_a_wrong_method_is_a_problem(client: TestClient) -> None:
    assert_problem(client.delete("/v1/drafts"), 405, "method_not_allowed")


def test_an_error_of_ours_that_nobody_expected_is_a_problem(client: TestClient) -> None:
    services = client.app.state.services  # type: ignore[attr-defined]
    services.__dict__["assistant"] = None
    problem = assert_problem(client.post("/v1/checks", json={"text": "x"}), 500, "internal")
    assert problem["request_id"] in problem["detail"]


def test_a_store_that_is_damaged_is_a_problem(client: TestClient) -> None:
    services = client.app.state.services  # type: ignore[attr-defined]
    with services.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE drafts RENAME TO gone")
    response = client.post("/v1/drafts", json={"message": {"text": MONEY}})
    assert_problem(response, 500, "store_error")


def test_answers_carry_an_id_and_headers_of_caution(
    api: TestClient, as_role: Callable[[Role], dict[str, str]]
) -> None:
    headers = [api.get("/healthz").headers for _ in range(2)]
    assert headers[0]["X-Request-Id"] != headers[1]["X-Request-Id"]
    assert headers[0]["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers[0]["Content-Security-Policy"]
