"""Replies that are too long or too short for where they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assistant.conversation.conversation import Conversation, Remark
from models.text import Severity, Span

MOST_CHARACTERS: Mapping[str, int] = {
    "sms": 320,
    "social": 560,
    "twitter": 280,
    "whatsapp": 800,
    "chat": 900,
}
"""The longest reply by channel: two text messages, two posts, a screen of chat."""
MOST_MAIL_WORDS = 400
"""Words of an e-mail beyond which it is work to read; items of lists do not count."""
LEAST_MAIL_WORDS = 8
LONG_MESSAGE_WORDS = 40
"""A first reply shorter than that, to a message longer than that, is curt."""

_ITEM = re.compile(r"\s*(?:[-*•>]|\d{1,2}[.)])\s")


def too_long(conversation: Conversation) -> Iterator[Remark]:
    """A remark on what goes beyond the channel's measure."""
    body, channel = conversation.reply.body, conversation.channel
    most = MOST_CHARACTERS.get(channel)
    words = _prose_words(body.of(conversation.reply.text))
    if most and body.end - body.start > most:
        span = Span(body.start + most, body.end)
        message = (
            f"{body.end - body.start} characters are long for {channel}; {most} read well there."
        )
        yield Remark(span, message, severity=Severity.SUGGESTION)
    elif channel == "email" and words > MOST_MAIL_WORDS:
        message = f"{words} words are much for one e-mail; can it be shorter, or in steps?"
        yield Remark(conversation.reply.last, message)


def too_short(conversation: Conversation) -> Iterator[Remark]:
    """A remark on a few words by e-mail to somebody who wrote at length."""
    reply = conversation.reply
    asked = len(conversation.understanding.text.split())
    is_first_mail = conversation.channel == "email" and conversation.is_first_reply
    if not is_first_mail or asked < LONG_MESSAGE_WORDS or reply.is_farewell:
        return
    curt = len(reply.body.of(reply.text).split()) < LEAST_MAIL_WORDS
    if curt and not reply.has_link and not any(said.is_question for said in reply.sentences):
        yield Remark(reply.last, "A few words for somebody who wrote at length; say a little more.")


def _prose_words(body: str) -> int:
    """The words of a text outside its lists and quotes."""
    return sum(len(line.split()) for line in body.split("\n") if not _ITEM.match(line))
