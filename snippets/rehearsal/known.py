"""Which known messages a change may move: those near to what was said, and to what would be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from snippets.finder import Finder, Look
from snippets.scope import Scope
from snippets.search.neighbours import Vectors
from snippets.search.passages import texts_of
from snippets.snippet import Known, Snippet
from snippets.store.database import now
from snippets.store.entries import Entries
from snippets.store.messages import Messages

MOST = 50
"""Known messages, and as many that came in lately, that are looked at: the nearest."""
DAYS = 30
MOST_RECENT = 2_000
"""Messages of the last DAYS that are compared, the newest, ..."""
MOST_COMPUTED = 100
"""... and those among them whose vectors are computed at a time, where they are not kept."""
MOST_TEXTS = 48
"""Old and new texts whose neighbours are looked for."""


@dataclass(frozen=True, slots=True)
class KnownMessage:
    """A message with its vector, and the ids of the snippets that are known to answer it.

    A `recent` one came in lately, and was kept for that.
    """

    text: str
    vector: Vectors
    owners: frozenset[str] = frozenset()
    recent: bool = False


def differing(before: Sequence[Snippet], after: Sequence[Snippet]) -> list[str]:
    """The texts that only one side has, all of both where kind or audience differ."""
    old, new = ({one.id: one for one in side} for side in (before, after))
    found: dict[str, None] = {}
    for name in dict.fromkeys((*new, *old)):
        ours, theirs = old.get(name), new.get(name)
        texts = [set(_texts(one)) for one in (ours, theirs)]
        same = texts[0] & texts[1] if _for_whom(ours) == _for_whom(theirs) else set()
        both = (*_texts(theirs), *_texts(ours))
        found |= dict.fromkeys(text for text in both if text not in same)
    return list(found)[:MOST_TEXTS]


def near(
    finder: Finder, entries: Entries, vectors: Sequence[Vectors], scope: Scope
) -> list[KnownMessage]:
    """The known messages nearest to any of these, of snippets that the scope sees."""
    owners = finder.look(lambda look: _owners(look, vectors, scope))
    texts = entries.texts(owners)
    known = finder.peek(list(texts.values()))
    return [
        KnownMessage(texts[mark], known[texts[mark]], frozenset(of_one))
        for mark, of_one in owners.items()
        if mark in texts
    ]


class Recent:
    """The messages that came in lately, where the library keeps them; vectors are remembered."""

    def __init__(self, finder: Finder, messages: Messages) -> None:
        self._finder = finder
        self._messages = messages
        self._known: dict[str, Vectors] = {}

    def near(self, around: Sequence[Vectors]) -> list[KnownMessage]:
        """Those nearest to any of these."""
        kept = self._messages.since(now() - timedelta(days=DAYS)) if around else []
        texts = list(dict.fromkeys(one.text for one in reversed(kept)))[:MOST_RECENT]
        known = self._vectors(texts)
        there = [text for text in texts if text in known]
        rows = np.stack([known[text] for text in there]) if there else np.zeros((0, 0), np.float32)
        chosen = [there[place] for place in nearest_of(rows, around, MOST)]
        return [KnownMessage(text, known[text], recent=True) for text in chosen]

    def _vectors(self, texts: Sequence[str]) -> dict[str, Vectors]:
        known = {text: self._known[text] for text in texts if text in self._known}
        known |= self._finder.cached([text for text in texts if text not in known])
        new = [text for text in texts if text not in known][:MOST_COMPUTED]
        self._known = known | self._finder.peek(new)
        return self._known


def _owners(look: Look, vectors: Sequence[Vectors], scope: Scope) -> dict[int, set[str]]:
    """Who answers which message, by its mark, nearest first."""
    likeness: dict[int, float] = defaultdict(lambda: -1.0)
    owners: dict[int, set[str]] = defaultdict(set)
    for vector in vectors:
        rows, alike = look.index.known_near(vector, MOST)
        columns = zip(rows.owner.tolist(), rows.mark.tolist(), alike.tolist(), strict=True)
        for number, mark, like in columns:
            if scope.sees(look.index.snippet(number)):
                owners[mark].add(look.index.id_of(number))
                likeness[mark] = max(likeness[mark], like)
    nearest = sorted(owners, key=lambda mark: (-likeness[mark], mark))[:MOST]
    return {mark: owners[mark] for mark in nearest}


def nearest_of(vectors: Vectors, wanted: Sequence[Vectors], most: int) -> list[int]:
    """The places of the rows of `vectors` that are most like any of the wanted ones."""
    if not len(vectors) or not wanted:
        return []
    likeness = (vectors @ np.stack(wanted).T).max(axis=1)
    return [int(place) for place in np.argsort(-likeness, kind="stable")[:most]]


def _texts(snippet: Snippet | None) -> Collection[str]:
    return texts_of(Known(snippet)).all if snippet else ()


def _for_whom(snippet: Snippet | None) -> tuple[str | None, ...]:
    return (snippet.kind, snippet.team, snippet.owner) if snippet else ()
