"""A greeting with a name that is not the customer's."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.conversation.conversation import Conversation, Remark
from assistant.conversation.people import (
    academic_title,
    addressed,
    customer_of,
    folded,
    same_person,
)
from assistant.conversation.words import tokens
from models.text import Fix, Span


def wrong_name(conversation: Conversation) -> Iterator[Remark]:
    """A remark where no word of the greeting's name can be the customer's."""
    person, named = customer_of(conversation), addressed(conversation.reply)
    if not named or not person.words:
        return
    known = person.words | _mentioned(conversation)
    if any(same_person(word, other) for word in named.words for other in known):
        return
    name = named.span.of(conversation.reply.text)
    title, greeting = academic_title(conversation), conversation.reply.greeting
    theirs = title or person.first or "another name"
    fix: tuple[Fix, ...] = ()
    if title and greeting:
        fix = (Fix(Span(greeting.start("word"), named.span.end), f"Dear {title}"),)
    elif person.first and not named.titled:
        fix = (Fix(named.span, person.first),)
    yield Remark(named.span, f"The customer is {theirs}, the greeting says “{name}”.", fix)


def _mentioned(conversation: Conversation) -> frozenset[str]:
    """Every word that the customer wrote, and the parts of their address: any may be a name."""
    address = conversation.context.sender_email.partition("@")[0]
    words = tokens(f"{conversation.customer_words} {address.replace('.', ' ').replace('_', ' ')}")
    return frozenset(folded(word) for word in words if len(word) > 2)
