"""The library's public snippets for a message, remembered while a reply is being written."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

from snippets.library import Library
from snippets.snippet import Snippet

MOST_REMEMBERED = 64
NEAREST = 3
"""How many snippets a text brings."""

_Key = tuple[str, tuple[str, ...]]


class NearestSnippets:
    """Searches once a message: an agent types many times before the message changes.

    Safe to use from several threads. What was found is forgotten when the library changes,
    which its vocabulary tells: it is the same object until then.
    """

    def __init__(self) -> None:
        self._found: OrderedDict[_Key, tuple[frozenset[str], tuple[Snippet, ...]]] = OrderedDict()
        self._lock = threading.Lock()

    def search(self, library: Library, texts: Sequence[str]) -> tuple[Snippet, ...]:
        """The public snippets found for these texts, the best of each first."""
        key, now = (library.workspace, tuple(texts)), library.vocabulary
        with self._lock:
            before = self._found.get(key)
        if before and before[0] is now:
            return before[1]
        found = _public(library, texts)
        with self._lock:
            self._found[key] = now, found
            while len(self._found) > MOST_REMEMBERED:
                self._found.popitem(last=False)
        return found


def _public(library: Library, texts: Sequence[str]) -> tuple[Snippet, ...]:
    found = [list(matches) for matches in library.search_many(texts, NEAREST)]
    by_place = (of_one[place : place + 1] for place in range(NEAREST) for of_one in found)
    snippets = [match.snippet for at_place in by_place for match in at_place]
    public = [snippet for snippet in snippets if snippet.audience == "public"]
    return tuple({snippet.id: snippet for snippet in public}.values())
