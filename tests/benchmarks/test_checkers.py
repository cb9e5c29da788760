"""The benchmark of checkers: its figures, its table, and rows of what is not installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.checkers import run, tables
from tests.benchmarks.checkers.run import ROOT, Measured, figures, measured
from tests.benchmarks.checkers.system import CHECKERS

GOOD, BAD = "We are glad to help.", "You failed to attach the receipt."


def test_a_share_is_of_its_set_and_the_time_is_the_median_of_all() -> None:
    answers = {"a": [(True, 0.001), (False, 0.002)], "b": [(False, 0.9)], "empty": []}
    assert figures("X", answers) == Measured("X", {"a": 0.5, "b": 0.0}, 2.0)


def test_a_row_has_a_cell_for_each_column() -> None:
    shares = dict.fromkeys(tables.SETS, 0.25)
    line = tables.row(Measured("X", shares, 1.234))
    assert line == "| X | 25.0% | 25.0% | 25.0% | 25.0% | 1.23 |"
    assert {each.count("|") for each in tables.head({}).strip().splitlines()} == {line.count("|")}


def test_the_head_tells_how_large_each_set_is() -> None:
    assert f"{tables.SETS[0]} (80)" in tables.head({tables.SETS[0]: 80})


def test_a_checker_that_failed_tells_why_in_its_row() -> None:
    line = tables.row(Measured("X", {}, 0.0, "not installed,\nnpm | node"))
    assert line == "| X (not installed, npm / node) | - | - | - | - | - |"


@pytest.mark.parametrize("name", [name for name, one in CHECKERS.items() if one.home != "ours"])
def test_without_its_packages_a_rival_is_not_installed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "BENCH", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert measured(name, {"a": [GOOD]}).problem.startswith("not installed, ")


def test_what_a_process_says_of_a_text_is_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text(f"#!/bin/sh\necho 'lib.errors.TooLong: {BAD}' >&2\nexit 1\n", "utf-8")
    python.chmod(0o755)
    monkeypatch.setattr(run, "BENCH", tmp_path)
    assert measured("harper", {"a": [BAD]}).problem == "not measured, TooLong"


def test_the_sets_are_measured_from_their_files(tmp_path: Path) -> None:
    """Through the command, in a process of its own."""
    _write(tmp_path / "labels/sentences.jsonl", _texts(GOOD, BAD))
    for who in "AB":
        flags = [{"id": 0, "flag": False}, {"id": 1, "flag": True}]
        _write(tmp_path / f"labels/tone_{who}.jsonl", flags)
    _write(tmp_path / "tone/pairs.jsonl", [{"before": BAD, "after": GOOD}])
    _write(tmp_path / "tone/clean.jsonl", _texts(GOOD, GOOD))
    printed = _run(str(tmp_path), "--checkers", "tone")
    assert "| Tactful, its checks of tone alone | 100.0% | 100.0% | 0.0% | 0.0% |" in printed
    assert GOOD not in printed
    assert BAD not in printed


def test_without_the_data_it_says_so(tmp_path: Path) -> None:
    printed = _run(str(tmp_path / "nowhere"))
    assert printed == f"checkers: not measured, {tmp_path / 'nowhere'} does not exist\n"


def _texts(*texts: str) -> list[dict[str, object]]:
    return [{"id": number, "text": text} for number, text in enumerate(texts)]


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")


def _run(*arguments: str) -> str:
    command = [sys.executable, "-m", "tests.benchmarks.checkers", *arguments]
    environment = os.environ | {"TACTFUL_EMBEDDER": "hashing:256"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout
