"""Routes of pages: who may open them, and what went wrong, as a page that says what to do."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from fastapi.routing import APIRoute

from api.deps import Lead
from api.errors import ApiError, InvalidRequest, Unauthorized, status_of
from api.pages.templates import page
from api.routes.findings import problems
from api.scopes import AgentCaller, Caller, scope_of
from assistant.errors import AssistantError
from models.errors import ModelError
from snippets.errors import LibraryError

OURS = (ApiError, LibraryError, AssistantError, ModelError)


async def _visitor(request: Request, caller: AgentCaller) -> Caller:
    request.state.visitor = caller
    return caller


async def _lead(request: Request, who: Lead) -> Caller:
    request.state.visitor = Caller(who, scope_of(who))
    return request.state.visitor  # type: ignore[no-any-return]


Visitor = Annotated[Caller, Depends(_visitor)]
"""Anybody with a session of role agent and above."""
LeadVisitor = Annotated[Caller, Depends(_lead)]
"""Leads and administrators."""


class PageRoute(APIRoute):
    """Answers our errors as a page; a browser that is not signed in is sent to sign in.

    Scripts and programs, which do not ask for HTML, are told 401.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with pages for errors."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except Unauthorized:
                if "text/html" in request.headers.get("accept", ""):
                    return RedirectResponse("/", 303)
                raise
            except OURS as error:
                return failed(request, error)
            except RequestValidationError as error:
                return failed(request, InvalidRequest(_first(error)))

        return handled


def failed(request: Request, error: Exception) -> Response:
    """The page of an error."""
    status, code = status_of(error)
    return page(request, "pages/failed.html", status, code=code, words=str(error))


def pages() -> APIRouter:
    """A router of pages; none of them is in the description of the API."""
    declared = problems(401, 403, 404, 409, 413, 422, 429, 503)
    return APIRouter(route_class=PageRoute, include_in_schema=False, responses=declared)


def _first(error: RequestValidationError) -> str:
    one = error.errors()[0]
    return f"{'.'.join(str(part) for part in one['loc'][1:]) or 'the form'}: {one['msg']}"
