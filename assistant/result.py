"""A draft as it is handed out, with what the agent should know of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.choose import Choice
from assistant.compose import compose, values_of
from assistant.drafting.alternatives import Alternative, alternatives
from assistant.drafting.telling import answer_text
from assistant.drafting.tongues import tongues
from assistant.ground import Grounded, ground
from assistant.message import (
    AnsweredAsk,
    Block,
    Draft,
    OtherDraft,
    Request,
    Sentence,
    Slot,
    Understanding,
)
from assistant.phrasing.writing import Reply
from assistant.reading.deeds import deeds
from assistant.timings import Timings
from models.checks.language import language
from models.text import SLOT, Span


def grounded_in(
    blocks: Sequence[Block], request: Request, understanding: Understanding, choice: Choice
) -> Grounded:
    """The blocks without what the chosen snippets do not say."""
    return ground(blocks, _sources(values_of(request, understanding), choice))


def other_choices(
    request: Request, understanding: Understanding, choice: Choice
) -> list[Alternative]:
    """As many other choices as are wanted and there are."""
    wanted = request.options.alternatives
    return alternatives(understanding.asks, choice)[:wanted] if wanted else []


def _other(
    other: Alternative, request: Request, understanding: Understanding, draft_id: str
) -> OtherDraft:
    """Another draft in full, under an id of its own."""
    blocks = compose(request, understanding, other.choice)
    grounded = grounded_in(blocks, request, understanding, other.choice)
    asks = _asks(understanding, other.choice, grounded.sentences)
    return OtherDraft(draft_id, grounded.text, grounded.sentences, asks, other.why)


def _sources(values: Mapping[str, Any], choice: Choice) -> dict[str, str]:
    """What may be said: each chosen snippet, as it reads with these values."""
    return {
        snippet.id: f"{snippet.title}\n{snippet.url or ''}\n{answer_text(snippet, values)}"
        for snippet in choice.sources
    }


def result(
    request: Request,
    understanding: Understanding,
    choice: Choice,
    reply: Reply,
    others: Sequence[Alternative],
    timings: Timings,
) -> Draft:
    """The draft as it is handed out: what became of each ask, slots, notes, other drafts."""
    grounded, reviewed = reply.grounded, reply.review
    draft_id = request.id or uuid.uuid4().hex
    return Draft(
        id=draft_id,
        outcome="drafted" if any(one.sources for one in grounded.sentences) else "needs_agent",
        confidence=round(choice.confidence, 4),
        text=grounded.text,
        sentences=grounded.sentences,
        asks=_asks(understanding, choice, grounded.sentences),
        matches=choice.matches,
        understanding=understanding,
        slots=tuple(Slot(found[1], Span(*found.span())) for found in SLOT.finditer(grounded.text)),
        findings=reviewed.findings,
        notes=(*_noted(understanding, choice), *reply.notes, *grounded.notes, *reviewed.notes),
        timings_ms=timings.total(),
        alternatives=tuple(
            _other(one, request, understanding, f"{draft_id}.alternative-{number}")
            for number, one in enumerate(others, 1)
        ),
    )


def _noted(understanding: Understanding, choice: Choice) -> Iterator[str]:
    """What the agent should know of the message and of what was found."""
    if understanding.danger:
        yield f"the message tells of danger ({understanding.danger}): look at it first"
    for asked in deeds(understanding.asks):
        yield f"you are asked to act: “{asked}”"
    theirs = language(understanding.locale)
    ours = {language(answer.match.snippet.locale) for answer in choice.answers}
    if theirs not in (ours or {"en", *tongues()}):
        written = ", ".join(sorted(ours or {"en"}))
        yield f"the customer writes in {theirs}, the draft is in {written}"
    if not choice.matches:
        yield "nothing was found at all; is the library empty?"
    if not choice.is_sure:
        yield "the nearest snippet stands here: look whether it answers"


def _asks(
    understanding: Understanding, choice: Choice, sentences: Sequence[Sentence]
) -> tuple[AnsweredAsk, ...]:
    sure = [answer for answer in choice.answers if answer.sure]
    source = {n: answer.match.snippet.id for answer in sure for n in answer.asks}
    answers = [
        tuple(at for at, one in enumerate(sentences) if source.get(number) in one.sources)
        for number in range(len(understanding.asks))
    ]
    return tuple(
        AnsweredAsk(ask.text, answered=bool(answer), sentences=answer)
        for ask, answer in zip(understanding.asks, answers, strict=True)
    )
