"""From errors to HTTP: one table, and problem details (RFC 9457) for each."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant import errors as assistant
from models import errors as models
from snippets import errors as snippets


class ApiError(Exception):
    """Base of the errors that only this floor knows; its text says what to do."""


class Unauthorized(ApiError):
    """No key, or one that is not valid."""


class Forbidden(ApiError):
    """A valid key whose role may not do this."""


class Overloaded(ApiError):
    """The queue is full."""


class BodyTooLarge(ApiError):
    """The request's body is larger than we take."""


class InvalidRequest(ApiError):
    """A request that no schema describes as wrong, but that is."""


class LanguageUnknown(ApiError):
    """A language code that LanguageTool's protocol does not know; it answers 400 then."""


STATUS: dict[type[Exception], tuple[int, str]] = {
    Unauthorized: (401, "unauthorized"),
    Forbidden: (403, "forbidden"),
    Overloaded: (429, "overloaded"),
    BodyTooLarge: (413, "body_too_large"),
    InvalidRequest: (422, "invalid_request"),
    LanguageUnknown: (400, "language_unknown"),
    assistant.NothingToAnswer: (422, "nothing_to_answer"),
    assistant.TextTooLong: (413, "text_too_long"),
    assistant.GeneratorUnknown: (422, "generator_unknown"),
    assistant.AssistantError: (422, "invalid_request"),
    snippets.SnippetNotFound: (404, "not_found"),
    snippets.DraftNotFound: (404, "not_found"),
    snippets.ProposalNotFound: (404, "not_found"),
    snippets.GapNotFound: (404, "not_found"),
    snippets.ProfileNotFound: (404, "not_found"),
    snippets.FindingNotFound: (404, "not_found"),
    snippets.RuleNotFound: (404, "not_found"),
    snippets.LimitReached: (409, "limit_reached"),
    snippets.ProposalAccepted: (409, "proposal_accepted"),
    snippets.GapAccepted: (409, "gap_accepted"),
    snippets.SnippetExists: (409, "snippet_exists"),
    snippets.VersionNotFound: (404, "not_found"),
    snippets.EditedMeanwhile: (409, "edited_meanwhile"),
    snippets.VersionDecided: (409, "version_decided"),
    snippets.OthersWouldFail: (409, "tests_would_fail"),
    snippets.FragmentInUse: (409, "fragment_in_use"),
    snippets.FragmentInvalid: (422, "fragment_invalid"),
    snippets.SnippetInvalid: (422, "snippet_invalid"),
    snippets.PeopleNotRanked: (403, "people_not_ranked"),
    snippets.RatingInvalid: (422, "rating_invalid"),
    snippets.FileInvalid: (422, "file_invalid"),
    snippets.FormatUnknown: (422, "format_unknown"),
    snippets.AccessDenied: (401, "unauthorized"),
    snippets.StoreBusy: (503, "store_busy"),
    snippets.StoreFull: (507, "store_full"),
    snippets.StoreCorrupt: (500, "store_corrupt"),
    snippets.StoreNewer: (500, "store_newer"),
    snippets.StoreError: (500, "store_error"),
    snippets.LibraryError: (500, "library_error"),
    models.EngineDown: (503, "engine_down"),
    models.ModelMissing: (500, "model_missing"),
    models.ModelCorrupt: (500, "model_corrupt"),
    models.ModelUnknown: (422, "model_unknown"),
    models.OwnRuleInvalid: (422, "own_rule_invalid"),
    models.ProfileInvalid: (422, "profile_invalid"),
    models.RuleInvalid: (500, "rule_invalid"),
    models.ModelError: (500, "model_error"),
    ApiError: (500, "internal"),
}
"""Status and stable code of each error; a subclass stands before its base."""

RETRY_AFTER_SECONDS = {429: "1", 503: "2"}
_HTTP_CODES = {404: "not_found", 405: "method_not_allowed", 413: "body_too_large"}
_log = structlog.get_logger()


def status_of(error: Exception) -> tuple[int, str]:
    """The status and code of an error; 500 for one that we did not expect."""
    for kind in type(error).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return 500, "internal"


def problem(
    request_id: str, status: int, code: str, detail: str, extra: Mapping[str, Any] | None = None
) -> JSONResponse:
    """Problem details; `error` beside them is what OpenAI's clients look for."""
    headers = {"X-Request-Id": request_id}
    if status in RETRY_AFTER_SECONDS:
        headers["Retry-After"] = RETRY_AFTER_SECONDS[status]
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    content = {
        "type": f"urn:tactful:problem:{code}",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "code": code,
        "detail": detail,
        "request_id": request_id,
        "error": {"message": detail, "type": code, "code": code},
        **(extra or {}),
    }
    return JSONResponse(content, status, headers, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Answer every error of ours, and of the framework, as a problem."""
    for kind in (ApiError, assistant.AssistantError, snippets.LibraryError, models.ModelError):
        app.add_exception_handler(kind, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


async def _ours(request: Request, error: Exception) -> JSONResponse:
    status, code = status_of(error)
    if status >= 500:
        _log.error("failed", code=code, request_id=request.state.id, error=type(error).__name__)
    return problem(request.state.id, status, code, str(error), _beside(error))


def _beside(error: Exception) -> Mapping[str, Any] | None:
    """What a problem tells beside its sentence."""
    if isinstance(error, snippets.EditedMeanwhile):
        return error.both
    return {"tests": error.tests} if isinstance(error, snippets.OthersWouldFail) else None


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    errors = [
        {"at": ".".join(str(part) for part in one["loc"][1:]), "message": one["msg"]}
        for one in error.errors()
    ]
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        detail = f"the body is not JSON: {first['ctx']['error']} at character {first['loc'][-1]}"
    else:
        detail = f"{errors[0]['at'] or 'the request'}: {errors[0]['message']}"
    return problem(request.state.id, 422, "invalid_request", detail, {"errors": errors})


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101
    code = _HTTP_CODES.get(error.status_code, "invalid_request")
    answer = problem(request.state.id, error.status_code, code, str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


def unexpected(request_id: str, error: Exception) -> JSONResponse:
    """Answer an error of ours; the log says what and where, never with which text."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    _log.error("unexpected", request_id=request_id, error=type(error).__name__, where=where)
    detail = f"something went wrong here; quote request {request_id} when you report it"
    return problem(request_id, 500, "internal", detail)
