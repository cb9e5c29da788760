"""Harper, Automattic's checker of English, through its Python bindings."""

from __future__ import annotations

from harper import Language, Linter

FORM = frozenset({"Spelling", "Formatting"})
"""Kinds that say nothing of how a sentence comes across."""


class Whole:
    """American English with its default rules."""

    def __init__(self) -> None:
        self._linter = Linter()

    def flags(self, text: str) -> bool:
        """Whether there is a lint."""
        return bool(self._kinds(text))

    def _kinds(self, text: str) -> set[str]:
        return {lint.lint_kind for lint in self._linter.lint(text, language=Language.PLAINTEXT)}


class Style(Whole):
    """The same, but for what is about form alone."""

    def flags(self, text: str) -> bool:
        """Whether there is a lint about the words."""
        return bool(self._kinds(text) - FORM)
