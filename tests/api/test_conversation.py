"""Checks over HTTP that read the conversation: the checklist of asks, strengths, spans."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

MESSAGE = "When will my refund arrive? And can you send me the invoice for March?"
REPLY = "👋 Hi Sarah,\n\nyour refund is on its way."


def checked(client: TestClient, query: str = "", **fields: object) -> dict[str, Any]:
    response = client.post(f"/v1/checks{query}", json={"text": REPLY, **fields})
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


def rules(answer: dict[str, Any]) -> list[str]:
    return [finding["rule"] for finding in answer["findings"]]


def test_asks_come_as_a_checklist(client: TestClient) -> None:
    refund, invoice = checked(client, message=MESSAGE)["asks"]
    assert (refund["answered"], invoice["answered"], invoice["span"]) == (True, False, None)
    span = refund["span"]
    assert REPLY[span["start"] : span["end"]] == "your refund is on its way."


def test_spans_of_asks_are_in_the_unit_asked_for(client: TestClient) -> None:
    plain = checked(client, message=MESSAGE)["asks"][0]["span"]
    utf16 = checked(client, "?offsets=utf16", message=MESSAGE)["asks"][0]["span"]
    assert utf16["start"] == plain["start"] + 1


def test_without_a_message_there_is_nothing_to_cover(client: TestClient) -> None:
    answer = checked(client)
    assert (answer["asks"], answer["strengths"]) == ([], [])


@pytest.mark.parametrize(
    "fields",
    [
        {"message": {"text": MESSAGE, "from": {"name": "Dana Reyes"}}},
        {"message": MESSAGE, "customer": {"first_name": "Dana"}},
    ],
)
def test_the_customers_name_is_known(client: TestClient, fields: dict[str, object]) -> None:
    text = "Hi Sarah,\n\nyour refund is on its way."
    assert "facts.wrong-name" in rules(checked(client, text=text, **fields))


def test_the_channel_of_a_message_counts(client: TestClient) -> None:
    by_mail = checked(client, text="It left.", message={"text": MESSAGE})
    by_chat = checked(client, text="It left.", message={"text": MESSAGE, "channel": "Chat"})
    assert "tone.no-greeting" in rules(by_mail)
    assert "tone.no-greeting" not in rules(by_chat)


def test_the_thread_is_read(client: TestClient) -> None:
    said = "Refunds take five days to reach your card after we send them."
    answer = checked(
        client, text=said, message="And now?", thread=[{"role": "agent", "text": said}]
    )
    assert "clarity.repeats-earlier" in rules(answer)


def test_strengths_are_named(client: TestClient) -> None:
    text = (
        "I'm sorry about the wait. I'll send you the March invoice today; "
        "you will have your refund by Friday."
    )
    strengths = checked(client, text=text, message=MESSAGE)["strengths"]
    assert strengths == ["feeling-named", "next-step-with-owner-and-time", "all-asks-covered"]
