"""What a library is told of a draft, so that it can learn from what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.choose import Choice
from assistant.message import Draft, Request, Sentence
from snippets.learning.edits import Written
from snippets.learning.recent import Said
from snippets.library import Library


def record(library: Library, request: Request, draft: Draft, choices: Sequence[Choice]) -> None:
    """Note a draft and its alternatives; `choices` are what each of them was made from."""
    chosen, *others = choices
    told = draft.outcome, draft.confidence, _ids(chosen)
    library.record_draft(draft.id, *told, _said(request, draft, draft.sentences))
    for other, choice in zip(draft.alternatives, others, strict=True):
        said = _said(request, draft, other.sentences)
        library.record_draft(other.id, "drafted", round(choice.confidence, 4), _ids(choice), said)


def _ids(choice: Choice) -> list[str]:
    return [answer.match.snippet.id for answer in choice.answers]


def _said(request: Request, draft: Draft, sentences: Sequence[Sentence]) -> Said:
    understood = draft.understanding
    return Said(
        sentences=tuple(Written(one.text, one.sources) for one in sentences),
        message=f"{request.message.subject}\n{understood.text}".strip(),
        private=tuple(dict.fromkeys(_private(request, draft))),
        agent=str(request.values.get("agent", {}).get("name") or ""),
    )


def _private(request: Request, draft: Draft) -> Iterator[str]:
    """Who wrote, and all that the request says of customer, agent and ticket."""
    message, understood = request.message, draft.understanding
    names = [message.sender_name, understood.customer_name, understood.salutation]
    for name in filter(None, names):
        yield from (name, *(word for word in name.split() if word[:1].isupper()))
    yield message.sender_email
    yield from _texts(request.values)


def _texts(values: Mapping[str, Any]) -> Iterator[str]:
    for value in values.values():
        if isinstance(value, Mapping):
            yield from _texts(value)
        elif isinstance(value, str):
            yield value.strip()
