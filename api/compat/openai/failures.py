"""Errors as OpenAI's clients read them, `{"error": {"message", …}}`, beside our own fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import structlog
from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel

from api.errors import ApiError, InvalidRequest, problem, status_of
from assistant.errors import AssistantError
from models.errors import ModelError
from snippets.errors import LibraryError

_OURS = (ApiError, AssistantError, LibraryError, ModelError)
_TYPE = re.compile(r"str|(?:list|dict)\[.*\]")
_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
_CODES = {"unauthorized": "invalid_api_key", "overloaded": "rate_limit_exceeded"}
_REASONS = {
    400: "Not valid",
    401: "No valid key",
    403: "The key's role may not do this",
    404: "There is no such model",
    413: "Too large",
    429: "Too many requests are waiting",
    503: "A part that this needs does not answer",
}
_log = structlog.get_logger()


class Refused(InvalidRequest):
    """A parameter that we cannot do what it says; the client may try without it."""

    def __init__(self, param: str, message: str) -> None:
        super().__init__(message)
        self.param = param


class ModelAbsent(ApiError):
    """A model that is not listed was asked for by its name."""


class FailureBody(BaseModel):
    """What went wrong, in one line that says what to do."""

    message: str
    type: str
    param: str | None
    code: str | None


class Failure(BaseModel):
    """An error as OpenAI's clients read it."""

    error: FailureBody


class OpenAIRoute(APIRoute):
    """A route whose errors have OpenAI's shape; what is not expected is left to the application."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with its errors answered."""
        handler = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await handler(request)
            except RequestValidationError as error:
                return _invalid(request, error)
            except _OURS as error:
                return _failed(request, error)

        return answered


def failures(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The declared errors of a route."""
    declared: dict[int | str, dict[str, Any]] = {
        status: {"model": Failure, "description": _REASONS[status]} for status in statuses
    }
    return declared | {"default": {"model": Failure, "description": "Any other error"}}


def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
    first = _clearest(error.errors())
    at = _path(first["loc"])
    if first["type"] == "json_invalid":
        message, at, code = f"the body is not JSON: {first['ctx']['error']}", "", "invalid_json"
    else:
        message, code = f"{at or 'the request'}: {first['msg']}", "invalid_value"
    body = _body(400, message, at or None, code)
    return _answer(request, 400, "invalid_request", body)


def _clearest(errors: Sequence[Any]) -> Any:
    """The first error; where its field may be of several types, the one that went furthest."""
    at = _path(errors[0]["loc"])
    return max((one for one in errors if _path(one["loc"]).startswith(at)), key=_depth)


def _depth(error: Any) -> int:
    return len(error["loc"])


def _path(loc: Sequence[str | int]) -> str:
    """The place of an error as OpenAI writes it, `messages[0].content`: without names of types."""
    named = [part for part in loc[1:] if isinstance(part, int) or not _TYPE.fullmatch(part)]
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in named)
    return "".join(parts).removeprefix(".")


def _failed(request: Request, error: Exception) -> JSONResponse:
    status, code = status_of(error)
    if isinstance(error, Refused):
        return _answer(request, 400, code, _body(400, str(error), error.param, "unsupported_value"))
    if isinstance(error, ModelAbsent):
        return _answer(request, 404, code, _body(404, str(error), "model", "model_not_found"))
    if status >= 500:
        _log.error("failed", code=code, request_id=request.state.id, error=type(error).__name__)
    status = 400 if status == 422 else status
    param = "messages" if isinstance(error, AssistantError | InvalidRequest) else None
    return _answer(request, status, code, _body(status, str(error), param, _CODES.get(code, code)))


def _body(status: int, message: str, param: str | None, code: str) -> FailureBody:
    kind = _TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error")
    return FailureBody(message=message, type=kind, param=param, code=code)


def _answer(request: Request, status: int, code: str, body: FailureBody) -> JSONResponse:
    return problem(request.state.id, status, code, body.message, {"error": body.model_dump()})
