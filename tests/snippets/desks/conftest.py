"""Desks that run, and how they are read: without waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from snippets.desks import Live
from tests.snippets.desks.upstream import Upstream, Voice, serving


@pytest.fixture
def serve() -> Iterator[Callable[[Voice], Upstream]]:
    with ExitStack() as stack:
        yield lambda voice: stack.enter_context(serving(voice))


@pytest.fixture
def waits() -> list[float]:
    """The seconds that were waited for, or would have been."""
    return []


@pytest.fixture
def live(tmp_path: Path, waits: list[float]) -> Callable[..., Live]:
    def make(name: str, upstream: Upstream, key: str = "", path: str = "", **more: object) -> Live:
        given = {"sleep": waits.append, **more}
        address = upstream.address + path
        return Live(name, address, key or upstream.voice.key, tmp_path / "imports", **given)  # type: ignore[arg-type]

    return make
