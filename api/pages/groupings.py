"""Groups what nothing answered in the background: many messages take a minute."""

from __future__ import annotations

import threading

import structlog

from api.wiring import Services
from snippets.gaps.finding import current
from snippets.gaps.gap import Gap, GapState
from snippets.library import Library

_log = structlog.get_logger()


class Groupings:
    """The gaps of each workspace; they are grouped anew where messages came in."""

    def __init__(self, parts: Services) -> None:
        self._parts = parts
        self._under_way: set[str] = set()
        self._lock = threading.Lock()

    def gaps(self, library: Library, state: GapState, most: int) -> list[Gap]:
        """The gaps in one state as far as they are known; a new grouping may begin."""
        if library.gaps.stale():
            self._begin(library)
        if state == "open" and not self.is_grouping(library):
            return current(library, most, self._parts.settings.min_confidence)
        return library.gaps.all(state)[:most]

    def is_grouping(self, library: Library) -> bool:
        """Whether messages are being grouped."""
        return library.workspace in self._under_way

    def _begin(self, library: Library) -> None:
        with self._lock:
            if library.workspace in self._under_way:
                return
            self._under_way.add(library.workspace)
        threading.Thread(target=self._group, args=[library], name="group", daemon=True).start()

    def _group(self, library: Library) -> None:
        try:
            current(library, None, self._parts.settings.min_confidence)
        except Exception as error:
            _log.error("grouping failed", error=type(error).__name__)
        finally:
            self._under_way.discard(library.workspace)
