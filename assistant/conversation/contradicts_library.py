"""A number that the library's nearest snippets state otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.conversation.claims import assents, claims
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
OWN_CASE = re.compile(
    r"\b(?:i|we)(?:['’]ve| have| had|['’]ll| will)?\b.{0,30}"
    r"\b(?:extend|made|grant|give|add|waive)\w*"
    r"|\b(?:instead of|rather than|exception|this time|ago|last|(?<!or )more|another|extra|further"
    r"|already|you (?:paid|ordered|bought|wrote|mentioned|said)|remaining|left)\b",
    re.I,
)
"""What is said of this one case, or of the past, need not be what the library says."""


def contradicts_library(conversation: Conversation) -> Iterator[Remark]:
    """A remark for each number that the best snippet contradicts and none near supports."""
    ours = [one for one in quantities(conversation.reply.seen) if _is_general(one, conversation)]
    ours += _assented(conversation)
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


def _assented(conversation: Conversation) -> list[Quantity]:
    """What the customer asks whether it is so, where the reply says Yes and no number."""
    said = conversation.reply.statements[:1]
    if not said or not assents(said[0].text) or quantities(conversation.reply.seen):
        return []
    made = [one for one in claims(conversation.read.text) if one.asks]
    measures = [one for one in made if _MEASURE.fullmatch(one.quantity.unit)]
    return [replace(one.quantity, span=said[0].span, about=one.about) for one in measures]


def _remark(
    conversation: Conversation, ours: Quantity, theirs: Quantity, snippet: Snippet
) -> Remark:
    stated = theirs.span.of(plain(snippet.body))
    message = f"The library says {stated} (“{snippet.title}”)."
    states_it = ours in quantities(conversation.reply.seen)
    return Remark(ours.span, message, (Fix(ours.span, stated),) if states_it else ())


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
    """Whether it is a measure, stated for everybody, and nothing that befell the customer."""
    is_measure = bool(_MEASURE.fullmatch(one.unit))
    return is_measure and not OWN_CASE.search(one.clause) and not _is_theirs(one, conversation)


def _is_theirs(one: Quantity, conversation: Conversation) -> bool:
    """Whether the customer knows the number; what they only take to be so may be wrong."""
    theirs = conversation.customer_words
    taken = [claim.quantity.clause for claim in claims(theirs)]
    return any(
        other.unit == one.unit and other.allows(one) and other.clause not in taken
        for other in quantities(theirs)
    )


def _queries(conversation: Conversation) -> list[str]:
    understanding = conversation.understanding
    whole = f"{conversation.context.subject}\n{understanding.text}".strip()
    asks = [ask.query for ask in understanding.asks[:MOST_ASKS]]
    return [text[:QUERY_CHARACTERS] for text in dict.fromkeys((whole, *asks)) if text]
