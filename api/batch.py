"""Request objects in, answer objects out: what `--jsonl` and the single commands share.

All requests are looked at before the first is worked on: a broken one stops them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from api.routes.checks import CheckIn, CheckOut
from api.routes.drafted import DraftOut
from api.routes.drafts import DraftIn
from api.routes.search import SearchOut
from api.wiring import Services
from assistant.errors import AssistantError
from assistant.pipeline import require_text
from models.text import Severity
from snippets.errors import FileInvalid
from snippets.profiles import DEFAULT_PROFILE

Objects = Iterable[tuple[str, dict[str, Any]]]
"""Each object with the place that it came from ("file:line")."""
Model = TypeVar("Model", bound=BaseModel)


def drafts(parts: Services, objects: Objects) -> Iterator[dict[str, Any]]:
    """A draft a request, in the same order."""
    for request in [_message(where, fields) for where, fields in objects]:
        drafted = parts.assistant.draft(request.to_request(), parts.library())
        yield DraftOut.of(drafted).model_dump(mode="json")


def searches(parts: Services, objects: Objects, k: int) -> Iterator[dict[str, Any]]:
    """The matches of each request's message, with its id."""
    for request in [_message(where, fields) for where, fields in objects]:
        message = request.message
        text = f"{message.subject or ''}\n{message.text}".strip()
        scope, locale = request.to_request().scope, message.locale
        found = SearchOut.of(parts.library().search(text, k, scope=scope, locale=locale))
        yield {"id": request.id, **found.model_dump(mode="json")}


def checks(parts: Services, objects: Objects) -> Iterator[dict[str, Any]]:
    """A check a line, with its id."""
    for fields, request in [(one, _valid(where, one, CheckIn)) for where, one in objects]:
        profile = request.profile or DEFAULT_PROFILE
        checked = parts.assistant.check(
            request.text, request.to_context(), parts.library(), profile
        )
        answer = CheckOut.of(request.text, checked).model_dump(mode="json")
        yield {"id": fields["id"], **answer} if "id" in fields else answer


def is_grave(answer: dict[str, Any]) -> bool:
    """Whether a check found something at warning or above."""
    grave = Severity.WARNING.rank
    return any(Severity(found["severity"]).rank <= grave for found in answer["findings"])


def _message(where: str, fields: dict[str, Any]) -> DraftIn:
    """A request with a text that can be worked on. Raises FileInvalid or AssistantError."""
    request = _valid(where, fields, DraftIn)
    try:
        require_text(f"{request.message.text}{request.message.subject or ''}")
        request.to_request()
    except AssistantError as error:
        raise type(error)(f"{where}: {error}") from error
    return request


def _valid(where: str, fields: dict[str, Any], model: type[Model]) -> Model:
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(str(part) for part in first["loc"])
        raise FileInvalid(f"{where}: {at}: {first['msg']}") from error
