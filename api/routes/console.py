"""The console's page, and signing in and out of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Cookie, Form, Request
from fastapi.responses import RedirectResponse, Response

from api.deps import SESSION_COOKIE, PoolDep, ServicesDep
from api.pages.templates import page
from api.scopes import Caller, scope_of
from snippets.errors import AccessDenied
from snippets.store.access import LIFETIMES, Purpose

router = APIRouter(include_in_schema=False)


@router.get("/", summary="The console")
async def console(
    request: Request,
    parts: ServicesDep,
    workers: PoolDep,
    session: Annotated[str | None, Cookie(alias=SESSION_COOKIE)] = None,
) -> Response:
    """The console for who is signed in, the sign-in page for everybody else."""
    try:
        who = await workers.run(parts.access.holder, Purpose.SESSION, session or "")
    except AccessDenied:
        return page(request, "sign-in.html")
    request.state.visitor = Caller(who, scope_of(who))
    return page(request, "console.html")


@router.get("/proposals", summary="Proposals of new snippets")
async def proposals(
    request: Request,
    parts: ServicesDep,
    workers: PoolDep,
    session: Annotated[str | None, Cookie(alias=SESSION_COOKIE)] = None,
) -> Response:
    """The page on which leads decide about proposals, for who is signed in."""
    try:
        who = await workers.run(parts.access.holder, Purpose.SESSION, session or "")
    except AccessDenied:
        return RedirectResponse("/", 303)
    request.state.visitor = Caller(who, scope_of(who))
    return page(request, "proposals.html")


@router.get("/sign-in", summary="Sign in by a one-time link")
async def sign_in_by_link(
    request: Request, parts: ServicesDep, workers: PoolDep, token: str = ""
) -> Response:
    """Spend the link for a session."""
    try:
        session = await workers.run(parts.access.exchange, token)
    except AccessDenied:
        return RedirectResponse("/?failed=link", 303)
    return _signed_in(request, session)


@router.post("/sign-in", summary="Sign in by an API key")
async def sign_in_by_key(
    request: Request, parts: ServicesDep, workers: PoolDep, key: Annotated[str, Form()]
) -> Response:
    """Turn a key that a person typed into a session."""

    def work() -> str:
        holder = parts.access.holder(Purpose.KEY, key.strip())
        return parts.access.issue(Purpose.SESSION, holder)

    try:
        session = await workers.run(work)
    except AccessDenied:
        return RedirectResponse("/?failed=key", 303)
    return _signed_in(request, session)


@router.post("/sign-out", summary="Sign out")
async def sign_out(
    parts: ServicesDep,
    workers: PoolDep,
    session: Annotated[str | None, Cookie(alias=SESSION_COOKIE)] = None,
) -> Response:
    """End the session."""
    await workers.run(parts.access.end, Purpose.SESSION, session or "")
    response = RedirectResponse("/", 303)
    response.delete_cookie(SESSION_COOKIE)
    return response


def _signed_in(request: Request, session: str) -> Response:
    lifetime = LIFETIMES[Purpose.SESSION]
    response = RedirectResponse("/", 303)
    response.set_cookie(
        SESSION_COOKIE,
        session,
        max_age=int(lifetime.total_seconds()) if lifetime else None,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response
