"""From a chat to what is wanted of us: which text, which conversation, which prompt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from api.compat.openai.chat import ChatIn, ChatMessageIn
from api.compat.openai.prompts import (
    Other,
    Wanted,
    hints,
    instructed,
    is_from_desk,
    on_feedback,
    wanted,
)
from api.compat.openai.transcript import turns_of
from api.errors import InvalidRequest
from assistant.editing.improve import Wish
from assistant.message import Length, Message, Options, Request, Tone, Turn

_PROMPTS = frozenset({"system", "developer"})
_ROLES: dict[str, Literal["customer", "agent"]] = {"user": "customer", "assistant": "agent"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a chat wants: `text` is to be answered or rewritten, `turns` is what came before."""

    wish: Wanted
    text: str
    turns: tuple[Turn, ...]
    prompt: str

    @property
    def conversation(self) -> tuple[Turn, ...]:
        """All turns, the text as the customer's last."""
        return (*self.turns, Turn("customer", self.text))

    def to_request(self, *, tight: bool) -> Request:
        """The text as a message to answer, with what the prompt tells about it."""
        told = hints(self.prompt)
        message = Message(
            self.text,
            subject=told.get("subject", ""),
            sender_name=told.get("sender_name", ""),
            sender_email=told.get("sender_email", ""),
            channel=told.get("channel", "email").casefold().replace("-", ""),
        )
        length: Length = "short" if tight or "length" in told else "normal"
        tone = cast(Tone, told.get("tone", "friendly").casefold())
        values = {"agent": {"name": told["agent"]}} if "agent" in told else {}
        return Request(message, thread=self.turns, values=values, options=Options(tone, length))


def read(chat: ChatIn) -> Reading:
    """What a chat wants. Raises InvalidRequest where it has no message of the user."""
    last = max((at for at, one in enumerate(chat.messages) if one.role == "user"), default=-1)
    if last < 0:
        raise InvalidRequest("messages: none of them has the role user; the last one is answered")
    desk, talk = _parted(chat.messages[:last])
    prompt = "\n".join(one.text for one in desk)
    turns = tuple(Turn(_ROLES[one.role], one.text) for one in talk if one.role in _ROLES)
    text = chat.messages[last].text
    wish = wanted(prompt)
    if wish is None and not turns:
        instruction = instructed(text)
        if instruction:
            return _of_conversation(Reading(instruction.wish, instruction.text, (), prompt))
    if wish is Other.REFINE:
        return _refinement(text, turns, prompt)
    reading = Reading(wish or Other.REPLY, text, turns, prompt)
    return _of_conversation(reading) if prompt else reading


def _parted(messages: Sequence[ChatMessageIn]) -> tuple[list[ChatMessageIn], list[ChatMessageIn]]:
    """The desk's own messages, and those of the conversation."""
    desk: list[ChatMessageIn] = []
    talk: list[ChatMessageIn] = []
    for one in messages:
        is_desk = one.role in _PROMPTS or (one.role == "user" and not talk and _is_told(one.text))
        (desk if is_desk else talk).append(one)
    return desk, talk


def _is_told(text: str) -> bool:
    """Whether a message with the role user tells us about the message to come."""
    return is_from_desk(text) or bool(hints(text).keys() & {"subject", "sender_name"})


def _of_conversation(reading: Reading) -> Reading:
    """The same with the turns that are written down in its text, where there are any."""
    if reading.wish not in (Other.REPLY, Wish.SUMMARISE):
        return reading
    turns = turns_of(reading.text)
    last = max((at for at, turn in enumerate(turns) if turn.role == "customer"), default=-1)
    if last < 0:
        return reading
    if reading.wish is Wish.SUMMARISE:
        return Reading(reading.wish, "", tuple(turns), reading.prompt)
    return Reading(reading.wish, turns[last].text, tuple(turns[:last]), reading.prompt)


def _refinement(feedback: str, turns: tuple[Turn, ...], prompt: str) -> Reading:
    """An agent's word on the text that we gave: that text, and what to do with it."""
    given = next((turn.text for turn in reversed(turns) if turn.role == "agent"), "")
    return Reading(on_feedback(feedback) or Other.REFINE, given, (), prompt)
