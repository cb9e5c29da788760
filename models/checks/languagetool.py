"""A LanguageTool server, remote by URL or started here, through `language-tool-python`."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import Any

from models.checks.policy import Remark
from models.errors import EngineDown
from models.text import Span


class LanguageToolServer:
    """Speaks to the server at `url`; without one it starts a local server.

    A local server needs Java 17 and downloads LanguageTool at its first start.
    """

    def __init__(self, url: str | None = None, variant: str = "en-US") -> None:
        self.id = f"languagetool:{url or 'local'}"
        self._url = url
        self._variant = variant
        self._lock = threading.Lock()

    def load(self) -> None:
        """Connect now. Raises EngineDown."""
        with self._lock:
            _ = self._tool

    def remarks(self, sentence: str, locale: str) -> tuple[Remark, ...]:
        """All remarks of the server on one sentence. Raises EngineDown."""
        self.load()
        with self._lock:
            try:
                self._tool.language = self._variant if locale == "en" else locale
                matches = self._tool.check(sentence)
            except Exception as error:
                raise EngineDown(f"{self.id} does not answer: {error}") from error
        return tuple(_remark(match) for match in matches)

    @cached_property
    def _tool(self) -> Any:
        import language_tool_python

        try:
            return language_tool_python.LanguageTool(self._variant, remote_server=self._url)
        except Exception as error:
            raise EngineDown(f"{self.id} does not answer: {error}") from error


def _remark(match: Any) -> Remark:
    return Remark(
        rule=match.rule_id,
        category=match.category,
        issue_type=match.rule_issue_type,
        span=Span(match.offset, match.offset + match.error_length),
        message=match.message,
        replacements=tuple(match.replacements),
    )
