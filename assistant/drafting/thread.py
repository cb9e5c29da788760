"""What earlier turns say: what we have sent, what the customer has told, and what they tried."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.conversation.words import keys
from assistant.drafting.overlap import sent_share, sentences_of
from assistant.drafting.passages import Passage, passages
from assistant.message import Message, Turn
from assistant.reading.givens import givens
from models.text import sentences

READ_CHARACTERS = 20_000
"""How much of the customer's words is read."""
MOSTLY = 0.5
"""The share of a snippet's sentences from which we have sent it already."""
LEAST_TRIED = 0.6
"""The share of a step's content that a sentence about what was tried has."""
LEAST_TRIED_KEYS = 2

_TRIED = re.compile(
    r"\b(?:i|we)(?:['’]ve| have| had)? ?(?:already |also |just |even |now |since )*"
    r"(?:tried|done|did|followed|reset|restarted|rebooted|reinstalled|checked|looked|asked|cleared"
    r"|updated|changed|replaced|cleaned|descaled|unplugged|emptied|contacted|called|searched|used"
    r"|clicked|opened|switched|went through)\b"
    r"|\balready (?:tried|done|did|reset|restarted|checked|cleaned|asked|looked)\b",
    re.I,
)
_STUCK = re.compile(
    r"\b(?:(?:i|we)(?:['’]ve| have)? (?:already )?(?:tried|did|done|followed)"
    r" (?:that|this|it|all|those|these|your|everything|what you)|already tried"
    r"|(?:did(?:n['’]?t| not)|has(?:n['’]?t| not)|doesn['’]?t) (?:help|work|fix|solve|change)\w*"
    r"|still (?:the same|not|no|nothing|does|can|is|isn|has|hasn|won|get)"
    r"|same (?:problem|error|thing|result)|no (?:luck|change|success|better))\b",
    re.I,
)
_FILLER = keys("tried try already still same help work")


@dataclass(frozen=True)
class Earlier:
    """A conversation up to and with the message that is answered now."""

    turns: tuple[Turn, ...]
    message: Message

    @cached_property
    def ours(self) -> str:
        """All that we have written."""
        return "\n\n".join(turn.text for turn in self.turns if turn.role == "agent")

    @cached_property
    def theirs(self) -> str:
        """All that the customer has written, the subject and this message included."""
        texts = (turn.text for turn in self.turns if turn.role == "customer")
        return "\n".join((*texts, self.message.subject, self.message.text))[:READ_CHARACTERS]

    @cached_property
    def sent(self) -> tuple[str, ...]:
        """The sentences that we have sent."""
        return sentences_of([self.ours])

    @property
    def is_stuck(self) -> bool:
        """Whether what we sent has not helped, by the customer's words."""
        return bool(self.ours) and _STUCK.search(self.message.text[:READ_CHARACTERS]) is not None

    @property
    def has_tried_some(self) -> bool:
        """Whether this message tells what the customer has tried after we wrote."""
        text = self.message.text[:READ_CHARACTERS]
        return self.is_stuck and _TRIED.search(text) is not None

    def has_sent(self, text: str) -> bool:
        """Whether we have sent most of a text in this conversation."""
        return bool(self.sent) and sent_share(text, self.sent) >= MOSTLY

    @cached_property
    def tried(self) -> tuple[frozenset[str], ...]:
        """What each sentence is about that tells what the customer has tried."""
        told = (one for one in sentences(self.theirs) if _TRIED.search(one))
        return tuple(about for about in (keys(one) - _FILLER for one in told) if about)

    def tried_in(self, text: str) -> list[Passage]:
        """The sentences of a text that suggest what the customer says they tried."""
        if not self.tried:
            return []
        return [one for one in passages(text) if not one.is_pointer and self._has_tried(one.text)]

    def _has_tried(self, step: str) -> bool:
        about = keys(step)
        least = max(LEAST_TRIED_KEYS, LEAST_TRIED * len(about))
        return any(len(about & tried) >= least for tried in self.tried)

    def without_known(self, text: str) -> str:
        """The text, asking no more for what the customer has given."""
        for one in givens():
            if one.asked.search(text) and one.given.search(self.theirs):
                text = _without(one.thing, text)
        return text


def earlier(turns: Sequence[Turn], message: Message) -> Earlier:
    """The conversation that a message goes on with."""
    return Earlier(tuple(turns), message)


def _without(thing: str, text: str) -> str:
    """ "Reply with the order number and a photo" is "reply with a photo" then."""
    named = rf"(?:the|your) {re.escape(thing)}"
    text = re.sub(rf"\bwith {named} and (?=(?:an?|the|your|some)\b)", "with ", text, flags=re.I)
    text = re.sub(rf"\bwith {named}(?=[.!]| and (?:i|we)['’]ll\b| so\b)", "here", text, flags=re.I)
    return re.sub(rf"(?<=\w) and {named}(?=[.!,])", "", text, flags=re.I)
