"""A name in a greeting or a courtesy that is not the customer's."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.conversation.conversation import Conversation, Remark
from assistant.conversation.people import (
    Addressed,
    Person,
    academic_title,
    addressed,
    customer_of,
    folded,
    name_words,
    same_person,
)
from assistant.conversation.vocative import called
from assistant.conversation.words import tokens
from models.text import Fix, Span


def wrong_name(conversation: Conversation) -> Iterator[Remark]:
    """A remark for each name in greeting and courtesies that cannot be the customer's."""
    person = customer_of(conversation)
    if not person.words:
        return
    known = person.words | _mentioned(conversation)
    yield from _greeted(conversation, person, known)
    for span in called(conversation.reply, conversation.context.known_words):
        words = name_words(span.of(conversation.reply.text))
        if not any(_is_known(word, known) for word in words):
            name = span.of(conversation.reply.text)
            fixes = (Fix(span, person.first),) if person.first else ()
            yield Remark(span, f"The customer is not called “{name}”.", fixes)


def _greeted(conversation: Conversation, person: Person, known: frozenset[str]) -> Iterator[Remark]:
    """A remark where the first name or the surname of the greeting is another's."""
    named = addressed(conversation.reply)
    if not named:
        return
    if not any(_is_known(word, known) for word in named.words):
        yield _wrong(conversation, person, named)
    elif person.last and len(named.words) > 1 and not _is_known(named.words[-1], known):
        span = Span(named.span.end - len(named.words[-1]), named.span.end)
        if not _is_in_address(named.words[-1], conversation):
            said = f"The customer's surname is {person.last}, the greeting says"
            yield Remark(span, f"{said} “{named.words[-1]}”.", (Fix(span, person.last),))


def _wrong(conversation: Conversation, person: Person, named: Addressed) -> Remark:
    name = named.span.of(conversation.reply.text)
    title, greeting = academic_title(conversation), conversation.reply.greeting
    theirs = title or person.first or "another name"
    fix: tuple[Fix, ...] = ()
    if title and greeting:
        fix = (Fix(Span(greeting.start("word"), named.span.end), f"Dear {title}"),)
    elif person.first and not named.titled:
        fix = (Fix(named.span, person.first),)
    return Remark(named.span, f"The customer is {theirs}, the greeting says “{name}”.", fix)


def _is_known(word: str, known: frozenset[str]) -> bool:
    """Whether a word, or a part of one with a hyphen, is among those known."""
    return any(same_person(part, other) for part in word.split("-") if part for other in known)


def _is_in_address(word: str, conversation: Conversation) -> bool:
    return folded(word) in folded(conversation.context.sender_email.partition("@")[0])


def _mentioned(conversation: Conversation) -> frozenset[str]:
    """Every word that the customer wrote, and the parts of their address: any may be a name."""
    address = conversation.context.sender_email.partition("@")[0]
    words = tokens(f"{conversation.customer_words} {address.replace('.', ' ').replace('_', ' ')}")
    parts = (part for word in words for part in (word, *word.split("-")))
    return frozenset(folded(part) for part in parts if len(part) > 2)
