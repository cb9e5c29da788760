"""`tactful backup`, `tactful restore` and what `tactful doctor` says of the database.

The commands run the fakes "hashing:256" and grammar "off"; the service is a process of its own.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from api.doctor import examine
from api.wiring import Services
from snippets.snippet import Snippet
from tests.conftest import make_settings

ROOT = Path(__file__).parents[2]
FAKES = {
    "TACTFUL_EMBEDDER": "hashing:256",
    "TACTFUL_GRAMMAR": "off",
    "TACTFUL_OPINION": "off",
    "TACTFUL_PRIVACY": "patterns",
}
MAIN = "from api.cli import main; main()"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def shelf(tmp_path: Path, quick_rules: None) -> Path:
    """A data folder with a library of two snippets."""
    keep(tmp_path / "data", "kettle", "teapot")
    return tmp_path / "data"


@pytest.fixture
def run(shelf: Path) -> Run:
    """A command on the shelf, as a shell runs it."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", MAIN, *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | FAKES | {"TACTFUL_DATA_DIR": str(shelf)},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def keep(folder: Path, *names: str) -> None:
    parts = Services(make_settings(folder))
    parts.library().put([Snippet(one, "reply", one, f"All about {one}s.") for one in names])
    parts.close()


def found(run: Run, name: str) -> list[str]:
    """The ids that a search finds."""
    answer = json.loads(run("search", name, "--json").stdout)
    return [one["snippet_id"] for one in answer["matches"]]


@contextmanager
def served(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A service on a data folder, once it says that it serves."""
    with subprocess.Popen(
        [sys.executable, "-c", MAIN, "serve", "--port", "0", "--data-dir", str(folder)],
        cwd=ROOT,
        env=os.environ | FAKES,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout
            assert "serves" in process.stdout.readline()
            yield process
        finally:
            process.terminate()


def test_a_backup_of_a_running_service_is_put_back_when_it_has_stopped(
    run: Run, shelf: Path, tmp_path: Path
) -> None:
    saved = tmp_path / "saved.db"
    with served(shelf):
        made = run("backup", saved)
        assert made.returncode == 0
        assert made.stdout.startswith("backed up 2 snippets, 2 versions")
        assert f"to {saved}, " in made.stdout
        refused = run("restore", saved)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert "in use by another process" in refused.stderr
    keep(shelf, "umbrella")
    restored = run("restore", saved)
    assert (restored.returncode, restored.stderr) == (0, "")
    assert "what was there is kept as" in restored.stdout
    assert set(found(run, "umbrella")) <= {"kettle", "teapot"}


def test_an_existing_file_is_written_over_only_with_force(run: Run, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "saved.db").returncode == 0
    again = run("backup", tmp_path / "saved.db")
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)
    assert "--force" in again.stderr
    assert run("backup", tmp_path / "saved.db", "--force").returncode == 0


@pytest.mark.parametrize("name", ["README.md", "none.db"])
def test_what_is_no_backup_is_one_line_of_error(run: Run, name: str) -> None:
    done = run("restore", name)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert name in done.stderr


class TestDoctor:
    @pytest.fixture
    def parts(self, shelf: Path) -> Iterator[Services]:
        parts = Services(make_settings(shelf))
        yield parts
        parts.close()

    def test_all_is_well(self, parts: Services) -> None:
        report = examine(parts)
        assert report["problems"] == []
        assert "sound, tables " in report["parts"]["database"]
        assert report["parts"]["index"].startswith("shows change ")

    def test_rows_that_belong_to_nothing(self, parts: Services, shelf: Path) -> None:
        with closing(sqlite3.connect(shelf / "tactful.db")) as connection:
            connection.execute(
                "INSERT INTO examples (workspace_id, snippet_id, text, created_at) "
                "VALUES ('default', 'none', 't', '2026-01-01')"
            )
            connection.commit()
        (problem,) = examine(parts)["problems"]
        assert "a row of examples belongs to nothing" in problem
        assert "restore a backup" in problem

    def test_a_log_that_is_never_folded_in(
        self, parts: Services, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.doctor.MOST_LOG_BYTES", -1)
        (problem,) = examine(parts)["problems"]
        assert "restart the service" in problem

    def test_a_library_that_only_some_may_see(self, parts: Services) -> None:
        entries = [Snippet(one, "reply", one, "b", team="blue") for one in ("kettle", "teapot")]
        parts.library().put(entries)
        assert examine(parts)["problems"] == []
