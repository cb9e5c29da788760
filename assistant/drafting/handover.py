"""A draft without an answer: the ask told back, and an agent who takes it on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.drafting.chased import is_chased
from assistant.drafting.courtesy import Manner, phrases
from assistant.drafting.restate import Restated, bare, restate
from assistant.message import Ask, Block, Understanding
from models.checks.facts import facts

MOST_ASK_CHARACTERS = 90
MOST_OPEN = 2
"""Open asks that have a sentence each; more of them are a list."""


def handed_over(manner: Manner, understanding: Understanding) -> list[Block]:
    """Acknowledges and says who looks into it; thanks where there is nothing to look into."""
    asks = understanding.asks
    if is_praise(understanding):
        return [Block(manner.opening() or _thanks(manner), "courtesy")]
    if manner.is_public:
        private = Block(phrases()["private"]["handover"], "slot")
        return [Block(manner.opening(hands_over=True), "courtesy"), private]
    if is_chased(manner.earlier):
        return [Block(phrases()["handover_late"][manner.tone], "slot")]
    again = "handover_again" if manner.earlier.is_stuck else "handover"
    return [*_acknowledged(manner, asks), Block(phrases()[again][manner.tone], "slot")]


def is_praise(understanding: Understanding) -> bool:
    """Whether a pleased customer asks nothing."""
    return understanding.mood == "pleased" and not any(
        ask.wants_answer for ask in understanding.asks
    )


def open_asks(asks: Sequence[Ask]) -> Iterator[Block]:
    """A slot for each of these asks, which nothing answers: none is passed over."""
    if len(asks) > MOST_OPEN:
        items = "\n".join(f"- {_point(ask, restate(ask.text))}: ⟦your answer⟧" for ask in asks)
        yield Block(f"{phrases()['open_list']}\n\n{items}", "slot")
        return
    for ask in asks:
        told = restate(ask.text)
        quoted = phrases()["open_ask"].format(ask=_shortened(ask.text))
        yield Block(_sentence(told, phrases()["open_asks"]) if told else quoted, "slot")


def opening(manner: Manner, asks: Sequence[Ask]) -> str:
    """How an answer opens: where there is one ask and no feeling, with thanks for that very ask."""
    alone = len(asks) == 1 and asks[0].wants_answer and not asks[0].context
    told = restate(asks[0].text) if alone else None
    if told and told.kind == "asks" and manner.thanks_only and not manner.is_brief:
        thanked = _thanked(manner, told)
        return thanked if not facts(thanked) else manner.opening()
    return manner.opening()


def _thanked(manner: Manner, told: Restated) -> str:
    return _sentence(told, {"asks": phrases()["thanked"][manner.tone]})


def _thanks(manner: Manner) -> str:
    return manner.fresh(phrases()["openings"][manner.tone]["pleased"])


def _acknowledged(manner: Manner, asks: Sequence[Ask]) -> list[Block]:
    """The opening, and what the customer asks, in their own words: a sentence or a list."""
    opening = Block(manner.opening(hands_over=True), "courtesy")
    if manner.is_plain:
        return [opening]
    told = {ask: restate(ask.text) for ask in asks}
    listed = [ask for ask in asks if ask.wants_answer]
    if len(listed) > 1:
        items = "\n".join(f"- {_point(ask, told[ask])}" for ask in listed)
        return [opening, Block(f"{phrases()['listed']}\n\n{items}", "slot")]
    one = next(filter(None, (restate(ask.context) or told[ask] for ask in listed or asks)), None)
    if not one:
        return [opening]
    if one.kind == "asks" and manner.thanks_only:
        return [Block(_thanked(manner, one), "slot")]
    return [opening, Block(_sentence(one, phrases()["restated"]), "slot", separator=" ")]


def _point(ask: Ask, told: Restated | None) -> str:
    """An ask as an item of a list: told back, or else as the customer put it."""
    if told is None:
        return f"“{_shortened(bare(ask.text))}”"
    return f"you'd like {told.clause}" if told.kind == "wants" else told.clause


def _sentence(told: Restated, templates: Mapping[str, str]) -> str:
    clause = told.clause
    return templates[told.kind].format(clause=clause, wish=clause, said=clause)


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= MOST_ASK_CHARACTERS:
        return words
    return words[:MOST_ASK_CHARACTERS].rsplit(" ", 1)[0] + " …"
