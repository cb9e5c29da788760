"""Loading the parts in the background, and whether they are ready."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import structlog

from api.wiring import Services

_log = structlog.get_logger()


class Warmth:
    """Whether the first request would have to wait; `failure` says why none can be answered."""

    def __init__(self, parts: Services, afterwards: Callable[[], object] = bool) -> None:
        """`afterwards` is called when all has been loaded, or could not be."""
        self.parts = parts
        self.ready, self.failure = False, ""
        self._afterwards = afterwards
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Load everything in the background, once."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._load, name="warm", daemon=True)
            self._thread.start()

    def _load(self) -> None:
        started = time.perf_counter()
        try:
            self.parts.warm()
        except Exception as error:
            self.failure = f"can't start: {error}"
            _log.error("warm-up failed", error=type(error).__name__, reason=str(error))
        else:
            self.ready = True
            _log.info("ready", seconds=round(time.perf_counter() - started, 2))
        finally:
            self._afterwards()
