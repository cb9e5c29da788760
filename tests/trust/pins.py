"""Whether every package of a lock file has one version and the hashes of its files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.trust.measure import ROOT, Line

LOCKS = ("requirements.lock", "requirements-trust.lock")
"""Those of what runs, tests and measures; rivals to compare with are pinned without hashes."""
_PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[\w,]+\])?==(\S+)")


def pinned(lock: Path) -> dict[str, bool]:
    """The packages of a lock file, and whether the hashes of their files stand there.

    Raises ValueError for a line that names no one version.
    """
    found: dict[str, bool] = {}
    name = ""
    for line in lock.read_text("utf-8").splitlines():
        if pin := _PIN.match(line):
            name = pin[1].lower()
            found[name] = False
        elif line.strip().startswith("--hash=sha256:"):
            found[name] = True
        elif line.strip() and not line.strip().startswith("#"):
            raise ValueError(f"{lock.name}: {line} names no one version")
    return found


def measure() -> Iterator[Line]:
    """A line a lock file."""
    for name in LOCKS:
        pins = pinned(ROOT / name)
        hashed = sum(pins.values())
        figure = f"{len(pins)} packages pinned, {hashed} of them hashed"
        yield Line(name, figure, hashed == len(pins))
