"""The main job on a real help desk's library and messages, where that data is present.

Uses the real default engines, through the command line.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from models.text import SLOT

DATA = Path(__file__).parents[3] / "shared" / "data" / "thunderbird"
TACTFUL = Path(sys.executable).with_name("tactful")

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the data is not at {DATA}"),
]


@pytest.fixture(scope="module")
def messages() -> list[dict[str, Any]]:
    lines = (DATA / "examples-replies.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def drafts(
    messages: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("thunderbird")
    requests = folder / "requests.jsonl"
    requests.write_text(
        "".join(
            json.dumps(
                {"id": one["id"], "message": {"text": one["message"], "subject": one["subject"]}}
            )
            + "\n"
            for one in messages
        ),
        "utf-8",
    )
    _tactful(folder, "import", "jsonl", str(DATA / "library.jsonl"))
    printed = _tactful(folder, "draft", "--jsonl", str(requests))
    return [json.loads(line) for line in printed.splitlines()]


def test_every_message_gets_a_draft_in_the_same_order(
    messages: list[dict[str, Any]], drafts: list[dict[str, Any]]
) -> None:
    assert [draft["id"] for draft in drafts] == [message["id"] for message in messages]


def test_no_draft_has_an_open_placeholder(drafts: list[dict[str, Any]]) -> None:
    assert [draft["id"] for draft in drafts if "{{" in draft["text"]] == []


def test_every_sentence_from_the_library_names_its_source(drafts: list[dict[str, Any]]) -> None:
    sentences = [sentence for draft in drafts for sentence in draft["sentences"]]
    assert all(one["sources"] for one in sentences if one["origin"] == "snippet")
    assert any(one["origin"] == "snippet" for one in sentences)


def test_every_span_is_the_text_it_says(drafts: list[dict[str, Any]]) -> None:
    for draft in drafts:
        for one in draft["sentences"]:
            assert draft["text"][one["span"]["start"] : one["span"]["end"]] == one["text"]
        slots = [found.span() for found in SLOT.finditer(draft["text"])]
        assert [(one["span"]["start"], one["span"]["end"]) for one in draft["slots"]] == slots


def test_every_ask_stands_in_the_message_or_its_subject(
    messages: list[dict[str, Any]], drafts: list[dict[str, Any]]
) -> None:
    for message, draft in zip(messages, drafts, strict=True):
        said = f"{message['subject']}\n{message['message']}"
        assert [ask["text"] for ask in draft["asks"] if ask["text"] not in said] == []


def _tactful(folder: Path, *arguments: str) -> str:
    environment = os.environ | {"TACTFUL_DATA_DIR": str(folder / "data")}
    done = subprocess.run(
        [TACTFUL, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout
