"""Any generator, made fit for service: a hard deadline, one more try, and a circuit breaker."""

from __future__ import annotations

import logging
import time
import traceback
from collections import abc
from collections.abc import Iterator, Sequence
from contextlib import closing
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

from circuitbreaker import CircuitBreaker
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_random

from models.errors import EngineDown, EngineRefuses, EngineSlow, PromptRefused

if TYPE_CHECKING:
    from models.protocols import ChatMessage, Generator

TRIES = 2
MOST_PAUSE_SECONDS = 0.3
"""Before the second try, drawn at random."""
FAILURES = 3
"""So many in a row, and for a while nobody waits for this engine any more."""
REST_SECONDS = 30

_log = logging.getLogger(__name__)
_End = EngineDown | None
"""What ends a stream: an error, or nothing."""


class SteadyGenerator:
    """Passes on what an engine writes, and gives up in time.

    An answer is tried for once more as long as nothing of it has come; what is too slow or
    refused is not. After FAILURES in a row each call fails at once for REST_SECONDS; a prompt that
    an engine does not take is none. Whatever else goes wrong in an engine is EngineDown, too.
    """

    def __init__(self, engine: Generator, rest_seconds: int = REST_SECONDS) -> None:
        self._engine = engine
        self.id = engine.id
        self._breaker = CircuitBreaker(
            FAILURES, rest_seconds, expected_exception=_is_failure, name=self.id
        )

    def write(
        self, messages: Sequence[ChatMessage], max_tokens: int, seconds: float
    ) -> Iterator[str]:
        """See the protocol. Raises EngineDown, EngineSlow or EngineRefuses."""
        if self._breaker.opened:
            raise EngineDown(
                f"{self.id} has failed {self._breaker.failure_count} times in a row; it is tried "
                f"again in {self._breaker.open_remaining} s"
            )
        with self._breaker:
            yield from self._tried(messages, max_tokens, time.monotonic() + seconds)

    def _tried(
        self, messages: Sequence[ChatMessage], max_tokens: int, ends: float
    ) -> Iterator[str]:
        begun = False

        def worth_another(error: BaseException) -> bool:
            return not begun and _may_pass(error)

        for attempt in Retrying(
            stop=stop_after_attempt(TRIES),
            wait=wait_random(0, MOST_PAUSE_SECONDS),
            retry=retry_if_exception(worth_another),
            reraise=True,
        ):
            with attempt, closing(self._timed(messages, max_tokens, ends)) as pieces:
                for piece in pieces:
                    begun = True
                    yield piece

    def _timed(
        self, messages: Sequence[ChatMessage], max_tokens: int, ends: float
    ) -> abc.Generator[str, None, None]:
        """What the engine writes in a thread of its own, which nobody waits for too long."""
        left = ends - time.monotonic()
        coming: SimpleQueue[str | _End] = SimpleQueue()
        unwanted = Event()

        def run() -> None:
            try:
                for piece in self._engine.write(messages, max_tokens, left):
                    if unwanted.is_set():
                        return
                    coming.put(piece)
            except EngineDown as error:
                coming.put(error)
            except Exception as error:
                coming.put(_failure(self.id, error))
            else:
                coming.put(None)

        Thread(target=run, name="generator", daemon=True).start()
        try:
            while isinstance(piece := self._next(coming, ends), str):
                yield piece
            if piece is not None:
                raise piece
        finally:
            unwanted.set()

    def _next(self, coming: SimpleQueue[str | _End], ends: float) -> str | _End:
        try:
            return coming.get(timeout=max(0.0, ends - time.monotonic()))
        except Empty:
            raise EngineSlow(f"{self.id} has not finished in time") from None


def _is_failure(_: type[BaseException], error: BaseException) -> bool:
    """Whether the engine has failed, and not only this one prompt."""
    return isinstance(error, EngineDown) and not isinstance(error, PromptRefused)


def _failure(engine: str, error: Exception) -> EngineDown:
    """What an engine should never raise; the log says what and where, never with which text."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    kind = type(error).__name__
    _log.warning("%s failed with %s at %s", engine, kind, where)
    down = EngineDown(f"{engine} failed ({kind})")
    down.__cause__ = error
    return down


def _may_pass(error: BaseException) -> bool:
    """Whether it may go away by itself."""
    return isinstance(error, EngineDown) and not isinstance(error, EngineSlow | EngineRefuses)
