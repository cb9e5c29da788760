"""A request of OpenAI's protocol: what of it is read, and what is refused.

Fields that steer a language model (`temperature`, `top_p`, `seed`, …) are taken and ignored.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from api.compat.openai.failures import Refused
from api.routes.body import Body

MODEL = "tactful"
TEXT_PART = "text"
FEW_TOKENS = 150
"""A client that allows no more gets a short draft; no draft is ever cut off."""


class PartIn(BaseModel):
    """A part of a message's content; only text is read."""

    type: str
    text: str | None = None


class ChatMessageIn(BaseModel):
    """A message of the chat."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[PartIn] | None = None

    @property
    def text(self) -> str:
        """What it says."""
        if isinstance(self.content, list):
            return "\n".join(part.text or "" for part in self.content if part.type == TEXT_PART)
        return self.content or ""

    @property
    def unread(self) -> list[str]:
        """The types of its parts that are no text."""
        parts = self.content if isinstance(self.content, list) else []
        return [part.type for part in parts if part.type != TEXT_PART]


class StreamOptionsIn(BaseModel):
    """How a stream ends."""

    include_usage: bool | None = None


class ChatIn(Body):
    """A chat to go on with."""

    model: str | None = None
    messages: list[ChatMessageIn] = Field(min_length=1, max_length=500)
    stream: bool | None = None
    stream_options: StreamOptionsIn | None = None
    n: int | None = None
    stop: str | list[str] | None = None
    max_tokens: int | None = None
    max_completion_tokens: int | None = None
    response_format: dict[str, Any] | None = None
    tool_choice: str | dict[str, Any] | None = None
    function_call: str | dict[str, Any] | None = None

    @property
    def is_tight(self) -> bool:
        """Whether the client has room for a short text only; 0 and -1 stand for no limit."""
        limit = self.max_completion_tokens or self.max_tokens or 0
        return 0 < limit <= FEW_TOKENS

    @property
    def notes(self) -> list[str]:
        """What of the messages is not read."""
        unread = sorted({kind for message in self.messages for kind in message.unread})
        return [f"only texts are read, no parts of the type {', '.join(unread)}"] if unread else []

    def require_possible(self) -> None:
        """Raises Refused for what would need a language model to be true."""
        if self.n is not None and self.n != 1:
            raise Refused("n", "there is one answer to a chat here; leave `n` out or send 1")
        for name in ("tool_choice", "function_call"):
            if getattr(self, name) not in (None, "auto", "none"):
                raise Refused(name, f"no tool is ever called here; leave `{name}` out or send auto")

    def until_stop(self, text: str) -> str:
        """A text up to the first of the client's stop words."""
        words = [self.stop] if isinstance(self.stop, str) else self.stop or []
        ends = [text.find(word) for word in words if word and word in text]
        return text[: min(ends)] if ends else text
