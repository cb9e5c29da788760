"""Names called in courtesies: "Thanks, Dana!", "I'm so sorry, Dana. …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.conversation.people import NOBODY, folded
from assistant.conversation.reply import Reply
from models.private.words import Spared, first_names, words
from models.text import Span

_COURTESY = (
    r"(?:many |a lot of )?(?:thanks|thank you|cheers)|sorry|(?:my )?apologies"
    r"|(?:i|we|you)(?:['’]m|['’]re| am| are)(?: \w+)? (?:sorry|glad|happy|welcome)"
    r"|glad|happy|welcome|congratulations|of course|certainly|sure|absolutely|not at all|understood"
    r"|no (?:problem|worries)|hello(?: again)?|(?:good|great) (?:news|question)"
    r"|have a|enjoy|take care|all the best|goodbye|bye"
)
_NAME = r"(?-i:[^\W\d_a-z][a-zà-ÿ'’-]+(?: [^\W\d_a-z][a-zà-ÿ'’-]+)?)"
_CALLED = re.compile(
    rf"(?:^|(?<=[.!?]\s)|(?<=[.!?]))[ \t]*(?P<phrase>(?:{_COURTESY})(?-i:(?: [a-z'’-]+){{0,5}}))"
    rf"(?:,|(?<=thanks)|(?<=thank you)|(?<=welcome)) (?P<name>{_NAME})(?=(?P<end>!)|[.,]|\s*$)",
    re.M | re.I,
)
_CLOSES = re.compile(r"(?:thanks|thank you|cheers|all the best|take care|bye)\b", re.I)
_ADDRESSES = re.compile(
    r".*\b(?:thanks|thank you|sorry|apologies|welcome|glad|happy|hello|congratulations|have a"
    r"|take care|bye|goodbye|all the best)\b",
    re.I,
)
"""After these a name is somebody's; after "Sure" it may be a thing."""
_GOES_ON = re.compile(r"(?:, (?:for|that|we|i|it|and|you|your|the)\b|[.]\s+\S|\s*\n\s*\S)", re.I)


def called(reply: Reply, known: frozenset[str]) -> Iterator[Span]:
    """Each name that a courtesy calls; the agent's own under the text is none.

    `known` are products and words of the library, in lower case.
    """
    signed = folded(reply.text[reply.body.end :])
    for found in _CALLED.finditer(reply.seen):
        is_ours = found.end() > reply.body.end or folded(found["name"]) in signed
        goes_on = found["end"] or _GOES_ON.match(reply.seen, found.end())
        calls = goes_on or not _CLOSES.match(found["phrase"])
        if calls and not is_ours and _is_name(found["name"], found["phrase"], Spared(known)):
            yield Span(*found.span("name"))


def _is_name(name: str, phrase: str, spared: Spared) -> bool:
    """Whether it is surely a first name, or likely one where somebody is addressed."""
    first, lists = name.split()[0], words()
    lower = folded(first)
    if any(map(NOBODY.fullmatch, name.split())) or first in lists.countries:
        return False
    likely = spared.unusual(first) or lower in first_names() - lists.calendar
    return spared.is_first_name(first) or bool(_ADDRESSES.match(phrase) and likely)
