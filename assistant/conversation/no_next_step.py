"""An open matter, and a reply after which nobody does anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.conversation.conversation import LIVE, Conversation, Remark
from assistant.conversation.holding import (
    has_time,
    is_promise,
    says_something,
    without_promises,
)
from assistant.conversation.manner import manner
from assistant.conversation.reply import Reply, Said
from assistant.conversation.words import keys
from assistant.reading.asks import states_problem
from models.text import Fix, Severity

MESSAGE = "This leaves the customer waiting: nobody does anything next."
NO_TIME = "This promises to look, and does not say by when the customer hears from whom."
GRAVER_FROM = 2
"""Asks that a reply holds off from which its lack of a time is no mere suggestion."""
_PATH = re.compile(r"\w ?[>→] ?\w")
"""Where something is: "Settings > Privacy"."""
_ANSWERS = re.compile(r"\W*(?:yes|no|not|yet|sure|of course)\b|\d", re.I)
_IMPERATIVE = re.compile(
    r"(?:try|open|go|click|choose|select|press|tap|follow|send|reply|check|make|use|set|turn|restart"
    r"|reboot|install|update|remove|delete|add|enter|type|run|visit|see|look|contact|call|write|ask"
    r"|read|download|copy|start|close|change|create|sign|log|return|share|attach|report|disable"
    r"|enable|uncheck|right[- ]click|switch|upgrade|reinstall|uninstall|search|find|clear|reset"
    r"|repair|give|tell|leave|move|put|drag|upload|pick|hold|wait|click|scroll|do|have|consider"
    r"|unplug|keep|in|under|via|from|with|at|on|ignore|yes|no)\b",
    re.I,
)
"""How a sentence begins that tells what to do, or where ("Under Settings, …")."""


def no_next_step(conversation: Conversation) -> Iterator[Remark]:
    """A remark where a problem or an ask is open, and the reply has no step, or only holds off."""
    reply = conversation.reply
    if conversation.is_passing or reply.is_farewell or not reply.sentences:
        return
    if is_open(conversation) and not has_step(conversation):
        fix = Fix(reply.ending, " I'll ⟦do what⟧ and write back ⟦by when⟧.")
        holds_off = any(is_promise(said.text) for said in reply.statements)
        graver = holds_off and is_hollow(reply) and len(conversation.asks) >= GRAVER_FROM
        severity = Severity.WARNING if graver else None
        yield Remark(reply.last, NO_TIME if holds_off else MESSAGE, (fix,), severity)


def is_open(conversation: Conversation) -> bool:
    """Whether the customer waits for something: a problem or an ask, neither settled."""
    text = conversation.understanding.text
    if conversation.understanding.mood == "pleased" or manner().settled.search(text):
        return False
    waits = states_problem(text) or any(ask.missed for ask in conversation.asks)
    held = bool(conversation.asks) and is_hollow(conversation.reply)
    return (waits or held) and not _is_answered(conversation)


def is_hollow(reply: Reply) -> bool:
    """Whether all that it says is a promise to look, or a stock phrase."""
    said = reply.statements
    return bool(said) and not any(says_something(one.text) for one in said)


def _is_answered(conversation: Conversation) -> bool:
    """Whether the customer only asked, no ask is missed, and the reply tells something."""
    asks = conversation.asks
    theirs = keys(conversation.customer_words)
    return (
        bool(asks)
        and not any(ask.missed for ask in asks)
        and any(_tells(said, theirs) for said in conversation.reply.statements)
    )


def _tells(said: Said, theirs: frozenset[str]) -> bool:
    """Whether a sentence says what the customer has not: a word, a number, Yes or No."""
    new = said.keys - theirs or _ANSWERS.search(said.text)
    return bool(new) and says_something(said.text) and not manner().underway.search(said.text)


def has_step(conversation: Conversation) -> bool:
    """Whether anybody does something next, is asked to, or has done it."""
    reply = conversation.reply
    if reply.has_link or reply.steps or "⟦" in reply.text or _PATH.search(reply.text):
        return True
    return any(_is_step(said, conversation) for said in reply.statements)


def _is_step(said: Said, conversation: Conversation) -> bool:
    """Whether a sentence asks, tells what to do, or says who does what, or what comes when."""
    words = manner()
    text = said.text if has_time(said.text) else without_promises(said.text)
    if said.is_question or words.next_step.search(text) or _IMPERATIVE.match(text):
        return True
    if conversation.channel in LIVE and (words.underway.search(said.text) or text != said.text):
        return True
    return bool(words.timed.search(text) and words.time.search(text))
