"""A number that the library's nearest snippets state otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.conversation.conversation import Conversation, Remark
from assistant.conversation.quantities import Quantity, quantities
from models.text import Fix
from snippets.snippet import Snippet, plain

LEAST_SHARED = 2
"""How many content words two clauses share that are about the same thing."""
MOST_ASKS = 3
QUERY_CHARACTERS = 1_500

_MEASURE = re.compile(
    r"(?:working |calendar )?(?:second|minute|hour|day|week|month|year|night)|[gmkt]b|[%$€£¥]"
)
_OWN_CASE = re.compile(
    r"\b(?:i|we)(?:['’]ve| have| had|['’]ll| will)?\b.{0,30}"
    r"\b(?:extend|made|grant|give|add|waive)\w*"
    r"|\b(?:instead of|rather than|exception|this time|ago|last|more|another|extra|further|already"
    r"|you (?:paid|ordered|bought|wrote|mentioned|said)|remaining|left)\b",
    re.I,
)
"""What is said of this one case, or of the past, need not be what the library says."""


def contradicts_library(conversation: Conversation) -> Iterator[Remark]:
    """A remark for each number that the best snippet contradicts and none near supports."""
    ours = [one for one in quantities(conversation.reply.seen) if _is_general(one, conversation)]
    if not ours:
        return
    near = conversation.nearest(_queries(conversation))
    stated = [(snippet, quantities(plain(snippet.body))) for snippet in near]
    everything = [one for _, of_one in stated for one in of_one]
    for one in ours:
        if any(other.unit == one.unit and other.allows(one) for other in everything):
            continue
        found = _contradiction(one, stated)
        if found:
            snippet, theirs = found
            yield _remark(conversation, one, theirs, snippet)


def _remark(
    conversation: Conversation, ours: Quantity, theirs: Quantity, snippet: Snippet
) -> Remark:
    stated = theirs.span.of(plain(snippet.body))
    message = f"The library says {stated} (“{snippet.title}”)."
    return Remark(ours.span, message, (Fix(ours.span, stated),))


def _contradiction(
    ours: Quantity, stated: Sequence[tuple[Snippet, Sequence[Quantity]]]
) -> tuple[Snippet, Quantity] | None:
    """The quantity of a snippet about the same thing, where it states but one of the sort."""
    for snippet, of_one in stated:
        same_unit = [one for one in of_one if one.unit == ours.unit]
        alike = [one for one in same_unit if len(one.about & ours.about) >= LEAST_SHARED]
        if len(alike) == 1:
            return snippet, alike[0]
    return None


def _is_general(one: Quantity, conversation: Conversation) -> bool:
    """Whether it is a measure, stated for everybody, and not the customer's own number."""
    theirs = conversation.customer_words
    own = any(other.unit == one.unit and other.allows(one) for other in quantities(theirs))
    return bool(_MEASURE.fullmatch(one.unit)) and not own and not _OWN_CASE.search(one.clause)


def _queries(conversation: Conversation) -> list[str]:
    understanding = conversation.understanding
    whole = f"{conversation.context.subject}\n{understanding.text}".strip()
    asks = [ask.query for ask in understanding.asks[:MOST_ASKS]]
    return [text[:QUERY_CHARACTERS] for text in dict.fromkeys((whole, *asks)) if text]
