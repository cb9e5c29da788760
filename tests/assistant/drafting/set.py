"""Customers' messages to the starter library's shop, each with what a good agent would want.

One YAML file a theme. A message has a `key`, its `text`, and, where there is one, `subject`,
`from` (the sender's name), `channel` (default: email) and `thread` (earlier turns, a role each).
What is expected of its draft, told from the library's texts:

- `asks`: each question or request, verbatim, and the snippets that answer it (none: nothing does)
- `may`: problems that may be taken for asks or left, verbatim
- `whole`: snippets that answer a message without asks
- `mood`, `formality`: one, or those that a reader may differ on (default: neutral)
- `name`: words of which one stands in the greeting (default: nobody is greeted by name)
- `facts`: what a right answer states; "a | b" is met by either
- `never`: what must not stand in the draft, letter case aside
- `outcome`: one or both; default: drafted where the library answers anything, else needs_agent
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.message import Message, Request, Turn

FOLDER = Path(__file__).parent / "messages"
AGENT = "Sam"


@dataclass(frozen=True, slots=True)
class Case:
    """A message, and what its draft has to be."""

    key: str
    theme: str
    request: Request
    asks: Mapping[str, frozenset[str]]
    may: tuple[str, ...]
    whole: frozenset[str]
    mood: frozenset[str]
    formality: frozenset[str]
    names: tuple[str, ...]
    facts: tuple[str, ...]
    never: tuple[str, ...]
    outcome: frozenset[str]

    @property
    def answers(self) -> frozenset[str]:
        """All snippets that answer any of it."""
        return self.whole.union(*self.asks.values())

    @property
    def said(self) -> str:
        """All that the customer wrote, with who writes."""
        message = self.request.message
        earlier = "\n".join(turn.text for turn in self.request.thread)
        return f"{message.subject}\n{message.text}\n{message.sender_name}\n{earlier}"


@cache
def cases() -> tuple[Case, ...]:
    """Every message of every theme."""
    return tuple(
        _case(path.stem, entry)
        for path in sorted(FOLDER.glob("*.yaml"))
        for entry in yaml.safe_load(path.read_text("utf-8"))
    )


def _case(theme: str, entry: Mapping[str, Any]) -> Case:
    asks = {ask: frozenset(ids) for ask, ids in entry["asks"].items()}
    whole = frozenset(entry.get("whole", ()))
    answered = "drafted" if whole.union(*asks.values()) else "needs_agent"
    return Case(
        key=entry["key"],
        theme=theme,
        request=_request(entry),
        asks=asks,
        may=tuple(entry.get("may", ())),
        whole=whole,
        mood=_either(entry.get("mood", "neutral")),
        formality=_either(entry.get("formality", "neutral")),
        names=tuple(entry.get("name", ())),
        facts=tuple(entry.get("facts", ())),
        never=tuple(entry.get("never", ())),
        outcome=_either(entry.get("outcome", answered)),
    )


def _request(entry: Mapping[str, Any]) -> Request:
    message = Message(
        entry["text"],
        subject=entry.get("subject", ""),
        sender_name=entry.get("from", ""),
        channel=entry.get("channel", "email"),
    )
    turns = [turn for said in entry.get("thread", ()) for turn in said.items()]
    thread = tuple(Turn(role, text) for role, text in turns)
    return Request(message, id=entry["key"], thread=thread, values={"agent": {"name": AGENT}})


def _either(given: str | list[str]) -> frozenset[str]:
    return frozenset([given] if isinstance(given, str) else given)
