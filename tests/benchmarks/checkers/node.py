"""The checkers that are written in JavaScript: installs them for the bench, once."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from tests.benchmarks.checkers.failure import CheckerFailed

PACKAGES = {"write-good": "1.0.8", "alex": "11.0.1"}
"""Pinned; what they stand on in turn is what npm finds."""
PATIENCE_SECONDS = 300


def node(folder: Path) -> str:
    """The path of Node.js, with the packages in `folder`. Raises CheckerFailed."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if not found or not npm:
        raise CheckerFailed("not installed, Node.js with npm is missing")
    if any(_version(folder, name) != version for name, version in PACKAGES.items()):
        _install(npm, folder)
    return found


def _version(folder: Path, name: str) -> str | None:
    path = folder / "node_modules" / name / "package.json"
    return str(json.loads(path.read_text("utf-8"))["version"]) if path.exists() else None


def _install(npm: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
    quiet = ["--no-audit", "--no-fund", "--ignore-scripts"]
    command = [npm, "install", "--prefix", str(folder), *quiet, *wanted]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise CheckerFailed("not installed, npm took too long") from error
    if done.returncode:
        raise CheckerFailed(f"not installed, npm ended with {done.returncode}")
