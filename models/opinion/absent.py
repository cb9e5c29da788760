"""Stands where an engine should be, so that each check says that it is not there."""

from __future__ import annotations

from dataclasses import dataclass

from models.errors import EngineDown
from models.protocols import CheckContext
from models.text import Finding


@dataclass(frozen=True, slots=True)
class Absent:
    """An engine that could not be made, and why; nothing else stops for it."""

    id: str
    reason: str

    def check(self, text: str, context: CheckContext) -> list[Finding]:
        """Raises EngineDown."""
        raise EngineDown(self.reason)
