"""The application: routes, limits on what comes in, an id and a log line a request."""

from __future__ import annotations

import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import errors
from api.cors import ChecksFromElsewhere
from api.logs import Metrics, configure
from api.pages.groupings import Groupings
from api.pages.imports import Imports
from api.pages.looks import Looks
from api.pool import Pool
from api.routers import ROUTERS
from api.routes.reference import ASSETS
from api.settings import Settings
from api.warming import Warmth
from api.wiring import Services

CONSOLE = Path(__file__).parent / "console" / "static"
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
DOCS_POLICY = SECURITY_HEADERS["Content-Security-Policy"].replace(
    "script-src 'self'; style-src 'self'",
    "script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'",
)
"""Swagger UI's page has an inline script and inline styles."""
_log = structlog.get_logger()


def create_app(settings: Settings | None = None, warmth: Warmth | None = None) -> FastAPI:
    """The service; parts are kept on `app.state`.

    They are loaded when it starts, unless `warmth` has begun to load them before.
    """
    warmth = warmth or Warmth(Services(settings or Settings()))
    settings = warmth.parts.settings
    app = FastAPI(
        title="Tactful",
        version="0.1.0",
        summary="Finds, drafts and checks replies for support teams",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.services = warmth.parts
    app.state.pool = Pool(settings.workers, settings.queue)
    app.state.metrics = Metrics()
    app.state.looks = Looks(app.state.services)
    app.state.groupings = Groupings(app.state.services)
    app.state.imports = Imports(app.state.services)
    app.state.warmth = warmth
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static/reference", StaticFiles(directory=ASSETS))
    app.mount("/static", StaticFiles(directory=CONSOLE))
    app.middleware("http")(_observe)
    larger = {"/import": settings.max_import_bytes}
    app.add_middleware(LimitBody, most=settings.max_body_bytes, larger=larger)
    if settings.cors_origins:
        app.add_middleware(ChecksFromElsewhere, origins=settings.cors_origins)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    configure(app.state.services.settings.log_level)
    app.state.warmth.begin()
    yield
    await app.state.pool.drained()
    app.state.services.close()


async def _observe(
    request: Request, call_next: Callable[[Request], Awaitable[Response]]
) -> Response:
    request.state.id = uuid.uuid4().hex
    started = time.perf_counter()
    try:
        response = await call_next(request)
    except Exception as error:
        response = errors.unexpected(request.state.id, error)
    spent = time.perf_counter() - started
    route = getattr(request.scope.get("route"), "path_format", "other")
    response.headers["X-Request-Id"] = request.state.id
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if route == "/docs":
        response.headers["Content-Security-Policy"] = DOCS_POLICY
    labels = (request.method, route, str(response.status_code))
    request.app.state.metrics.requests.labels(*labels).observe(spent)
    _log.info(
        "request",
        request_id=request.state.id,
        method=request.method,
        route=route,
        status=response.status_code,
        ms=round(spent * 1000, 1),
    )
    return response


class LimitBody:
    """Reads a body whole, and refuses one of more than `most` bytes, announced or not.

    `larger` has the paths that may send more, and how much.
    """

    def __init__(self, app: ASGIApp, most: int, larger: Mapping[str, int]) -> None:
        self._app = app
        self._most = most
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take the body in, then let the application have it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._larger.get(scope["path"], self._most)
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) > most:
            await self._refuse(scope, receive, send, most)
            return
        body = b""
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > most:
                await self._refuse(scope, receive, send, most)
                return
        whole: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def replayed() -> Message:
            return whole.pop() if whole else await receive()

        await self._app(scope, replayed, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, most: int) -> None:
        status, code = errors.STATUS[errors.BodyTooLarge]
        reason = f"the request's body is larger than {most:,} bytes"
        answer = errors.problem(uuid.uuid4().hex, status, code, reason)
        await answer(scope, receive, send)
