"""`tactful learn` and `evaluate --own`, with the fake "hashing:256" and masking by patterns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.cli import app
from api.learning import told
from snippets import formats
from snippets.snippet import Snippet

THINGS = ("kettle", "grinder", "scale", "filter", "mug", "spoon", "tray", "lid", "hose", "pump")
FIGURES = {"messages": 20, "mrr": 0.5, "recall_1": 0.4, "recall_5": 0.6, "log_loss": 0.3}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a reply a thing, and a history of 150 conversations beside it."""
    monkeypatch.setenv("TACTFUL_EMBEDDER", "hashing:256")
    monkeypatch.setenv("TACTFUL_GRAMMAR", "off")
    monkeypatch.setenv("TACTFUL_PRIVACY", "patterns")
    monkeypatch.setenv("TACTFUL_DATA_DIR", str(tmp_path / "data"))
    entries = [Snippet(one, "reply", f"Reply {n}", f"See {n}.") for n, one in enumerate(THINGS)]
    formats.write("jsonl", tmp_path / "in.jsonl", entries)
    lines = [_conversation(n) for n in range(150)]
    (tmp_path / "history.jsonl").write_text("\n".join(lines), "utf-8")
    run("import", "jsonl", tmp_path / "in.jsonl")
    return tmp_path


def _conversation(n: int) -> str:
    thing = THINGS[n % len(THINGS)]
    day = f"2026-{1 + n // 28:02}-{1 + n % 28:02}"
    fields: dict[str, Any] = {"id": f"c{n}", "created_at": day, "subject": "", "reply": "Done."}
    message = f"my {thing} broke again, case {'abcdefghij'[n // 10 % 10]}{n % 7}"
    return json.dumps(fields | {"message": message, "snippet_ids": [thing], "agent": "Sam"})


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(one) for one in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_learning_tells_before_and_after_and_can_be_taken_back(folder: Path) -> None:
    learned = run("learn", folder / "history.jsonl")
    assert "150 new examples" in learned
    assert "before" in learned
    assert "kept" in learned
    (match,) = json.loads(run("search", "kettle broke", "-k", "1", "--json"))["matches"]
    assert match["snippet_id"] == "kettle"
    assert "took the last learning back; 0 known messages are left" in run("learn", "--undo")
    assert "nothing to take back" in run("learn", "--undo")


def test_learning_anew_needs_no_history(folder: Path) -> None:
    assert "too few" in run("learn")
    run("learn", folder / "history.jsonl")
    assert "search stays as it was" in run("learn")
    assert "0 known messages are left" in run("learn", "--undo")


def test_a_library_is_tested_on_its_own_examples(folder: Path, tmp_path: Path) -> None:
    entries = [
        Snippet(one, "reply", one, "Text.", examples=(f"{one} broke", f"broken {one}"))
        for one in THINGS
    ]
    formats.write("jsonl", folder / "own.jsonl", entries)
    run("import", "jsonl", folder / "own.jsonl")
    report = json.loads(run("evaluate", "--own", "--json", "--html", tmp_path / "own.html"))
    assert report["messages"] == 2 * len(THINGS)
    assert report["recall@1"] == 1.0
    assert "own examples" in (tmp_path / "own.html").read_text("utf-8")


def test_evaluate_wants_one_thing_to_measure() -> None:
    result = CliRunner().invoke(app, ["evaluate"])
    assert result.exit_code == 2
    assert "--own" in result.output


@pytest.mark.parametrize(
    ("report", "says"),
    [
        ({"kept": False, "reason": "too few"}, "stays as it was: too few"),
        ({"kept": True, "real": True, "threshold": 0.5}, "drafts from a confidence of 0.50"),
        ({"kept": True, "real": False, "threshold": None}, "no clear harm"),
        ({"kept": False, "real": True, "reason": "no better"}, "stays as it was: no better"),
    ],
)
def test_what_came_of_learning_is_told(report: dict[str, Any], says: str) -> None:
    figures = {"before": FIGURES, "after": FIGURES} if "real" in report else {}
    assert says in told(report | figures)
