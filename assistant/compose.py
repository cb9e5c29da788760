"""Drafting without a language model: courtesy around sentences of the library."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.choose import Answer, Choice
from assistant.message import Block, Request, Tone, Understanding
from assistant.render import lead, plain_text, without_courtesy
from snippets.snippet import Snippet, fill, lookup

PHRASES = Path(__file__).parent / "phrases.yaml"
BRIEF_CHANNELS = frozenset({"chat", "sms", "social", "whatsapp"})
MOST_ASK_CHARACTERS = 90
MOST_OPEN = 3
"""Slots for open asks; a draft with more of them would be no draft."""


def compose(request: Request, understanding: Understanding, choice: Choice) -> list[Block]:
    """The blocks of a draft, in order. Every fact in it comes from a chosen snippet."""
    tone = _tone(request, understanding)
    brief = request.message.channel in BRIEF_CHANNELS or request.options.length == "short"
    values = values_of(request, understanding)
    blocks = [_greeting(tone, understanding), *_opening(request, understanding, tone, brief)]
    for answer in choice.answers:
        blocks += _answer(answer.match.snippet, values)
    if choice.answers:
        blocks += _open_asks(understanding, choice.answers)
        blocks += [] if brief else [_pick(_phrases()["closings"][tone], request, "closing")]
    else:
        blocks.append(Block(_phrases()["handover"][tone], "slot"))
    return blocks + _sign_off(request, tone)


def answer_text(snippet: Snippet, values: Mapping[str, Any]) -> str:
    """What a snippet says to this customer: filled, as plain text, courtesy left off.

    Nothing for an article that begins with no whole sentence: its link has to do.
    """
    text = plain_text(fill(snippet.body, values).text)
    if snippet.kind == "article":
        return lead(text) or ("" if snippet.url else text)
    return without_courtesy(text)


def _answer(snippet: Snippet, values: Mapping[str, Any]) -> list[Block]:
    text = answer_text(snippet, values)
    blocks = [Block(text, "snippet", (snippet.id,))] if text else []
    if snippet.kind == "article" and snippet.url:
        link = _phrases()["article_link"].format(title=snippet.title, url=snippet.url)
        separator = " " if text else "\n\n"
        blocks.append(Block(link, "snippet", (snippet.id,), separator=separator))
    return blocks


def _greeting(tone: Tone, understanding: Understanding) -> Block:
    greetings = _phrases()["greetings"]
    if understanding.salutation:
        return Block(greetings["formal"]["named"].format(name=understanding.salutation), "courtesy")
    name = understanding.customer_name
    kind = "named" if name else "unnamed"
    return Block(greetings[tone][kind].format(name=name), "courtesy")


def _opening(
    request: Request, understanding: Understanding, tone: Tone, brief: bool
) -> list[Block]:
    if brief and understanding.mood == "neutral":
        return []
    return [_pick(_phrases()["openings"][tone][understanding.mood], request, "opening")]


def _open_asks(understanding: Understanding, answers: Sequence[Answer]) -> list[Block]:
    """A slot for each question or request that no snippet answers: none is passed over."""
    answered = {number for answer in answers for number in answer.asks}
    template = _phrases()["open_ask"]
    asks = [
        ask
        for number, ask in enumerate(understanding.asks)
        if number not in answered and ask.wants_answer
    ]
    return [Block(template.format(ask=_shortened(ask.text)), "slot") for ask in asks[:MOST_OPEN]]


def _sign_off(request: Request, tone: Tone) -> list[Block]:
    agent = lookup(request.values, "agent.name")
    if not agent or request.message.channel in BRIEF_CHANNELS:
        return []
    return [Block(_phrases()["sign_offs"][tone].format(agent=agent), "courtesy")]


def _tone(request: Request, understanding: Understanding) -> Tone:
    """The wished tone; a formal customer is not met with a friendly one."""
    wished = request.options.tone
    return "neutral" if wished == "friendly" and understanding.formality == "formal" else wished


def _pick(phrases: Sequence[str], request: Request, purpose: str) -> Block:
    """The same phrase for the same message, and none that this thread has had already."""
    earlier = "\n".join(turn.text for turn in request.thread if turn.role == "agent")
    fresh = [phrase for phrase in phrases if phrase not in earlier] or list(phrases)
    seed = zlib.crc32(f"{purpose}\n{request.message.text}".encode("utf-8", "replace"))
    return Block(fresh[seed % len(fresh)], "courtesy")


def values_of(request: Request, understanding: Understanding) -> dict[str, Any]:
    """The request's values; the name that was understood stands in for a missing one."""
    customer = dict(request.values.get("customer") or {})
    if not customer.get("first_name"):
        customer["first_name"] = understanding.customer_name
    return {**request.values, "customer": customer}


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= MOST_ASK_CHARACTERS:
        return words
    return words[:MOST_ASK_CHARACTERS].rsplit(" ", 1)[0] + " …"


@cache
def _phrases() -> dict[str, Any]:
    phrases: dict[str, Any] = yaml.safe_load(PHRASES.read_text("utf-8"))
    return phrases
