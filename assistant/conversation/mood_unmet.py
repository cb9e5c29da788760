"""An upset customer, and a reply that neither names it, nor apologises, nor restates it."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.asks import states_problem
from assistant.conversation.conversation import Conversation, Read, Remark
from assistant.conversation.manner import manner
from assistant.conversation.words import keys
from models.text import Fix, Span, sentences

THIRD = 3
LEAST_SHARED = 2
OPENING = 3
"""How many sentences at the beginning may restate the problem."""
LEAST_WORDS = 6

_UPSET = ("angry", "frustrated", "worried")


def mood_unmet(conversation: Conversation) -> Iterator[Remark]:
    """A remark on the first sentence; the fix has a slot for what happened."""
    reply = conversation.reply
    upset = _upset(conversation)
    if (
        not upset
        or not reply.sentences
        or reply.is_farewell
        or feeling(conversation)
        or restates(conversation)
    ):
        return
    start = Span(reply.body.start, reply.body.start)
    fix = Fix(start, "I'm sorry about ⟦what went wrong⟧. ")
    yield Remark(reply.sentences[0].span, f"{upset} Nothing here shows that you saw it.", (fix,))


def feeling(conversation: Conversation) -> Span | None:
    """Where the reply names a feeling or apologises."""
    found = manner().feeling.search(conversation.reply.seen)
    return Span(*found.span()) if found else None


def restates(conversation: Conversation) -> bool:
    """Whether one of the first sentences says what the customer's problem is."""
    stated = [keys(one) for one in sentences(_read(conversation)) if states_problem(one)]
    opening = [said for said in conversation.reply.statements if not said.is_question][:OPENING]
    return any(
        len(said.keys & problem) >= LEAST_SHARED and len(said.text.split()) >= LEAST_WORDS
        for said in opening
        for problem in stated
    )


def _upset(conversation: Conversation) -> str:
    """How the customer is, in a sentence; "" where there is nothing to meet."""
    understanding = conversation.understanding
    complaints = [turn for turn in conversation.theirs if _is_complaint(turn)]
    if len(complaints) + 1 >= THIRD and _is_complaint(conversation.read):
        return "This is at least the customer's third complaint."
    says_so = manner().upset.search(_read(conversation)) is not None
    if understanding.mood in _UPSET and says_so and conversation.is_first_reply:
        return f"The customer is {understanding.mood}."
    return ""


def _is_complaint(turn: Read) -> bool:
    return turn.understanding.mood in ("angry", "frustrated")


def _read(conversation: Conversation) -> str:
    return f"{conversation.context.subject}\n{conversation.understanding.text}"
