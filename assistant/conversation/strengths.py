"""What a reply does well: recognised, so that it is not only the faults that show."""

from __future__ import annotations

from assistant.conversation.conversation import Conversation
from assistant.conversation.conversed import Dealt, Strength
from assistant.conversation.manner import manner
from assistant.conversation.mood_unmet import restates


def strengths(conversation: Conversation) -> tuple[Strength, ...]:
    """The strengths of a reply, in the order of their definition."""
    asks = conversation.asks
    found = {
        Strength.PROBLEM_RESTATED: restates(conversation),
        Strength.FEELING_NAMED: _names_feeling(conversation),
        Strength.NEXT_STEP: _has_owner_and_time(conversation),
        Strength.ALL_ASKS_COVERED: bool(asks) and all(ask.dealt is Dealt.SURE for ask in asks),
    }
    return tuple(strength for strength, there in found.items() if there)


def _names_feeling(conversation: Conversation) -> bool:
    """Whether it names a feeling, or apologises for something; stock phrases do neither."""
    words = manner()
    return words.feeling.search(words.unfelt.sub(" ", conversation.reply.seen)) is not None


def _has_owner_and_time(conversation: Conversation) -> bool:
    words = manner()
    return any(
        words.owner.search(said.text) and words.time.search(said.text)
        for said in conversation.reply.statements
    )
