"""A number that the reply gives back to the customer other than they wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.conversation.conversation import Conversation, Remark
from assistant.conversation.quantities import Quantity, quantities
from models.text import Span

_THEIRS = re.compile(
    r"\byou (?:(?:have|had|also|already|originally|first|just) )?(?:wrote|mention\w*|said|report\w*"
    r"|told|describ\w*|stated|ordered|bought|purchased|paid|booked|sent|returned|received|requested"
    r"|reserved|placed|waited|signed up|were charged|['’]ve been (?:waiting|charged))\b"
    r"|\byou(?:['’]ve| have) (?:been (?:waiting|charged)|waited|paid|ordered|bought|booked)\b"
    r"|\byou(?:['’]re| are) (?:missing|waiting for)\b|\b(?:for|about|regarding|of) your"
    r" (?:order|booking|purchase|payment|reservation|return)\b"
    r"|\byour (?:order|booking|purchase|reservation|payment) (?:of|from|for|on|placed)\b",
    re.I,
)
"""The reply says back what the customer said or did."""
_ID = re.compile(
    r"\b(?P<noun>order|invoice|ticket|case|booking|reservation|parcel|shipment|serial|contract)s?"
    r"\s+(?:number\s+|no\.?\s*|id\s+|ref(?:erence)?\.?\s+)?#?\s?"
    r"(?P<id>(?=[A-Z\d-]*\d{3})[A-Z\d]+(?:-[A-Z\d]+)*)\b",
    re.I,
)
_ANOTHER = re.compile(r"\b(?:new|replacement|another|second|our|merged|instead)\b", re.I)


def contradicts_message(conversation: Conversation) -> Iterator[Remark]:
    """A remark for each number, date, amount or id said back wrongly."""
    yield from _ids(conversation)
    said_back = [one for one in quantities(conversation.reply.seen) if _THEIRS.search(one.clause)]
    stated = quantities(conversation.customer_words) if said_back else ()
    known = [*stated, *(one for turn in conversation.ours for one in quantities(turn))]
    for ours in said_back:
        if not any(_says(one, ours) for one in known):
            theirs = _same_thing(ours, stated)
            if theirs:
                source = " ".join(theirs.clause.split())
                message = f"The customer wrote: “{source[:100]}”. Which one is right?"
                yield Remark(ours.span, message)


def _same_thing(ours: Quantity, stated: Sequence[Quantity]) -> Quantity | None:
    """The only quantity of the customer that counts the same thing, other in value."""
    alike = [one for one in stated if one.unit == ours.unit and _about_same(one, ours)]
    values = {(one.low, one.high) for one in stated if one.unit == ours.unit}
    return alike[0] if alike and len(values) == 1 else None


def _about_same(one: Quantity, ours: Quantity) -> bool:
    return bool(one.about & ours.about) or not (one.about and ours.about)


def _says(one: Quantity, ours: Quantity) -> bool:
    return one.unit == ours.unit and one.allows(ours)


def _ids(conversation: Conversation) -> Iterator[Remark]:
    """Ids in the reply that nobody wrote before, where the customer gave one of the sort."""
    ours = list(_ID.finditer(conversation.reply.text))
    theirs = list(_ID.finditer(conversation.customer_words)) if ours else []
    known = " ".join((conversation.customer_words, *conversation.ours, _values(conversation)))
    for found in ours:
        noun = found["noun"].lower()
        of_sort = {one["id"].upper() for one in theirs if one["noun"].lower() == noun}
        before = conversation.reply.text[max(0, found.start() - 20) : found.start()]
        unheard = found["id"].lower() not in known.lower() and not _ANOTHER.search(before)
        given = of_sort.pop() if len(of_sort) == 1 else ""
        if unheard and len(given) == len(found["id"]):
            yield Remark(Span(*found.span("id")), f"The customer wrote {noun} {given}.")


def _values(conversation: Conversation) -> str:
    return " ".join(str(value) for value in conversation.customer.values())
