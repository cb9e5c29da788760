"""From a chat to what is wanted of us: which text, which conversation, which prompt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal, cast

from api.compat.openai.chat import ChatIn, ChatMessageIn
from api.compat.openai.prompts import (
    Other,
    Wanted,
    hints,
    instructed,
    is_from_desk,
    is_from_desk_too,
    on_feedback,
    wanted,
)
from api.compat.openai.transcript import turns_of
from api.errors import InvalidRequest
from assistant.editing.improve import Wish
from assistant.message import Length, Message, Options, Request, Tone, Turn

_PROMPTS = frozenset({"system", "developer"})
_OTHERS = _PROMPTS | {"assistant"}
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
    desk, talk = _parted(chat.messages, last)
    prompt = "\n".join(one.text for one in desk)
    spoken = (one for one in talk if one.role in _ROLES and one.text.strip())
    turns = tuple(Turn(_ROLES[one.role], one.text) for one in spoken)
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


def _parted(
    messages: Sequence[ChatMessageIn], last: int
) -> tuple[list[ChatMessageIn], list[ChatMessageIn]]:
    """The desk's own messages, and those of the conversation, before the last of the user.

    Where nobody else speaks in the chat, the user's first ones may be the desk's.
    """
    told = 0 if {one.role for one in messages} & _OTHERS else _told(messages[:last])
    desk: list[ChatMessageIn] = []
    talk: list[ChatMessageIn] = []
    for at, one in enumerate(messages[:last]):
        (desk if at < told or one.role in _PROMPTS else talk).append(one)
    return desk, talk


def _told(messages: Sequence[ChatMessageIn]) -> int:
    """How many of the first messages are a prompt and what it tells about the message to come."""
    if not messages or not is_from_desk(messages[0].text):
        return 0
    return 1 + sum(1 for _ in takewhile(lambda one: is_from_desk_too(one.text), messages[1:]))


def _of_conversation(reading: Reading) -> Reading:
    """The same with the turns that are written down in its text, where there are any.

    What the customer said since the agent's last turn is answered as one message.
    """
    if reading.wish not in (Other.REPLY, Wish.SUMMARISE):
        return reading
    turns = turns_of(reading.text)
    last = max((at for at, turn in enumerate(turns) if turn.role == "customer"), default=-1)
    if last < 0:
        return reading
    if reading.wish is Wish.SUMMARISE:
        return Reading(reading.wish, "", tuple(turns), reading.prompt)
    agents = (at for at, turn in enumerate(turns[:last]) if turn.role == "agent")
    since = max(agents, default=-1) + 1
    text = "\n".join(turn.text for turn in turns[since : last + 1])
    return Reading(reading.wish, text, tuple(turns[:since]), reading.prompt)


def _refinement(feedback: str, turns: tuple[Turn, ...], prompt: str) -> Reading:
    """An agent's word on the text that we gave: that text, and what to do with it."""
    given = next((turn.text for turn in reversed(turns) if turn.role == "agent"), "")
    return Reading(on_feedback(feedback) or Other.REFINE, given, (), prompt)
