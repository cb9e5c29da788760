"""What the tests of the API share: a real server."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import uvicorn
from fastapi import FastAPI


@pytest.fixture(scope="module")
def served(
    prepared: Callable[..., FastAPI], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a server on a free port."""
    app = prepared(tmp_path_factory.mktemp("served"))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()
