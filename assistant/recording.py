"""What a library is told of a draft, so that it can count and learn from what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.choose import Choice
from assistant.message import AnsweredAsk, Draft, Request, Sentence
from models.checks.grammar import known
from models.protocols import CheckContext
from snippets.analytics.facts import Facts, counted
from snippets.learning.edits import Written
from snippets.learning.recent import Said
from snippets.library import Library


def record(library: Library, request: Request, draft: Draft, choices: Sequence[Choice]) -> None:
    """Note a draft and its alternatives; `choices` are what each of them was made from."""
    chosen, *others = choices
    told = draft.outcome, draft.confidence, _ids(chosen)
    said = _said(request, draft, draft.sentences)
    library.record_draft(draft.id, *told, said, _facts(request, draft))
    for other, choice in zip(draft.alternatives, others, strict=True):
        told = "drafted", round(choice.confidence, 4), _ids(choice)
        said = _said(request, draft, other.sentences)
        library.record_draft(other.id, *told, said, _facts(request, draft, other.asks))


def _ids(choice: Choice) -> list[str]:
    return [answer.match.snippet.id for answer in choice.answers]


def _said(request: Request, draft: Draft, sentences: Sequence[Sentence]) -> Said:
    understood = draft.understanding
    private = tuple(dict.fromkeys(_private(request, draft)))
    return Said(
        sentences=tuple(Written(one.text, one.sources) for one in sentences),
        message=f"{request.message.subject}\n{understood.text}".strip(),
        private=private,
        agent=_agent(request),
        first=draft.id,
        context=CheckContext(
            channel=request.message.channel,
            first_reply=not any(turn.role == "agent" for turn in request.thread),
            known_words=known([understood.text, *private]),
        ),
    )


def _facts(request: Request, draft: Draft, others: Sequence[AnsweredAsk] | None = None) -> Facts:
    """What is counted of a draft, or with `others`, their asks, of an alternative to it."""
    asks = draft.asks if others is None else others
    ticket = request.values.get("ticket", {}).get("id")
    return Facts(
        team=request.scope.team,
        agent=_agent(request) or request.scope.agent or "",
        conversation_id=str(ticket).strip() if ticket else draft.id,
        asks=len(asks),
        open_asks=sum(not ask.answered for ask in asks),
        alternative=others is not None,
        findings=counted(draft.findings) if others is None else None,
    )


def _agent(request: Request) -> str:
    return str(request.values.get("agent", {}).get("name") or "")


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
