"""A fake of an OpenAI-compatible server: it says what the test has set, on a real socket."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class FakeServer:
    """What it answers, and what it was asked."""

    address: str = ""
    statuses: list[int] = field(default_factory=list)
    """The statuses of the next answers; then 200."""
    words: tuple[str, ...] = ("Hello", " there", ".")
    chunks: tuple[str, ...] = ()
    """What it streams before the words, as it stands."""
    code: str = ""
    """The code of the error that it answers with, beside a status."""
    pings: bool = False
    """Whether it sends comments for ever, and no word."""
    pause: float = 0.0
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)
    """Set once somebody has gone away while it was sending."""


@contextmanager
def fake_server() -> Iterator[FakeServer]:
    fake = FakeServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            fake.asked.append(json.loads(self.rfile.read(length)))
            fake.keys.append(self.headers["Authorization"])
            status = fake.statuses.pop(0) if fake.statuses else 200
            self.send_response(status)
            kind = "text/event-stream" if status == 200 else "application/json"
            self.send_header("Content-Type", kind)
            self.end_headers()
            if status != 200:
                self.wfile.write(json.dumps({"error": {"code": fake.code}}).encode())
                return
            try:
                self._stream()
            except (BrokenPipeError, ConnectionResetError):
                fake.left.set()

        def _stream(self) -> None:
            while fake.pings:
                time.sleep(0.01)
                self.wfile.write(b": ping\n\n")
            for chunk in fake.chunks:
                self.wfile.write(f"{chunk}\n\n".encode())
            for word in fake.words:
                time.sleep(fake.pause)
                self._say({"choices": [{"index": 0, "delta": {"content": word}}]})
            self.wfile.write(b"data: [DONE]\n\n")

        def _say(self, chunk: dict[str, Any]) -> None:
            envelope = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"}
            self.wfile.write(f"data: {json.dumps(envelope | chunk)}\n\n".encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.address = f"http://127.0.0.1:{server.server_port}/v1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
