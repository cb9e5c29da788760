"""The floors: who may import whom, and what importing and serving load."""

from __future__ import annotations

import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
FLOORS = ("models", "snippets", "assistant", "api")
NOT_FOR_IMPORT = {"snippets.migrations.env"}
"""Run by Alembic alone, which sets up what they read."""
HEAVY = ("torch", "transformers", "sentence_transformers", "spacy")

IMPORT_ALL = """
import builtins, importlib, json, pathlib, socket, subprocess, sys
def refuse(*args, **kwargs):
    raise AssertionError(f"work on import: {args}")
subprocess.Popen = socket.socket.connect = refuse
written, plain_open = [], builtins.open
def watched(file, mode="r", *args, **kwargs):
    if set(mode) & set("wax+"):
        written.append(str(file))
    return plain_open(file, mode, *args, **kwargs)
builtins.open = watched
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
print(json.dumps({"modules": sorted(sys.modules), "written": written}))
"""

SERVE = """
import json, sys
from pathlib import Path
from api.app import create_app
from api.settings import Settings
from assistant.message import Message, Request
from models.protocols import CheckContext
from snippets.snippet import Snippet
app = create_app(Settings(_env_file=None, data_dir=Path(sys.argv[1])))
parts = app.state.services
parts.warm()
library = parts.library()
library.add(Snippet("one", "reply", "Refund", "It takes 5 days.", examples=("My refund?",)))
draft = parts.assistant.draft(Request(Message("Where is my refund?")), library)
checked = parts.assistant.check("You must wiat.", CheckContext(), library)
parts.close()
print(json.dumps({
    "modules": sorted(sys.modules), "drafted": draft.outcome,
    "findings": len(checked.review.findings),
}))
"""


def modules() -> list[str]:
    """Every module of the four floors."""
    return [
        info.name
        for floor in FLOORS
        for info in pkgutil.walk_packages([str(ROOT / floor)], f"{floor}.")
        if info.name not in NOT_FOR_IMPORT
    ]


def run(code: str, *arguments: str, **environment: str) -> dict[str, list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return answer


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What a process has loaded and written after importing every module."""
    home = str(tmp_path_factory.mktemp("home"))
    return run(IMPORT_ALL, json.dumps(modules()), HOME=home, PYTHONDONTWRITEBYTECODE="1")


def test_import_contracts_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_every_module_is_found() -> None:
    assert {"models.text", "snippets.store.entries", "assistant.pipeline", "api.cli"} <= set(
        modules()
    )


@pytest.mark.parametrize("heavy", HEAVY)
def test_importing_loads_no_heavy_library(imported: dict[str, list[str]], heavy: str) -> None:
    assert heavy not in imported["modules"]


def test_importing_writes_nothing(imported: dict[str, list[str]]) -> None:
    assert imported["written"] == []


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What a process has loaded that warmed up, drafted and checked once."""
    return run(SERVE, str(tmp_path_factory.mktemp("served")))


@pytest.mark.parametrize("heavy", HEAVY)
def test_serving_loads_no_heavy_library(served: dict[str, list[str]], heavy: str) -> None:
    assert heavy not in served["modules"]


def test_what_was_served_was_real(served: dict[str, list[str]]) -> None:
    assert (served["drafted"], bool(served["findings"])) == ("drafted", True)
