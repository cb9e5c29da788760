"""Verdicts on sentences, remembered: an edit asks the model for what it changed."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.opinion.scale import Scale, Verdict

REMEMBERED = 20_000
"""Sentences whose verdict is kept."""


class Scorer(Protocol):
    """The model."""

    def rows(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A row of logits a text, shape (len(texts), 2 + kinds), float32."""


class Verdicts:
    """Asks the model once a sentence. Safe for threads.

    One at a time: the graph rounds by the largest number of its batch, and a sentence is to
    get the same verdict in every text.
    """

    def __init__(self, scorer: Scorer, scale: Scale) -> None:
        self._scorer, self._scale = scorer, scale
        self._kept: dict[str, Verdict] = {}
        self._lock = threading.Lock()

    def of(self, sentences: Sequence[str]) -> list[Verdict]:
        """One verdict a sentence."""
        with self._lock:
            found = {one: self._kept[one] for one in sentences if one in self._kept}
        for one in sentences:
            if one not in found:
                found[one] = self._scale.verdict(self._scorer.rows([one])[0])
        self._keep(found)
        return [found[one] for one in sentences]

    def _keep(self, found: dict[str, Verdict]) -> None:
        """Those asked for last come last, and are forgotten last."""
        with self._lock:
            for one in found:
                self._kept.pop(one, None)
            self._kept |= found
            for one in list(self._kept)[: max(0, len(self._kept) - REMEMBERED)]:
                del self._kept[one]
