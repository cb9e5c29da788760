"""Drafting without a language model: courtesy around sentences of the library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.choose import Answer, Choice
from assistant.drafting.courtesy import Manner, phrases
from assistant.drafting.formal import written_out
from assistant.drafting.handover import handed_over, is_praise, open_asks, opening
from assistant.drafting.overlap import Said
from assistant.drafting.public import is_personal
from assistant.drafting.telling import Telling, answer_text
from assistant.drafting.thread import earlier
from assistant.drafting.tongues import Framed, spoken
from assistant.message import Block, Request, Understanding
from snippets.snippet import Match


def compose(request: Request, understanding: Understanding, choice: Choice) -> list[Block]:
    """The blocks of a draft, in order. Every fact in it comes from a chosen snippet."""
    manner = Manner(request, understanding, earlier(request.thread, request.message))
    code = "" if understanding.danger else spoken(request, understanding, choice.answers)
    blocks = (
        _in(code, manner, understanding, choice) if code else _ours(manner, understanding, choice)
    )
    written = (_written(block, manner) for block in blocks)
    return [block for block in written if block.text]


def _ours(manner: Manner, understanding: Understanding, choice: Choice) -> list[Block]:
    """In the language of our phrases."""
    if choice.answers:
        blocks = _answered(manner, understanding, choice)
    else:
        blocks = handed_over(manner, understanding)
    before = [manner.greeting(), manner.safety(understanding.danger)]
    return [*map(_courtesy, before), *blocks, _courtesy(manner.sign_off())]


def _in(code: str, manner: Manner, understanding: Understanding, choice: Choice) -> list[Block]:
    """In another language that we know a frame of."""
    values = values_of(manner.request, understanding)
    told, _ = _told(Telling(manner, understanding.asks, values), choice.answers)
    return Framed(manner, code).blocks(told, [understanding.asks[one] for one in choice.open])


def values_of(request: Request, understanding: Understanding) -> dict[str, Any]:
    """The request's values; what was understood surely stands in for missing ones."""
    customer = dict(request.values.get("customer") or {})
    if not customer.get("first_name"):
        customer["first_name"] = understanding.customer_name
    return {**_named(understanding), **request.values, "customer": customer}


def _named(understanding: Understanding) -> dict[str, Any]:
    """The one order or invoice that the message names; nothing where it names several."""
    values = {}
    for thing in ("order", "invoice", "booking"):
        found = [one.text for one in understanding.entities if one.kind.startswith(f"{thing} ")]
        if len(found) == 1:
            values[thing] = dict.fromkeys(("number", "id", "reference"), found[0].lstrip("#"))
    return values


def _answered(manner: Manner, understanding: Understanding, choice: Choice) -> list[Block]:
    values = values_of(manner.request, understanding)
    told, said = _told(Telling(manner, understanding.asks, values), choice.answers)
    still_open = list(open_asks([understanding.asks[number] for number in choice.open]))
    if not _is_ours(choice.answers) or is_praise(understanding):
        return [*told, *still_open]
    return [
        _courtesy(opening(manner, understanding.asks)),
        *told,
        *(_related(choice.related, said) if manner.is_full else []),
        *still_open,
        *_next(manner, told),
        *_private(manner, choice, values),
        *_closing(manner, len(understanding.asks), not still_open and choice.is_sure),
    ]


def _told(telling: Telling, answers: Sequence[Answer]) -> tuple[list[Block], Said]:
    """The answers one after the other, none saying again what stands before it."""
    told: list[Block] = []
    said = Said()
    for answer in answers:
        blocks = telling.of(answer, said)
        for block in blocks:
            said = said.and_also(block.text)
        told += blocks
    return told, said


def _related(matches: Sequence[Match], said: Said) -> list[Block]:
    """What helps besides."""
    link = phrases()["related"]
    return [
        Block(
            link.format(title=one.snippet.title, url=one.snippet.url), "snippet", (one.snippet.id,)
        )
        for one in matches
        if one.snippet.url not in said.urls
    ]


def _next(manner: Manner, told: Sequence[Block]) -> list[Block]:
    """Who does what next, for a full reply."""
    if not manner.is_full:
        return []
    if any("reply with" in block.text.lower() for block in told):
        return [Block(phrases()["next_step"]["details"], "slot")]
    return [_courtesy(phrases()["next_step"]["steps"])] if manner.is_fresh_thread else []


def _private(manner: Manner, choice: Choice, values: Mapping[str, Any]) -> list[Block]:
    """In public: the way to a private message, where the matter is the customer's own."""
    if not manner.is_public:
        return []
    texts = [answer_text(answer.match.snippet, values) for answer in choice.answers]
    if not (manner.is_upset or any(map(is_personal, texts))):
        return []
    return [_courtesy(phrases()["private"]["details"])]


def _closing(manner: Manner, asks: int, all_answered: bool) -> list[Block]:
    return [] if manner.is_brief else [_courtesy(manner.closing(asks, all_answered))]


def _is_ours(answers: Sequence[Answer]) -> bool:
    """Whether the answers are in the language of our phrases."""
    return all(answer.match.snippet.locale.lower().startswith("en") for answer in answers)


def _courtesy(text: str) -> Block:
    return Block(text, "courtesy")


def _written(block: Block, manner: Manner) -> Block:
    if manner.request.options.tone != "formal":
        return block
    return replace(block, text=written_out(block.text))
