"""Tactful as `POST /v1/checks` has it, and its checks of tone alone.

What is mere information is no remark: it costs nothing, and stands for a hint.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from api.settings import Settings
from api.wiring import Services
from models.protocols import CheckContext
from models.text import Finding, Severity


class Tactful:
    """Everything at its default, with an empty library and no conversation."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._parts = Services(Settings(data_dir=Path(self._folder.name)))
        self._library = self._parts.library()

    def flags(self, text: str) -> bool:
        """Whether anything is found above information."""
        checked = self._parts.assistant.check(text, CheckContext(), self._library)
        return _remarks(checked.review.findings)


class Tone:
    """The rules of tone, clarity, inclusion and placeholders, with the second opinion."""

    def __init__(self) -> None:
        self._checker = Services(Settings()).checkers[0]

    def flags(self, text: str) -> bool:
        """Whether anything is found above information."""
        return _remarks(self._checker.check(text, CheckContext()))


def _remarks(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is not Severity.INFO for finding in findings)
