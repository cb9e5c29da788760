"""Figures and ratings over HTTP and on the command line. Runs the fakes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from api.cli import app
from snippets.library import Library
from snippets.store.access import Role

MONEY = "When do I get my money back?"
Roles = Callable[[Role], dict[str, str]]


def library_of(client: TestClient) -> Library:
    service = client.app
    assert isinstance(service, FastAPI)
    found: Library = service.state.services.library()
    return found


def draft(client: TestClient, number: int | str, **given: Any) -> dict[str, Any]:
    body = {"id": f"t-{number}", "message": {"text": MONEY}} | given
    found: dict[str, Any] = client.post("/v1/drafts", json=body).json()
    return found


def became(client: TestClient, draft_id: str, action: str, **given: Any) -> None:
    answer = client.post(f"/v1/drafts/{draft_id}/outcome", json={"action": action} | given)
    assert answer.status_code == 204


def test_what_became_of_drafts_is_counted(client: TestClient) -> None:
    for n in range(20):
        one = draft(client, n, team="billing", agent={"name": f"Agent {n % 2}"})
        final = f"{one['text']} More." if n < 10 else None
        became(client, one["id"], "edited" if final else "sent", final_text=final)
    answer = client.get("/v1/analytics", params={"by": "team"}).json()
    (row,) = answer["rows"]
    told = row["figures"]
    assert (row["label"], told["drafts"], told["sent"]) == ("billing", 20, 20)
    assert told["sent_as_is"] == {"share": 0.5, "count": 10, "of": 20}
    assert told["seconds_to_send"] == {"value": 0.0, "of": 20}
    assert 0 < told["edit_distance"]["value"] < 0.2
    assert told["asks_open"] == {"share": 0.0, "count": 0, "of": 20}
    assert len(answer["weeks"]) == 8


def test_what_agents_put_right_and_wrong_is_counted(client: TestClient, flagged: str) -> None:
    for n in range(20):
        one = draft(client, n)
        became(client, one["id"], "edited", final_text=f"{one['text']}\n\n{flagged}")
    figures = client.get("/v1/analytics").json()["total"]
    assert all(one["of"] == 20 for one in figures["findings"])
    before = sum(one["drafted"] for one in figures["findings"])
    after = sum(one["sent"] for one in figures["findings"])
    assert after >= before + 100


def test_a_text_that_cannot_be_checked_hinders_no_outcome(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("an engine fell over")

    monkeypatch.setattr("api.routes.drafts.recount", broken)
    one = draft(client, 1)
    became(client, one["id"], "edited", final_text="New text.")
    assert client.get("/v1/analytics").json()["total"]["outcomes"] == 1


def test_nothing_that_was_written_is_stored(client: TestClient) -> None:
    one = draft(client, 1, agent={"name": "Wilhelmina"}, ticket={"id": 4711})
    became(client, one["id"], "sent", final_text="Xylophone greetings.")
    content = b"".join(
        path.read_bytes() for path in library_of(client).tallies._database.path.parent.glob("*.db*")
    )
    assert b"4711" in content
    assert not any(word in content for word in (b"Wilhelmina", b"Xylophone greetings"))


@pytest.mark.parametrize("asked", [{"format": "csv"}, {}])
def test_a_table_may_be_had_as_csv(client: TestClient, asked: dict[str, str]) -> None:
    for name in ("Ada", "Bo"):
        draft(client, name, team='=HYPERLINK("http://evil.example")', agent={"name": name})
    answer = client.get(
        "/v1/analytics", params={"by": "team"} | asked, headers={"Accept": "text/csv"}
    )
    assert answer.headers["content-type"].startswith("text/csv")
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert row["label"] == row["team"] == '\'=HYPERLINK("http://evil.example")'
    assert (row["drafts"], row["coverage"]) == ("2", "")


def test_the_head_is_there_without_a_row(client: TestClient) -> None:
    answer = client.get("/v1/analytics", params={"by": "team", "format": "csv"})
    assert answer.text.startswith("team,label,drafts,outcomes,sent,coverage,accepted,")
    assert len(answer.text.splitlines()) == 1


@pytest.mark.parametrize("params", [{"by": "mood"}, {"weeks": 0}, {"weeks": 261}, {"format": "x"}])
def test_what_is_not_valid_is_refused(client: TestClient, params: dict[str, Any]) -> None:
    answer = client.get("/v1/analytics", params=params)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


def test_figures_are_for_leads_and_never_by_agent(client: TestClient, as_role: Roles) -> None:
    assert client.get("/v1/analytics", headers=as_role(Role.AGENT)).status_code == 403
    assert client.get("/v1/analytics", headers=as_role(Role.LEAD)).status_code == 200
    answer = client.get("/v1/analytics", params={"by": "agent"})
    assert (answer.status_code, answer.json()["code"]) == (403, "people_not_ranked")
    assert "TACTFUL_RANK_PEOPLE=true" in answer.json()["detail"]


def test_an_administrator_may_switch_people_on(
    prepared: Callable[..., FastAPI], tmp_path: Path, as_role: Roles
) -> None:
    with TestClient(prepared(tmp_path, rank_people=True)) as client:
        client.headers.update(as_role(Role.LEAD))
        draft(client, 1, agent={"name": "Ada Lovelace"})
        rows = client.get("/v1/analytics", params={"by": "agent"}).json()["rows"]
        assert [row["label"] for row in rows] == ["Ada Lovelace"]


class TestRatings:
    def test_they_are_taken_by_conversation(self, client: TestClient) -> None:
        draft(client, 1, ticket={"id": 4711})
        draft(client, 2)
        given = [
            {"conversation_id": 4711, "score": "good"},
            {"conversation_id": "t-2", "score": 9, "kind": "nps"},
            {"conversation_id": "t-1", "score": 1},
        ]
        answer = client.post("/v1/ratings", json={"ratings": given})
        assert answer.json() == {"new": 2, "changed": 0, "unchanged": 0, "unmatched": 1}

    @pytest.mark.parametrize(
        ("given", "detail"),
        [
            ({"conversation_id": "c", "score": 6}, "ratings.1.score: '6' is no csat of 1 to 5"),
            ({"conversation_id": "c", "score": 5, "kind": "x"}, "ratings.1.kind: 'x' is none of"),
        ],
    )
    def test_none_is_kept_where_one_is_wrong(
        self, client: TestClient, given: dict[str, Any], detail: str
    ) -> None:
        draft(client, 1)
        good = {"conversation_id": "t-1", "score": 5}
        answer = client.post("/v1/ratings", json={"ratings": [good, given]})
        assert (answer.status_code, answer.json()["code"]) == (422, "rating_invalid")
        assert answer.json()["detail"].startswith(detail)
        assert client.post("/v1/ratings", json={"ratings": [good]}).json()["new"] == 1

    @pytest.mark.parametrize(
        "body", [{}, {"ratings": [{"score": 1}]}, {"ratings": [{"conversation_id": "c"}]},
                 {"ratings": [{"conversation_id": True, "score": []}]}],
    )  # fmt: skip
    def test_a_wrong_body_is_refused(self, client: TestClient, body: dict[str, Any]) -> None:
        answer = client.post("/v1/ratings", json=body)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")

    @pytest.mark.parametrize(
        ("role", "status"),
        [(Role.PLUGIN, 200), (Role.AGENT, 403), (Role.LEAD, 200), (Role.ADMINISTRATOR, 200)],
    )
    def test_agents_rate_nothing(
        self, client: TestClient, as_role: Roles, role: Role, status: int
    ) -> None:
        answer = client.post("/v1/ratings", json={"ratings": []}, headers=as_role(role))
        assert answer.status_code == status


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Runs a command on a library of the test's own with one draft; what it prints."""
    for name, value in {"EMBEDDER": "hashing:256", "GRAMMAR": "off", "OPINION": "off"}.items():
        monkeypatch.setenv(f"TACTFUL_{name}", value)
    monkeypatch.setenv("TACTFUL_DATA_DIR", str(tmp_path / "data"))
    from api.terminal import services

    with services(None) as parts:
        parts.library().record_draft("t-1", "drafted", 0.9, [])

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(app, arguments, catch_exceptions=False)
        assert done.exit_code == 0
        return done.stdout

    return run


class TestCommands:
    def test_analytics_prints_words_and_a_table(self, run: Callable[..., str]) -> None:
        text = run("analytics", "--weeks", "2")
        assert text.startswith("Nothing was drafted in the week of")
        assert [line.split()[0] for line in text.splitlines()[2:]] == ["week", *week_names(text)]
        assert "too few" in text

    def test_analytics_has_json_and_csv(self, run: Callable[..., str], tmp_path: Path) -> None:
        assert json.loads(run("analytics", "--json"))["total"]["drafts"] == 1
        assert run("analytics", "--csv", "-", "--weeks", "1").splitlines()[0].startswith("week,")
        path = tmp_path / "figures.csv"
        assert run("analytics", "--csv", str(path)) == f"wrote 8 rows to {path}\n"
        assert len(path.read_text("utf-8").splitlines()) == 9

    def test_ratings_are_taken_once(self, run: Callable[..., str], tmp_path: Path) -> None:
        path = tmp_path / "ratings.csv"
        path.write_text("ticket id,score\nt-1,good\nt-9,bad\nt-8,offered\n", "utf-8")
        others = [
            "    not kept, since nothing was drafted for the conversation: 1",
            "    lines without a rating: 1",
        ]
        new = f"in 1 ratings from {path}: 1 new, 0 changed, 0 unchanged"
        dry = run("ratings", str(path), "--dry-run")
        assert dry.splitlines() == [f"would take {new}", *others]
        assert run("ratings", str(path)).splitlines()[0] == f"took {new}"
        assert "0 new, 0 changed, 1 unchanged" in run("ratings", str(path))


def week_names(text: str) -> list[str]:
    """What stands first in each line below the head of the table."""
    return [line.split()[0] for line in text.splitlines()[3:]]
