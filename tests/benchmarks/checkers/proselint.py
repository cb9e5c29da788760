"""proselint with its default checks."""

from __future__ import annotations

from proselint.checks import __register__
from proselint.registry import CheckRegistry
from proselint.tools import LintFile


class Proselint:
    """As its command line sets it up."""

    def __init__(self) -> None:
        CheckRegistry().register_many(__register__)

    def flags(self, text: str) -> bool:
        """Whether a check matches."""
        return bool(LintFile("<text>", text).lint())
