"""What the steps of one piece of work cost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Timings:
    """Milliseconds by step."""

    spent: dict[str, float] = field(default_factory=dict)
    _start: float = field(default_factory=time.perf_counter)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a block under this name."""
        start = time.perf_counter()
        yield
        self.spent[name] = round((time.perf_counter() - start) * 1000, 2)

    def total(self) -> dict[str, float]:
        """All steps, and the time since the beginning as "total"."""
        return {**self.spent, "total": round((time.perf_counter() - self._start) * 1000, 2)}
