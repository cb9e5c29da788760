"""What drafts said, in memory only, until it is known what became of them."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from models.protocols import CheckContext
from snippets.learning.edits import Written

MOST_DRAFTS = 2_000
MOST_SECONDS = 7 * 24 * 3_600


@dataclass(frozen=True, slots=True)
class Said:
    """A draft's sentences, the message that it answers, who asked for it.

    `private` are texts that the request gave and that must not be kept. `context` is what the
    checkers knew besides the draft, so that they can read what was sent in the same way.
    `first` is the id of the draft that an alternative stands beside, or the draft's own.
    """

    sentences: tuple[Written, ...] = ()
    message: str = ""
    private: tuple[str, ...] = ()
    agent: str = ""
    context: CheckContext | None = None
    first: str = ""


NOTHING = Said()


class Recent:
    """The newest drafts by id, for some days; nothing of it outlives the process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._drafts: OrderedDict[str, tuple[float, Said]] = OrderedDict()

    def keep(self, draft_id: str, said: Said) -> None:
        """Remember a draft; the oldest go where there are too many."""
        with self._lock:
            self._drafts.pop(draft_id, None)
            self._drafts[draft_id] = self._clock(), said
            self._forget()

    def of(self, draft_id: str) -> Said:
        """What a draft said; nothing where it is forgotten."""
        with self._lock:
            self._forget()
            return self._drafts.get(draft_id, (0.0, NOTHING))[1]

    def take_message(self, draft_id: str) -> str:
        """The message of a draft, which is forgotten with this."""
        with self._lock:
            since, said = self._drafts.get(draft_id, (0.0, NOTHING))
            if said.message:
                self._drafts[draft_id] = since, replace(said, message="")
            return said.message

    def _forget(self) -> None:
        """Drafts stand in the order of their times."""
        until = self._clock() - MOST_SECONDS
        while self._drafts:
            since, _ = next(iter(self._drafts.values()))
            if since >= until and len(self._drafts) <= MOST_DRAFTS:
                return
            self._drafts.popitem(last=False)
