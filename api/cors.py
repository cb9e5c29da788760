"""Editors on other sites: which of them may check a text from a browser."""

from __future__ import annotations

import re

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

CHECKS = re.compile(r"(?:/k/[^/]+(?:/p/[^/]+)?)?/v2/(?:check|languages)|/v1/checks")
"""The doors that check a text; nothing else is offered to other sites."""


class ChecksFromElsewhere:
    """Lets pages of these origins call the doors that check; a session's cookie does not count."""

    def __init__(self, app: ASGIApp, origins: str) -> None:
        self._app = app
        self._open = CORSMiddleware(
            app,
            allow_origins=[one.strip().rstrip("/") for one in origins.split(",") if one.strip()],
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type"],
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a browser's question whether it may, and mark answers to those that may."""
        checks = scope["type"] == "http" and CHECKS.fullmatch(scope["path"])
        await (self._open if checks else self._app)(scope, receive, send)
