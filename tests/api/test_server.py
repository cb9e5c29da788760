"""The socket that the service listens on."""

from __future__ import annotations

import socket

from api.server import listener
from api.settings import Settings


def test_an_answer_does_not_wait_for_an_acknowledgement() -> None:
    settings = Settings(_env_file=None, host="127.0.0.1", port=0)  # type: ignore[call-arg]
    with listener(settings) as listening:
        client = socket.create_connection(listening.getsockname())
        accepted, _ = listening.accept()
        with client, accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
