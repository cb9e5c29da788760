"""Emoji, slang or the first name towards somebody who goes by a title or writes formally."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.conversation.conversation import Conversation, Remark
from assistant.conversation.manner import EMOJI, SMILEY, manner
from assistant.conversation.people import academic_title, addressed, customer_of, same_person
from models.text import Fix, Span

_FORMAL_OPENING = re.compile(r"\s*(?:dear (?:sir|madam|mr|mrs|ms|dr|prof)|to whom it may)\b", re.I)
_FORMAL_CLOSING = re.compile(r"\b(?:sincerely|faithfully|respectfully)\b", re.I)


def too_familiar(conversation: Conversation) -> Iterator[Remark]:
    """A remark for the greeting, and one for the first emoji and the first slang word."""
    title = academic_title(conversation)
    if title is None and not _writes_formally(conversation):
        return
    whom = title or "This customer"
    if title:
        yield from _first_name(conversation, title)
    for span in _casual(conversation):
        fixes = (
            (_without(conversation.reply.text, span),) if _is_picture(span, conversation) else ()
        )
        yield Remark(span, f"{whom} writes formally: this may be too familiar.", fixes)


def _writes_formally(conversation: Conversation) -> bool:
    mail = conversation.read.mail
    closing = "\n".join(mail.signature)
    opens, closes = _FORMAL_OPENING.match(mail.body), _FORMAL_CLOSING.search(closing)
    return bool(opens and closes) and not _pictures(conversation.customer_words)


def _first_name(conversation: Conversation, title: str) -> Iterator[Remark]:
    named, reply = addressed(conversation.reply), conversation.reply
    first = customer_of(conversation).first
    if not named or named.titled or len(named.words) != 1 or not first or not reply.greeting:
        return
    if same_person(named.words[0], title.split(" ")[-1]) or not same_person(named.words[0], first):
        return
    span = Span(reply.greeting.start("word"), named.span.end)
    message = f"The customer signs as {title}; the first name may be too familiar."
    yield Remark(span, message, (Fix(span, f"Dear {title}"),))


def _casual(conversation: Conversation) -> Iterator[Span]:
    """The first emoji and the first slang word, unless the customer uses the like."""
    seen, theirs = conversation.reply.seen, conversation.customer_words
    pictures = _pictures(seen)
    if pictures and not _pictures(theirs):
        yield pictures[0]
    for found in manner().slang.finditer(seen):
        if found[0].lower() not in theirs.lower() and not found[0].isupper():
            yield Span(*found.span())
            return


def _pictures(text: str) -> list[Span]:
    found = [*EMOJI.finditer(text), *SMILEY.finditer(text)]
    return sorted(Span(*one.span()) for one in found)


def _is_picture(span: Span, conversation: Conversation) -> bool:
    return span in _pictures(conversation.reply.seen)


def _without(text: str, span: Span) -> Fix:
    start = span.start - (span.start > 0 and text[span.start - 1] == " ")
    return Fix(Span(start, span.end), "")
