"""Vectors of sentences, remembered: at a keystroke only the sentence that changed is new."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.protocols import Vectors
from snippets.library import Library

MOST_REMEMBERED = 4_000
"""Sentences; a vector takes 1.5 kilobytes."""
MOST_CHARACTERS = 600
"""How much of a sentence is read."""

_Key = tuple[str, str]


class Meanings:
    """What texts mean to a library's engine. Safe to use from several threads."""

    def __init__(self) -> None:
        self._known: OrderedDict[_Key, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, library: Library, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, shape (texts, dimension); only new texts are embedded."""
        wanted = [(library.engine, text[:MOST_CHARACTERS]) for text in texts]
        with self._lock:
            found = {key: self._known[key] for key in wanted if key in self._known}
        new = [key for key in dict.fromkeys(wanted) if key not in found]
        if new:
            found |= zip(new, library.vectors([text for _, text in new]), strict=True)
        with self._lock:
            for key in wanted:
                self._known[key] = found[key]
                self._known.move_to_end(key)
            while len(self._known) > MOST_REMEMBERED:
                self._known.popitem(last=False)
        return np.stack([found[key] for key in wanted])
