"""All that a desk has taught its search, in one piece that can be kept and taken back."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from zipfile import BadZipFile

import numpy as np

from snippets.search.adapter import Adapter
from snippets.search.neighbours import Numbers
from snippets.search.ranking import Linear, Ranking

DAMAGED = (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error)
"""What reading a damaged file of arrays may raise."""


@dataclass(frozen=True, slots=True)
class State:
    """A ranking, an adapter, and the confidence at which a draft is right often enough.

    `threshold` is None where it is not known; `seen` has the marks of the messages that
    all this was learned from.
    """

    ranking: Ranking
    adapter: Adapter | None = None
    threshold: float | None = None
    seen: Numbers | None = None

    def to_bytes(self) -> bytes:
        """What `from_bytes` reads."""
        adapter = self.adapter
        ids = list(adapter.offsets) if adapter else []
        words = {"ranking": ranking_out(self.ranking), "threshold": self.threshold, "ids": ids}
        arrays: dict[str, Any] = {"words": np.frombuffer(json.dumps(words).encode(), np.uint8)}
        arrays["seen"] = np.zeros(0, np.int64) if self.seen is None else self.seen
        if adapter and ids:
            arrays["turn"] = adapter.turn.astype(np.float16)
            offsets = np.stack(list(adapter.offsets.values()))
            arrays["offsets"] = offsets.astype(np.float16)
        kept = io.BytesIO()
        np.savez_compressed(kept, **arrays)
        return kept.getvalue()

    @classmethod
    def from_bytes(cls, kept: bytes) -> State:
        """Read what `to_bytes` wrote. Raises ValueError when damaged."""
        try:
            return cls._read(kept)
        except DAMAGED as error:
            raise ValueError(f"what was learned can't be read: {error}") from error

    @classmethod
    def _read(cls, kept: bytes) -> State:
        with np.load(io.BytesIO(kept)) as arrays:
            words = json.loads(arrays["words"].tobytes())
            adapter = None
            if "turn" in arrays:
                offsets = arrays["offsets"].astype(np.float32)
                by_id = dict(zip(words["ids"], offsets, strict=True))
                adapter = Adapter(arrays["turn"].astype(np.float32), by_id)
            ranking = _ranking_in(words["ranking"])
            return cls(ranking, adapter, words["threshold"], arrays["seen"])


@cache
def shipped() -> Mapping[str, State]:
    """What is known before a desk has taught anything.

    By what its library has: only "texts", "examples" too, or a "past". The weights were
    learned from open data (tests/benchmarks/weights.py; docs/decisions/0007-search-learns.md).
    """
    words = json.loads(files("snippets.search").joinpath("weights.json").read_text())
    return {name: State(_ranking_in(ranking)) for name, ranking in words.items()}


_PARTS = ("order", "surety")


def _ranking_in(words: Mapping[str, Any]) -> Ranking:
    return Ranking(**{name: Linear(**words[name]) for name in _PARTS})


def ranking_out(ranking: Ranking) -> dict[str, Any]:
    """A ranking as plain numbers and names."""
    parts = {name: getattr(ranking, name) for name in _PARTS}
    return {
        name: {"intercept": one.intercept, "weights": dict(one.weights)}
        for name, one in parts.items()
    }
