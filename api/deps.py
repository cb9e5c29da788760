"""What routes ask for: who is calling, their library, a place in the pool."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Literal
from urllib.parse import urlsplit

from fastapi import Depends, Query, Request
from fastapi.security import APIKeyCookie, HTTPBearer
from fastapi.security.http import HTTPAuthorizationCredentials

from api.errors import Forbidden, Unauthorized
from api.pool import Pool
from api.wiring import Services
from models.text import Utf16
from snippets.errors import AccessDenied
from snippets.library import Library
from snippets.store.access import Holder, Purpose, Role

SESSION_COOKIE = "tactful_session"
_ORDER = list(Role)
_bearer = HTTPBearer(auto_error=False, description="An API key: `tactful key` makes one")
_cookie = APIKeyCookie(name=SESSION_COOKIE, auto_error=False, description="A console session")


async def services(request: Request) -> Services:
    """The application's parts."""
    found: Services = request.app.state.services
    return found


async def pool(request: Request) -> Pool:
    """The bounded workers."""
    found: Pool = request.app.state.pool
    return found


ServicesDep = Annotated[Services, Depends(services)]
PoolDep = Annotated[Pool, Depends(pool)]


async def holder(
    request: Request,
    parts: ServicesDep,
    workers: PoolDep,
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)] = None,
    session: Annotated[str | None, Depends(_cookie)] = None,
) -> Holder:
    """Who is calling, by key or by session. Raises Unauthorized."""
    if bearer:
        return await key_holder(parts, workers, bearer.credentials)
    if session:
        _require_same_origin(request)
        return await _recognised(parts, workers, Purpose.SESSION, session)
    raise Unauthorized("send an API key: `Authorization: Bearer KEY`; `tactful key` makes one")


async def key_holder(parts: Services, workers: Pool, key: str) -> Holder:
    """Who holds an API key. Raises Unauthorized."""
    return await _recognised(parts, workers, Purpose.KEY, key)


def may(who: Holder, role: Role) -> bool:
    """Whether somebody has this role or one above it."""
    return _ORDER.index(who.role) >= _ORDER.index(role)


def require(role: Role) -> Callable[[Holder], Awaitable[Holder]]:
    """A dependency that lets in this role and those above it."""

    async def check(who: Annotated[Holder, Depends(holder)]) -> Holder:
        if not may(who, role):
            raise Forbidden(f"this wants the role {role}; the key has the role {who.role}")
        return who

    return check


Plugin = Annotated[Holder, Depends(require(Role.PLUGIN))]
Agent = Annotated[Holder, Depends(require(Role.AGENT))]
Lead = Annotated[Holder, Depends(require(Role.LEAD))]
Administrator = Annotated[Holder, Depends(require(Role.ADMINISTRATOR))]
Offsets = Annotated[
    Literal["codepoints", "utf16"],
    Query(description="The unit of all spans; utf16 suits JavaScript"),
]


def library_of(parts: Services, who: Holder) -> Library:
    """The caller's library; call it from a worker, since it may have to be loaded."""
    return parts.library(who.workspace)


def offset_counter(text: str, offsets: str) -> Callable[[int], int]:
    """Turns code points into the unit that the caller asked for."""
    return Utf16(text).offset if offsets == "utf16" else lambda offset: offset


async def _recognised(parts: Services, workers: Pool, purpose: Purpose, text: str) -> Holder:
    try:
        return await workers.run(parts.access.holder, purpose, text)
    except AccessDenied as error:
        raise Unauthorized(str(error)) from error


def _require_same_origin(request: Request) -> None:
    """A cookie alone changes nothing when another site sends it (OWASP CSRF cheat sheet)."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin", "")
    if site == "same-origin" or (not site and urlsplit(origin).netloc == request.url.netloc):
        return
    raise Forbidden("a console session works from the console's own pages only")
