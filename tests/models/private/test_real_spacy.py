"""Names that only a reader sees; the real model, with the network forbidden."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.errors import ModelMissing
from models.private import spacy as engine
from models.private.details import mask
from models.private.spacy import SpacyFinder

OFFLINE = """
import json, socket, sys, urllib.request
def refuse(*args, **kwargs):
    raise AssertionError(f"asked the network: {args}")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
urllib.request.urlopen = refuse
from models.private.details import mask
from models.private.spacy import SpacyFinder
print(json.dumps(mask(SpacyFinder(), json.loads(sys.argv[1]))))
"""


@pytest.fixture(scope="module")
def finder() -> SpacyFinder:
    return SpacyFinder()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then Mark told me that it works.", "Then [name] told me that it works."),
        ("I met Grace Hill last week.", "I met [name] last week."),
        ("Yesterday I called Bill about it.", "Yesterday I called [name] about it."),
        ("The parcel is for Zbigniew, not me.", "The parcel is for [name], not me."),
    ],
)
def test_names_within_sentences(finder: SpacyFinder, text: str, expected: str) -> None:
    assert mask(finder, [text]) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Gmail and Outlook do not sync with Thunderbird on Windows 11.",
        "The Junk folder is empty since I clicked Delete in Settings.",
        "Can I move my Yahoo account from Firefox to Chrome on my MacBook?",
        "Wie kann ich den Papierkorb im Archiv leeren? Der Ordner ist nicht zu sehen.",
    ],
)
def test_products_and_other_languages_survive(finder: SpacyFinder, text: str) -> None:
    assert mask(finder, [text]) == [text]


def test_the_librarys_own_words_survive(finder: SpacyFinder) -> None:
    text = "Then Renate leaked all over the table."
    assert mask(finder, [text], frozenset({"renate"})) == [text]


def test_masking_twice_changes_nothing(finder: SpacyFinder) -> None:
    texts = [
        "Then Mark told Anna Hill that Peter Grant, her boss, is at 12 Rose Street, Leeds LS1 4AP.",
        "Hi Dana, thanks! Ask Bill Hope or Frank. Regards Tom",
    ]
    once = mask(finder, texts)
    assert mask(finder, once) == once


@pytest.mark.parametrize("text", ["", " ", "\n\n", "🙂", "a\x00b", "A" * 50_000, "Anna " * 5_000])
def test_odd_texts_are_no_error(finder: SpacyFinder, text: str) -> None:
    assert len(finder.find([text])) == 1


def test_no_texts_are_no_error(finder: SpacyFinder) -> None:
    assert finder.find([]) == []


def test_it_neither_asks_the_network_nor_writes_to_the_users_home(tmp_path: Path) -> None:
    texts = ["Ask Zbigniew at https://x.example/1?a or dana@example.com, +44 117 496 0142."]
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE, json.dumps(texts)],
        cwd=Path(__file__).parents[3],
        env=os.environ | {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["Ask [name] at [link] or [email], [number]."]
    assert list(tmp_path.iterdir()) == []


def test_a_missing_model_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MODEL", "en_none")
    with pytest.raises(ModelMissing, match="make setup"):
        SpacyFinder().find(["I asked Anna Hill."])
