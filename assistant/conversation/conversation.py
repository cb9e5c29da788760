"""A conversation as the checks see it: the message, what came before, and the reply."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from assistant.conversation.conversed import CheckedAsk
from assistant.conversation.coverage import checked_asks, open_asks
from assistant.conversation.evidence import Meaning
from assistant.conversation.reply import Reply
from assistant.message import Message, Understanding
from assistant.reading.mail import Mail, read_mail
from assistant.understand import understand
from models.checks.language import language
from models.protocols import CheckContext
from models.text import Fix, Severity, Span
from snippets.snippet import Snippet

Nearest = Callable[[Sequence[str]], Sequence[Snippet]]
"""The public snippets found for texts: the best of each text first, then the others."""

LIVE = frozenset({"chat", "sms", "whatsapp"})
"""Channels where an answer may come in several lines."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check has to say of a stretch of the reply; graver or milder than the check, if so."""

    span: Span
    message: str
    fixes: tuple[Fix, ...] = ()
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A customer's turn: what it says, and the mail that it came in."""

    mail: Mail
    understanding: Understanding

    @property
    def text(self) -> str:
        """The customer's own words, signature included."""
        return "\n".join((self.understanding.text, *self.mail.signature))


class Conversation:
    """A reply with all that is known around it; parts are worked out when first asked for."""

    def __init__(
        self, text: str, context: CheckContext, nearest: Nearest, meaning: Meaning | None = None
    ) -> None:
        self.reply = Reply(text)
        self.context = context
        self.nearest = nearest
        self.meaning = meaning
        self.read = read_message(
            context.message, context.subject, context.sender_name, context.channel
        )

    @property
    def understanding(self) -> Understanding:
        """What the message says."""
        return self.read.understanding

    @property
    def customer(self) -> Mapping[str, Any]:
        """The customer's values."""
        return self.context.customer

    @property
    def channel(self) -> str:
        """Where the reply goes, in lower case."""
        return self.context.channel.lower()

    @cached_property
    def ours(self) -> tuple[str, ...]:
        """Our earlier turns."""
        return tuple(text for role, text in self.context.thread if role == "agent")

    @cached_property
    def theirs(self) -> tuple[Read, ...]:
        """The customer's earlier turns; the message itself is none."""
        texts = [text for role, text in self.context.thread if role == "customer"]
        return tuple(read_message(text) for text in texts if text != self.context.message)

    @cached_property
    def open_turns(self) -> tuple[Read, ...]:
        """The customer's turns since we last wrote; the message comes last."""
        turns: list[Read] = []
        for role, text in self.context.thread:
            if role == "agent":
                turns = []
            elif text != self.context.message:
                turns.append(read_message(text))
        return (*turns, self.read)

    @cached_property
    def asks(self) -> tuple[CheckedAsk, ...]:
        """What the customer asks now, and whether the reply deals with it."""
        asks = (ask for turn in self.open_turns for ask in turn.understanding.asks)
        return checked_asks(open_asks(asks, self.context.thread), self.reply, self.meaning)

    @cached_property
    def customer_words(self) -> str:
        """All that the customer wrote, subject and signatures included."""
        texts = [*(turn.text for turn in self.theirs), self.context.subject, self.read.text]
        return "\n".join(texts)

    @property
    def is_first_reply(self) -> bool:
        """Whether we write to this customer for the first time in this thread."""
        return not self.ours and self.context.first_reply is not False

    @property
    def is_passing(self) -> bool:
        """Whether this is mere courtesy in a live channel, where another line follows."""
        return self.channel in LIVE and not self.reply.statements

    @property
    def is_english(self) -> bool:
        """Whether the checks can read message and reply: they know English only."""
        ours = language(self.context.locale) in ("en", "auto", "")
        return ours and language(self.understanding.locale) == "en" and self.reply.is_english


@lru_cache(128)
def read_message(text: str, subject: str = "", sender: str = "", channel: str = "email") -> Read:
    """What a customer's turn says; remembered, since a reply is checked at every keystroke."""
    message = Message(text, subject=subject, sender_name=sender, channel=channel)
    return Read(read_mail(text), understand(message))
