"""A conversation in its own words: what was asked, what was said, what is open.

Nothing here is written anew: every line is a sentence of the conversation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.reply import Reply
from assistant.message import Message, Mood, Turn, Understanding
from assistant.reading.mail import read_mail
from assistant.understand import understand
from models.text import sentences

MOST_OF_A_TURN = 2
"""Sentences that are taken over of each turn."""
MOST_TURNS = 40


@dataclass(frozen=True, slots=True)
class Extract:
    """Sentences of a conversation; `course` tells who said what after the `request`."""

    request: str
    course: tuple[tuple[str, str], ...]
    open_asks: tuple[str, ...]
    mood: Mood
    locale: str

    @property
    def text(self) -> str:
        """A line a point."""
        lines = [f"- Customer: {self.request}"] if self.request else []
        lines += [f"- {role.capitalize()}: {said}" for role, said in self.course]
        return "\n".join(lines + [f"- Open: {ask}" for ask in self.open_asks])


def extract(turns: Sequence[Turn]) -> Extract:
    """What matters of a conversation, the oldest turn first; the latest are read if it is long."""
    first = next((turn for turn in turns if turn.role == "customer"), None)
    later = [turn for turn in turns if turn is not first][-MOST_TURNS:]
    last = next((turn for turn in reversed(turns) if turn.role == "customer"), None)
    heard = understand(Message(last.text)) if last else None
    return Extract(
        request=" ".join(_said(first)) if first else "",
        course=tuple((turn.role, " ".join(_said(turn))) for turn in later if _said(turn)),
        open_asks=_open(turns),
        mood=heard.mood if heard else "neutral",
        locale=heard.locale if heard else "en",
    )


def _said(turn: Turn) -> list[str]:
    """The sentences that matter of a turn: a customer's asks, an agent's statements."""
    if turn.role == "customer":
        understood = understand(Message(turn.text))
        asks = [ask.text for ask in understood.asks]
        return (asks or sentences(understood.text))[:MOST_OF_A_TURN]
    reply = Reply(read_mail(turn.text).body)
    return [said.text for said in (reply.statements or reply.sentences)[:MOST_OF_A_TURN]]


def _open(turns: Sequence[Turn]) -> tuple[str, ...]:
    """What the customer has asked since the agent's last turn."""
    answered = max((at for at, turn in enumerate(turns) if turn.role == "agent"), default=-1)
    since = (understand(Message(turn.text)) for turn in turns[answered + 1 :])
    return tuple(dict.fromkeys(ask for one in since for ask in _asked(one)))


def _asked(understood: Understanding) -> list[str]:
    return [ask.text for ask in understood.asks if ask.wants_answer]
