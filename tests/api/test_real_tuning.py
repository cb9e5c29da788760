"""`tactful tune` with the real model, which it exports for serving."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from snippets import formats
from snippets.snippet import Snippet

THINGS = ("kettle", "grinder", "scale", "filter", "mug", "spoon", "tray", "lid", "hose", "pump")
TROUBLES = ("broke", "leaks", "is lost", "came late", "is dirty", "squeaks", "smells", "is bent")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TACTFUL_DATA_DIR", str(tmp_path / "data"))
    entries = [
        Snippet(one, "reply", f"Reply {n}", f"See {n}.", examples=_examples(one))
        for n, one in enumerate(THINGS)
    ]
    formats.write("jsonl", tmp_path / "in.jsonl", entries)
    return tmp_path


def _examples(thing: str) -> tuple[str, ...]:
    return tuple(f"my {thing} {trouble}" for trouble in TROUBLES)


def run(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(one) for one in arguments])
    assert result.exit_code == code, result.output
    return result.output


def test_a_model_is_tuned_and_held_against_the_one_in_use(folder: Path) -> None:
    run("import", "jsonl", folder / "in.jsonl")
    told = run("tune", folder / "model")
    assert "messages held back, the right one first" in told
    assert f"TACTFUL_EMBEDDER=onnx:{folder / 'model'}" in told or "keep the one in use" in told
    assert (folder / "model" / "modules.json").is_file()


def test_too_few_messages_are_an_error_before_anything_is_loaded(folder: Path) -> None:
    result = CliRunner().invoke(app, ["tune", str(folder / "model")])
    assert "0 messages with known answers are too few" in str(result.exception)
    assert not (folder / "model").exists()
