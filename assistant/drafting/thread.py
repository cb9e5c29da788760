"""What earlier turns say: what we have sent, what the customer has told, and what they tried."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.conversation.words import keys
from assistant.drafting.known import without_given
from assistant.drafting.overlap import sent_share, sentences_of
from assistant.drafting.passages import Passage, passages, statements
from assistant.drafting.steps import steps_of, without_steps
from assistant.drafting.tried import tells_stuck, tells_tried
from assistant.message import Message, Turn
from assistant.reading.mail import read_mail
from assistant.reading.names import greeted_name, signed_name
from models.text import sentences

READ_CHARACTERS = 20_000
"""How much of the customer's words, and of ours, is read: the newest."""
MOSTLY = 0.5
"""The share of a snippet's sentences from which we have sent it already."""
SHOWN = 0.8
"""The share of a sentence's content that our words have, to have shown it in some form."""
LEAST_TRIED = 0.6
"""The share of a step's content that a sentence about what was tried has."""
LEAST_TRIED_KEYS = 2

_FILLER = "tried try already still same help work"
_STEP = re.compile(r"\bplease\b", re.I)
_WANTS_A_REPLY = re.compile(
    r"\b(?:reply|answer|send (?:me|us)|let (?:me|us) know|tell (?:me|us)|write to)\b", re.I
)


@dataclass(frozen=True)
class Earlier:
    """A conversation up to and with the message that is answered now."""

    turns: tuple[Turn, ...]
    message: Message

    @cached_property
    def ours(self) -> str:
        """The last that we have written."""
        texts = (turn.text for turn in self.turns if turn.role == "agent")
        return "\n\n".join(texts)[-READ_CHARACTERS:]

    @cached_property
    def theirs(self) -> str:
        """What the customer has written, the newest first: subject, this message, the turns."""
        texts = (turn.text for turn in reversed(self.turns) if turn.role == "customer")
        return "\n".join((self.message.subject, self.message.text, *texts))[:READ_CHARACTERS]

    @cached_property
    def now(self) -> str:
        """The customer's own words in this message."""
        return read_mail(self.message.text).body[:READ_CHARACTERS]

    @cached_property
    def sent(self) -> tuple[str, ...]:
        """The sentences that we have sent."""
        return sentences_of([self.ours])

    @cached_property
    def called(self) -> tuple[str, str]:
        """The name that the customer signed with, or that we greeted them by, and "Dr Osei"."""
        for turn in reversed(self.turns):
            found = signed_name(turn.text) if turn.role == "customer" else greeted_name(turn.text)
            if any(found):
                return found
        return "", ""

    @property
    def is_stuck(self) -> bool:
        """Whether what we sent has not helped, by the customer's words."""
        return bool(self.ours) and tells_stuck(self.now)

    @property
    def has_tried_some(self) -> bool:
        """Whether this message tells what the customer has tried after we wrote."""
        return self.is_stuck and any(tells_tried(one, True) for one in sentences(self.now))

    def has_sent(self, text: str) -> bool:
        """Whether we have sent most of a text in this conversation."""
        return bool(self.sent) and sent_share(text, self.sent) >= MOSTLY

    def has_shown(self, text: str) -> bool:
        """Whether most of a text's sentences and steps stand in our words, however put."""
        about = [keys(one) for one in statements(text)]
        shown = [len(one & self._shown) >= SHOWN * len(one) for one in about if one]
        return bool(shown) and sum(shown) >= MOSTLY * len(shown)

    @cached_property
    def _shown(self) -> frozenset[str]:
        return keys(self.ours)

    @cached_property
    def tried(self) -> tuple[frozenset[str], ...]:
        """What each sentence is about that tells what the customer has tried; and all of now's."""
        after_us = bool(self.ours)
        now = _tried_in(self.now, after_us)
        before = _tried_in(self.theirs, after_us)
        return tuple(filter(None, (frozenset().union(*now), *before)))

    def tried_in(self, text: str) -> list[Passage]:
        """The sentences of a text that suggest what the customer says they tried."""
        if not self.tried:
            return []
        return [one for one in passages(text) if not one.is_pointer and self._has_tried(one.text)]

    def without_tried_steps(self, text: str) -> str:
        """A text without its list of steps where the customer has been through most of them."""
        about = frozenset().union(*map(keys, steps_of(text)))
        is_tried = len(about) > LEAST_TRIED_KEYS and _is_among(about, self.tried)
        return (is_tried and without_steps(text)) or text

    def _has_tried(self, sentence: str) -> bool:
        """Whether a step, or the part of its sentence that asks for it, was tried."""
        asked = _STEP.search(sentence)
        if _WANTS_A_REPLY.search(sentence):
            return False
        parts = [sentence, sentence[asked.start() :]] if asked else [sentence]
        return any(_is_among(keys(part), self.tried) for part in parts)

    def without_known(self, text: str) -> str:
        """The text, asking no more for what the customer has given."""
        return without_given(text, self.theirs)


def earlier(turns: Sequence[Turn], message: Message) -> Earlier:
    """The conversation that a message goes on with."""
    return Earlier(tuple(turns), message)


def _tried_in(text: str, after_us: bool) -> list[frozenset[str]]:
    told = (one for one in sentences(text) if tells_tried(one, after_us))
    return [keys(one) - keys(_FILLER) for one in told]


def _is_among(step: frozenset[str], tried: Sequence[frozenset[str]]) -> bool:
    least = max(LEAST_TRIED_KEYS, LEAST_TRIED * len(step))
    return any(len(step & one) >= least for one in tried)
