"""Request objects in, answer objects out: what `--jsonl` and the single commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from api.routes.checks import CheckIn, CheckOut
from api.routes.drafts import DraftIn, DraftOut
from api.routes.search import SearchOut
from api.wiring import Services
from assistant.errors import AssistantError
from models.text import Severity
from snippets.errors import FileInvalid

Objects = Iterable[tuple[str, dict[str, Any]]]
"""Each object with the place that it came from ("file:line")."""
Model = TypeVar("Model", bound=BaseModel)


def drafts(parts: Services, objects: Objects) -> Iterator[dict[str, Any]]:
    """A draft a request, in the same order."""

    def draft(request: DraftIn) -> dict[str, Any]:
        drafted = parts.assistant.draft(request.to_request(), parts.library())
        return DraftOut.of(drafted).model_dump(mode="json")

    return _each(objects, DraftIn, draft)


def searches(parts: Services, objects: Objects, k: int) -> Iterator[dict[str, Any]]:
    """The matches of each request's message, with its id."""

    def search(request: DraftIn) -> dict[str, Any]:
        message = request.message
        text = f"{message.subject or ''}\n{message.text}".strip()
        found = SearchOut.of(parts.library().search(text, k))
        return {"id": request.id, **found.model_dump(mode="json")}

    return _each(objects, DraftIn, search)


def checks(parts: Services, objects: Objects) -> Iterator[dict[str, Any]]:
    """A check a line, with its id."""
    for where, fields in objects:
        request = _valid(where, fields, CheckIn)
        checked = parts.assistant.check(request.text, request.to_context(), parts.library())
        answer = CheckOut.of(request.text, checked).model_dump(mode="json")
        yield {"id": fields["id"], **answer} if "id" in fields else answer


def is_grave(answer: dict[str, Any]) -> bool:
    """Whether a check found something at warning or above."""
    grave = Severity.WARNING.rank
    return any(Severity(found["severity"]).rank <= grave for found in answer["findings"])


def _each(
    objects: Objects, model: type[Model], answer: Callable[[Model], dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    for where, fields in objects:
        request = _valid(where, fields, model)
        try:
            yield answer(request)
        except AssistantError as error:
            raise type(error)(f"{where}: {error}") from error


def _valid(where: str, fields: dict[str, Any], model: type[Model]) -> Model:
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(str(part) for part in first["loc"])
        raise FileInvalid(f"{where}: {at}: {first['msg']}") from error
