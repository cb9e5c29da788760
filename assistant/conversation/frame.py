"""The frame of a first e-mail: a greeting, and a closing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.conversation.conversation import Conversation, Remark
from assistant.conversation.people import customer_of
from assistant.conversation.reply import is_courtesy
from models.text import Fix, Span

_OPENS = re.compile(
    r"\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|thanks|thank you|greetings|welcome"
    r"|many thanks|congratulations|[A-Z][a-z]+,\s*\n)",
    re.I,
)
_OPEN_END = re.compile(
    r"\?|\b(?:let (?:me|us) know|hope|reply|in touch|get back|thank|thanks|welcome|happy to|glad to"
    r"|contact|here (?:for|if|to)|enjoy|have a|sorry|look(?:ing)? forward|any time|anytime)\b",
    re.I,
)


_INLINE_CLOSING = re.compile(
    r"[.!?]\s+(?:(?:kind|best|warm)(?: regards| wishes)?|regards|cheers|thanks|thank you|sincerely"
    r"|yours)\b[^.?\n]{0,30},?\s*(?:\n.{0,60}){0,4}\s*\Z",
    re.I,
)
"""A sign-off on the line of the last sentence: "… in 3 days. Best, Sam"."""
_SIGNED = re.compile(
    r"\n[^\S\n]*[A-Z](?:[\w'’]+[^\S\n]*){1,4},[^\S\n]*\n+(?:[^\n.?!]{1,60}(?:\n|\Z)){1,4}\s*\Z"
    r"|\n[^\S\n]*(?:xoxo|xx+|love|ciao|peace)\b[^\n.?!]{0,30}\s*\Z",
    re.I,
)
"""A line that ends with a comma above a name: a closing in words of their own."""


def no_greeting(conversation: Conversation) -> Iterator[Remark]:
    """A remark on the first sentence; the fix greets by name where the name is known."""
    reply = conversation.reply
    if not _is_first_mail(conversation) or not reply.sentences or _OPENS.match(reply.text):
        return
    first = customer_of(conversation).first
    fix = Fix(Span(reply.body.start, reply.body.start), f"Hi {first or 'there'},\n\n")
    yield Remark(reply.sentences[0].span, "The first e-mail of a conversation greets.", (fix,))


def no_closing(conversation: Conversation) -> Iterator[Remark]:
    """A remark on the last sentence, where nothing rounds the reply off."""
    reply = conversation.reply
    if not _is_first_mail(conversation) or not reply.sentences or reply.has_closing:
        return
    last = reply.sentences[-1].text
    if is_courtesy(last) or _OPEN_END.search(last) or "⟦" in last:
        return
    if _INLINE_CLOSING.search(reply.text) or _SIGNED.search(reply.text):
        return
    fix = Fix(Span(reply.body.end, reply.body.end), "\n\nKind regards")
    yield Remark(
        reply.sentences[-1].span, "The first e-mail of a conversation ends with a closing.", (fix,)
    )


def _is_first_mail(conversation: Conversation) -> bool:
    return conversation.channel == "email" and conversation.is_first_reply
