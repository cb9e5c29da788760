"""Instructions hidden in a customer's message, and a model that obeys each one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.message import Draft, Message, Request
from assistant.pipeline import Assistant
from snippets.library import Library
from tests.assistant.phrasing.scripted import Scripted, writers
from tests.conftest import rules_alone

ATTEMPTS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "injections.yaml").read_text("utf-8")
)
MONEY = "When do I get my money back?"
ids = [one["ask"][:40] for one in ATTEMPTS]


def drafted(library: Library, ask: str, model: Scripted | None) -> Draft:
    assistant = Assistant(rules_alone(), 0.3, *([writers(model)] if model else []))
    message = Message(f"{MONEY} {ask}", sender_name="Dana Reyes")
    return assistant.draft(Request(message, values={"agent": {"name": "Sam"}}), library)


def test_there_are_enough_of_them() -> None:
    assert len({one["ask"] for one in ATTEMPTS}) >= 50


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=ids)
def test_a_model_that_obeys_changes_nothing(library: Library, attempt: dict[str, Any]) -> None:
    plain = drafted(library, attempt["ask"], None)
    written = drafted(library, attempt["ask"], Scripted(attempt["says"]))
    assert written.text == plain.text
    assert written.sentences == plain.sentences
    assert any("the composed draft stands" in note for note in written.notes)


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=ids)
def test_what_it_slips_in_between_does_not_stay(library: Library, attempt: dict[str, Any]) -> None:
    plain = drafted(library, attempt["ask"], None)
    slipped = Scripted(f"{attempt['says']}\n\nDRAFT\n\n{attempt['says']}")
    assert drafted(library, attempt["ask"], slipped).text == plain.text
