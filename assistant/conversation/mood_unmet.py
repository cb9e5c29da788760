"""An upset customer, and a reply that neither names it, nor apologises, nor restates it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.conversation.conversation import LIVE, Conversation, Read, Remark, read_message
from assistant.conversation.manner import manner
from assistant.conversation.words import keys
from assistant.reading.asks import states_problem
from assistant.reading.moods import is_grief
from models.text import Fix, Span, sentences

THIRD = 3
LEAST_SHARED = 2
OPENING = 3
"""How many sentences at the beginning may restate the problem."""
LEAST_WORDS = 6

_UPSET = ("angry", "frustrated", "worried")
_AGAIN = re.compile(
    r"\b(?:still|again|yet|same|another|once more|(?:as well|too)\b|nothing|no (?:change|better"
    r"|different|news|sign)|third|fourth|fifth|3rd|4th|5th|keeps?|continues?|to this day)\b",
    re.I,
)
_LACKS = re.compile(
    r"\b(?:there(?:['’]s| is| are| was)|have|has|had|got) (?:still |again )?no \w", re.I
)
_CONDOLES = re.compile(r"\b(?:condolences?|sympath\w+|your loss|thoughts are with|grie\w+)\b", re.I)
_NO_TROUBLE = re.compile(
    r"\b(?:no (?:problem|rush|hurry|issue|more|worries)"
    r"|not (?:a|an|in a) (?:problem|rush|hurry|issue)|not (?:sure|urgent|certain)|nothing else"
    r"|don['’]t (?:need|mind|worry))\b",
    re.I,
)


def mood_unmet(conversation: Conversation) -> Iterator[Remark]:
    """A remark on the first sentence; the fix has a slot for what happened, or condoles."""
    reply = conversation.reply
    start = Span(reply.body.start, reply.body.start)
    if _is_uncondoled(conversation):
        fix = Fix(start, "I'm very sorry for your loss. ")
        message = "The customer has lost somebody. Nothing here shows that you saw it."
        yield Remark(reply.sentences[0].span, message, (fix,))
        return
    upset = _upset(conversation)
    if (
        not upset
        or not reply.sentences
        or reply.is_farewell
        or is_heard(conversation)
        or restates(conversation)
    ):
        return
    fix = Fix(start, "I'm sorry about ⟦what went wrong⟧. ")
    yield Remark(reply.sentences[0].span, f"{upset} Nothing here shows that you saw it.", (fix,))


def _is_uncondoled(conversation: Conversation) -> bool:
    """Whether a first reply to the news of a death passes over it."""
    reply = conversation.reply
    if not conversation.is_first_reply or not reply.sentences or reply.is_farewell:
        return False
    if names_feeling(conversation) or _CONDOLES.search(reply.seen):
        return False
    return is_grief(conversation.understanding.text)


def names_feeling(conversation: Conversation) -> bool:
    """Whether the reply names a feeling or apologises."""
    return manner().feeling.search(conversation.reply.seen) is not None


def is_heard(conversation: Conversation) -> bool:
    """Whether the reply shows that it saw how the customer is, if only by thanks or good news."""
    heard = manner().heard.search(conversation.reply.seen)
    return heard is not None or names_feeling(conversation)


def restates(conversation: Conversation) -> bool:
    """Whether one of the first sentences says what the customer's problem is."""
    stated = _problems(_read(conversation))
    opening = [said for said in conversation.reply.statements if not said.is_question][:OPENING]
    return any(
        len(said.keys & problem) >= LEAST_SHARED and len(said.text.split()) >= LEAST_WORDS
        for said in opening
        for problem in stated
    )


def _problems(text: str) -> list[frozenset[str]]:
    """What each sentence that states a problem is about."""
    return [keys(one) for one in sentences(text) if states_problem(one)]


def _upset(conversation: Conversation) -> str:
    """How the customer is, in a sentence; "" where there is nothing to meet."""
    understanding = conversation.understanding
    if _is_third_complaint(conversation):
        return "This is at least the customer's third complaint."
    says_so = manner().upset.search(_read(conversation)) is not None
    if understanding.mood in _UPSET and says_so and conversation.is_first_reply:
        return f"The customer is {understanding.mood}."
    return ""


def _is_third_complaint(conversation: Conversation) -> bool:
    """Whether two turns complained before, and this one does so of the same thing."""
    *earlier, last = _turns(conversation)
    complaints = [turn for turn in earlier if any(map(_complains, turn))]
    if len(complaints) + 1 < THIRD or not any(map(_complains, last)):
        return False
    return any(map(_is_angry, last)) or _is_again(last, complaints)


def _turns(conversation: Conversation) -> list[list[Read]]:
    """The customer's turns, the message the last; lines typed in a row are one in live channels."""
    turns: list[list[Read]] = [[]]
    for role, text in conversation.context.thread:
        if role == "agent" or (turns[-1] and conversation.channel not in LIVE):
            turns.append([])
        if role == "customer" and text != conversation.context.message:
            turns[-1].append(read_message(text))
    if turns[-1] and conversation.channel not in LIVE:
        turns.append([])
    turns[-1].append(conversation.read)
    return [turn for turn in turns if turn]


def _is_again(last: list[Read], complaints: list[list[Read]]) -> bool:
    """Whether it says that this goes on, or states what an earlier complaint did."""
    text = "\n".join(read.understanding.text for read in last)
    before = [about for turn in complaints for read in turn for about in _problems(read.text)]
    shares = any(len(about & one) >= LEAST_SHARED for about in _problems(text) for one in before)
    return shares or _AGAIN.search(text) is not None


def _complains(turn: Read) -> bool:
    text = turn.understanding.text
    if turn.understanding.mood == "pleased" or manner().settled.search(text):
        return False
    return _is_angry(turn) or any(_states_trouble(one) for one in sentences(text))


def _states_trouble(sentence: str) -> bool:
    """Whether it says that something is wrong; questions are of no trouble by themselves."""
    if sentence.rstrip().endswith("?") or _NO_TROUBLE.search(sentence):
        return False
    return states_problem(sentence) or _LACKS.search(sentence) is not None


def _is_angry(turn: Read) -> bool:
    return turn.understanding.mood in ("angry", "frustrated")


def _read(conversation: Conversation) -> str:
    return f"{conversation.context.subject}\n{conversation.understanding.text}"
