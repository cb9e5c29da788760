"""A library's search, asked as if nobody knew the message: as it is, and as it would be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from snippets.finder import Finder, Look
from snippets.scope import Scope
from snippets.search.candidates import candidates
from snippets.search.index import Index
from snippets.search.neighbours import Vectors
from snippets.search.passages import mark_of, texts_of
from snippets.search.ranking import Ranking
from snippets.search.rewritten import Rewritten, Said
from snippets.search.signals import Found, Signals
from snippets.snippet import Kind, Known, Snippet


@dataclass(frozen=True, slots=True)
class Asked:
    """A message with its vector, for whom it is asked, and of which kind the answer has to be."""

    text: str
    vector: Vectors
    scope: Scope
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes first for a message, and the probability that it answers."""

    snippet: Snippet | None
    confidence: float


class Stage:
    """Asks an index, and the same index as if some snippets `said` this and others were `gone`.

    The index is left as it is, and is held for one message at a time only: searches go on.
    """

    def __init__(
        self, finder: Finder, said: Sequence[Snippet] = (), gone: Collection[str] = ()
    ) -> None:
        self._finder = finder
        self._gone = gone
        texts = {one.id: texts_of(Known(one)).all for one in said}
        self.vectors = finder.peek([text for of_one in texts.values() for text in of_one])
        self._said = [
            Said(one, np.stack([self.vectors[text] for text in texts[one.id]])) for one in said
        ]
        self._rewritten: tuple[int, Rewritten] | None = None

    def before(self, asked: Asked) -> Answer:
        """What search finds for a message."""
        ranking, now = self._finder.look(
            lambda look: (look.state.ranking, _told(look.index, _found(look.index, asked), asked))
        )
        return _answer(ranking, now)

    def both(self, asked: Asked) -> tuple[Answer, Answer]:
        """The same, and what it would find after the change."""
        ranking, now, then = self._finder.look(lambda look: self._both(look, asked))
        return _answer(ranking, now), _answer(ranking, then)

    def _both(self, look: Look, asked: Asked) -> tuple[Ranking, _Told, _Told]:
        found, changed = _found(look.index, asked), self._changed(look)
        then = changed.over(found, asked.vector, asked.text)
        return look.state.ranking, _told(look.index, found, asked), _told(changed, then, asked)

    def _changed(self, look: Look) -> Rewritten:
        """The index as it would be; made anew where somebody has changed it meanwhile."""
        if self._rewritten is None or self._rewritten[0] != look.revision:
            made = Rewritten(look.index, self._said, self._gone)
            self._rewritten = look.revision, made
        return self._rewritten[1]


@dataclass(frozen=True, slots=True)
class _Told:
    """The witnesses for a message, and the snippets by their numbers."""

    table: Signals
    snippets: dict[int, Snippet]


def _found(index: Index, asked: Asked) -> Found:
    return index.near(asked.vector, asked.text)


def _told(index: Index, found: Found, asked: Asked) -> _Told:
    allowed = index.allowed(found, without=mark_of(asked.text))
    table = candidates(index, allowed, asked.vector, asked.scope, asked.kind)
    return _Told(table, {number: index.snippet(number) for number in table.numbers.tolist()})


def _answer(ranking: Ranking, told: _Told) -> Answer:
    ranked = ranking.rank(told.table)
    first = int(ranked.numbers[0]) if len(ranked.numbers) else None
    return Answer(None if first is None else told.snippets[first], ranked.confidence)
