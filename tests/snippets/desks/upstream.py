"""A help desk to import from: a real HTTP server that pages, wants a key, and fails on request.

What it holds are the records of the format's fixtures, so that a live import can be held
against an import of the same records from files.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request: what comes after the host, taken apart."""

    origin: str
    method: str = "GET"
    path: str = "/"
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What is answered; `body` stands for `value` where it is given, `cut` sends half of it."""

    value: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    cut: bool = False

    @property
    def content(self) -> bytes:
        return json.dumps(self.value).encode() if self.body is None else self.body


Route = Callable[..., Answer]
"""Takes what was asked and the parts of its path."""


@dataclass(frozen=True)
class Voice:
    """How a desk speaks: its routes by patterns of paths, and the header that its key comes in."""

    key: str
    header: str
    value: str
    routes: Mapping[str, Route]
    open: tuple[str, ...] = ()

    def answer(self, asked: Asked) -> Answer:
        if asked.headers.get(self.header) != self.value and asked.path not in self.open:
            return Answer({"error": "Couldn't authenticate you"}, 401)
        for pattern, route in self.routes.items():
            found = re.fullmatch(pattern, asked.path)
            if found:
                return route(asked, *found.groups())
        return Answer({"error": "RecordNotFound"}, 404)


class Upstream:
    """A running server. `faults` are answered instead, each at the request with its number."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.faults: dict[int, Answer] = {}
        self.every: Answer | None = None
        self.asked: list[Asked] = []
        self.address = ""

    def respond(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        return self.every or self.faults.get(len(self.asked)) or self.voice.answer(asked)

    @property
    def calls(self) -> list[str]:
        return [f"{one.path}?{'&'.join(map('='.join, one.query.items()))}" for one in self.asked]


class Server(ThreadingHTTPServer):
    """Says nothing of a client that goes away in the middle of an answer."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(voice: Voice) -> Iterator[Upstream]:
    """A desk on a free port of this machine."""
    upstream = Upstream(voice)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            size = int(self.headers.get("Content-Length") or 0)
            form = dict(parse_qsl(self.rfile.read(size).decode()))
            query = dict(parse_qsl(parts.query))
            given = {name.title(): value for name, value in self.headers.items()}
            self.send(
                upstream.respond(
                    Asked(upstream.address, self.command, parts.path, query, given, form)
                )
            )

        do_POST = do_GET  # noqa: N815

        def send(self, answer: Answer) -> None:
            content = answer.content
            self.send_response(answer.status)
            for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[: len(content) // 2] if answer.cut else content)
            self.close_connection = answer.cut or self.close_connection

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    server = Server(("127.0.0.1", 0), Handler)
    upstream.address = f"http://127.0.0.1:{server.server_address[1]}"
    worker = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    worker.start()
    try:
        yield upstream
    finally:
        server.shutdown()
        server.server_close()
        worker.join()
