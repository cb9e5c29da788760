"""A line of the table that `make trust` prints, and where the parts of this project lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / ".venv-trust" / "bin"
"""Tools of the group `trust`, in an environment of their own."""


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured and what came of it; `good` is None where it could not be told."""

    what: str
    figure: str
    good: bool | None

    def __str__(self) -> str:
        verdict = {True: "holds", False: "FALLS SHORT", None: "not told"}[self.good]
        return f"| {self.what} | {self.figure} | {verdict} |"
