"""Work in the pool that tells of itself while it is done, for responses that stream."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any, Generic, TypeVar

from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from api.pool import Pool

T = TypeVar("T")


class Unheard(Exception):
    """Ends work that nobody waits for any more."""


class Telling(Generic[T]):
    """Runs `work(tell)` in the pool; what it tells can be read while it goes on.

    `await begun()` before answering: what is wrong with a request is raised there, as long as
    nothing has been told. After `stop()` the work ends where it tells of itself next.
    """

    def __init__(self, pool: Pool, work: Callable[[Callable[[str], None]], T]) -> None:
        self._told: asyncio.Queue[str | None] = asyncio.Queue()
        self._first: list[str | None] = []
        self._stopped = False
        self._task = asyncio.create_task(self._run(pool, work))

    async def _run(self, pool: Pool, work: Callable[[Callable[[str], None]], T]) -> T:
        loop = asyncio.get_running_loop()

        def tell(text: str) -> None:
            if self._stopped:
                raise Unheard
            loop.call_soon_threadsafe(self._told.put_nowait, text)

        try:
            return await pool.run(work, tell)
        finally:
            loop.call_soon(self._told.put_nowait, None)

    async def begun(self) -> None:
        """Wait for the first that is told, or for the end. Raises what the work raises."""
        self._first = [await self._told.get()]
        if self._first[0] is None:
            await self._task

    async def told(self) -> AsyncIterator[str]:
        """What is told, until the work ends."""
        text = self._first[0]
        while text is not None:
            yield text
            text = await self._told.get()

    async def result(self) -> T:
        """What the work comes to. Raises what it raises."""
        return await asyncio.shield(self._task)

    def stop(self) -> None:
        """Nobody listens any more."""
        self._stopped = True
        self._task.add_done_callback(lambda task: task.cancelled() or task.exception())


class ToldResponse(StreamingResponse):
    """Server-sent events about work that ends when the client goes away."""

    def __init__(self, telling: Telling[Any], events: AsyncIterator[str]) -> None:
        super().__init__(events, media_type="text/event-stream")
        self._telling = telling

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stream, and stop the work however that ends."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._telling.stop()
