"""Conversations that a desk has written into one message, back to turns.

Lines such as "Customer Dana : …" and "Support Agent: …", or `<article>` elements with
`<sender_type>` and `<text>`. Each line is looked at once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from api.compat.openai.prompts import prompts
from assistant.message import Turn

_ARTICLE = re.compile(r"<article>|</article>")
_SENDER = re.compile(r"<sender_type>\s*([^<]{1,60})</sender_type>")
Role = Literal["customer", "agent"]


def turns_of(text: str) -> list[Turn]:
    """The turns that are written down in a text, none where it is no conversation."""
    return _articles(text) if "<article>" in text else _labelled(text)


def _articles(text: str) -> list[Turn]:
    """Turns from elements; each part between two marks is searched by itself."""
    turns = []
    for part in _ARTICLE.split(text):
        sender = _SENDER.search(part)
        said = html.unescape(part.partition("<text>")[2].rpartition("</text>")[0]).strip()
        if sender and said:
            turns.append(Turn(_roles().get(sender[1].strip().casefold(), "agent"), said))
    return turns


def _labelled(text: str) -> list[Turn]:
    """Turns from lines with a label; what stands before the first is no turn."""
    turns: list[tuple[Role, list[str]]] = []
    for line in _within(text).splitlines():
        label = _label().match(line)
        if label:
            turns.append((_roles()[label["role"].casefold()], [line[label.end() :]]))
        elif turns:
            turns[-1][1].append(line)
    said = [(role, "\n".join(lines).strip()) for role, lines in turns]
    return [Turn(role, words) for role, words in said if words]


def _within(text: str) -> str:
    """A text without the instruction that may follow the conversation."""
    ends: Sequence[str] = prompts()["transcript"]["ends"]
    found = [text.rfind(end) for end in ends if end in text]
    return text[: min(found)] if found else text


@cache
def _roles() -> Mapping[str, Role]:
    names = prompts()["transcript"]
    customers: dict[str, Role] = dict.fromkeys(names["customer"], "customer")
    agents: dict[str, Role] = dict.fromkeys(names["agent"], "agent")
    return customers | agents


@cache
def _label() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _roles()), key=len, reverse=True))
    return re.compile(rf"\s{{0,8}}(?P<role>{names})\b(?: [^:\n]{{0,60}})?:\s?", re.I)
