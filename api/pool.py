"""A bounded pool of workers: so many at once, so many waiting, and then a clean no."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import anyio
from anyio import CapacityLimiter, to_thread

from api.errors import Overloaded

T = TypeVar("T")


class Pool:
    """Runs plain functions in threads; refuses at once what it could not get to."""

    def __init__(self, workers: int, queue: int) -> None:
        self._limiter = CapacityLimiter(workers)
        self._places = workers + queue
        self.taken = 0

    async def run(self, work: Callable[..., T], *args: object) -> T:
        """The result of `work(*args)`. Raises Overloaded when all places are taken."""
        if self.taken >= self._places:
            raise Overloaded("too many requests are waiting; try again in a second")
        self.taken += 1
        try:
            return await to_thread.run_sync(work, *args, limiter=self._limiter)
        finally:
            self.taken -= 1

    async def drained(self) -> None:
        """Wait until nothing is being worked on."""
        while self.taken:
            await anyio.sleep(0.05)
