"""Whether advisories are known for the pinned packages, by pip-audit.

It asks a service on the network; what that does not know or answer for is told apart from what
is well: a report of no findings about packages that were never looked up says nothing.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

from tests.trust.measure import ROOT, TOOLS, Line

PATIENCE_SECONDS = 600
WHAT = "known vulnerabilities (pip-audit)"


def measure() -> Iterator[Line]:
    """One line: how many packages were looked up, and what was found."""
    if not (TOOLS / "pip-audit").exists():
        yield Line(WHAT, "pip-audit is not installed: `make trust` installs it", None)
        return
    packages = _asked()
    if packages is None:
        yield Line(WHAT, "the advisory service could not be reached", None)
        return
    yield told(packages)


def told(packages: list[dict[str, Any]]) -> Line:
    """What a report says, package by package."""
    known = [one for one in packages if "skip_reason" not in one]
    found = [f"{one['name']} {one['version']}" for one in known if one["vulns"]]
    figure = f"{len(known)} of {len(packages)} packages looked up, {len(found)} with advisories"
    if found:
        return Line(WHAT, f"{figure}: {', '.join(found)}", False)
    return Line(WHAT, figure, True if len(known) == len(packages) else None)


def _asked() -> list[dict[str, Any]] | None:
    arguments = ["--requirement", "requirements.lock", "--no-deps", "--disable-pip"]
    done = subprocess.run(
        [TOOLS / "pip-audit", *arguments, "--format", "json", "--progress-spinner", "off"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except ValueError:
        return None
    return found
