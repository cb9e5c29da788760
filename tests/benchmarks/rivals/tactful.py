"""Tactful through its public door: put, learn, search."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from api.settings import Settings
from api.wiring import Services
from snippets.snippet import Snippet
from snippets.store.examples import Learned
from tests.benchmarks.rivals.corpus import Corpus
from tests.benchmarks.rivals.system import Found

SEARCHED = 50
"""Snippets that are asked for, so that enough of one kind are among them."""


class Tactful:
    """A library in a folder of its own, with the engines of the settings."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._parts = Services(Settings(data_dir=Path(self._folder.name)))
        self._library = self._parts.library()

    def build(self, corpus: Corpus) -> None:
        """Keep the snippets and learn the past messages, as importing and learning do."""
        self._library.put([Snippet.from_dict(fields) for fields in corpus.snippets])
        if corpus.past:
            self._library.learn(
                [
                    Learned(one.snippet_id, one.conversation_id, one.text, _day(one.day))
                    for one in corpus.past
                ]
            )
        self._library.adapt(self._library.begin_lesson())

    def search(self, query: str) -> Found:
        """The matches and the confidence."""
        found = self._library.search(query, SEARCHED)
        return Found([(match.snippet.id, match.score) for match in found], found.confidence)


def _day(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
