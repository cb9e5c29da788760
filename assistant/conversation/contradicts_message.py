"""A number that the reply gives back to the customer other than they wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.conversation.claims import assents, claims
from assistant.conversation.contradicts_library import OWN_CASE
from assistant.conversation.conversation import Conversation, Remark
from assistant.conversation.quantities import Quantity, quantities
from assistant.conversation.words import keys
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
_POINTS_BACK = re.compile(
    r"\s+(?:that |which )?you(?:['’]ve| have| were| had| are)? (?:just |also |been )?"
    r"(?:mention|wr[io]t|quot|refer|ask|told|promis|hear|read|describ|stat|cit|given|saw|said)\w*",
    re.I,
)
"""What follows a number that the reply has from the customer: "the 30 days you mention"."""
_IS = re.compile(r"(?:\bis|['’]s|\bare|\byou (?:have|get)|\bthere are) \Z", re.I)
_OUR_DOING = re.compile(r"\W*(?:(?:yes|sure|and|so|also)\W+)*(?:we|i)\b", re.I)
_FORECAST = re.compile(
    r"\b(?:will|should|going to|allow)\b|['’]ll\b"
    r"|\bin (?:(?:the next|about|around) )?(?=\d|\w+ days?)",
    re.I,
)
_TIME = re.compile(r"(?:\w+ )?(?:second|minute|hour|day|week|month|year|night)|date")
_CORRECTS = re.compile(
    r"\b(?:no|not|unfortunately|afraid|actually|in fact|mistak\w+|wrong\w*|incorrect\w*"
    r"|misunderst\w+|misinformed|misle\w+|confusion|unclear|otherwise|clarify|clear up"
    r"|correct (?:that|this|it|one|you|the)|rather|instead|however|but|only|just|though|although"
    r"|now|chang\w+|updat\w+|used to|new|outdated|old|no longer|apologi[sz]e|disregard)\b|n['’]t\b",
    re.I,
)
"""The reply knows that it says something else than the customer."""
_MEASURING = keys(
    "cost price total amount run cover charge include apply last valid take"
    " second minute hour day week month year night person item piece"
)
"""What says little about the thing that is measured."""
_ID = re.compile(
    r"\b(?P<noun>order|invoice|ticket|case|booking|reservation|parcel|shipment|serial|contract)s?"
    r"\s+(?:number\s+|no\.?\s*|id\s+|ref(?:erence)?\.?\s+)?#?\s?"
    r"(?P<id>(?=[A-Z\d-]*\d{3})[A-Z\d]+(?:-[A-Z\d]+)*)\b",
    re.I,
)
_ANOTHER = re.compile(r"\b(?:new|replacement|another|second|our|merged|instead)\b", re.I)


def contradicts_message(conversation: Conversation) -> Iterator[Remark]:
    """A remark for each number, date, amount or id said back wrongly, or stated otherwise."""
    yield from _ids(conversation)
    ours = quantities(conversation.reply.seen)
    stated = quantities(conversation.customer_words) if ours else ()
    known = [*stated, *(one for turn in conversation.ours for one in quantities(turn))]
    for one in ours:
        if not any(_says(other, one) for other in known):
            theirs = _said_back(one, stated, conversation) or _claimed(one, ours, conversation)
            if theirs:
                source = " ".join(theirs.clause.split())[:100]
                message = f"The customer wrote: “{source}”. Say which one is right."
                yield Remark(one.span, message)


def _said_back(
    ours: Quantity, stated: Sequence[Quantity], conversation: Conversation
) -> Quantity | None:
    """The customer's quantity that the reply means to repeat."""
    points_back = _POINTS_BACK.match(conversation.reply.seen, ours.span.end)
    if not points_back and not _THEIRS.search(ours.clause):
        return None
    of_unit = [one for one in stated if one.unit == ours.unit]
    alike = [one for one in of_unit if points_back or _about_same(one, ours)]
    return alike[0] if alike and _is_one_value(of_unit) else None


def _claimed(
    ours: Quantity, said: Sequence[Quantity], conversation: Conversation
) -> Quantity | None:
    """What the customer takes to be so, where the reply states it otherwise unawares."""
    made = [one for one in claims(conversation.customer_words) if one.quantity.unit == ours.unit]
    theirs = [one.quantity for one in made]
    if not _is_one_value(theirs) or any(_says(theirs[0], one) for one in said):
        return None
    if _is_of_this_case(ours) or _corrects(ours, conversation):
        return None
    return theirs[0] if _restates(ours, made[0].about, conversation) else None


def _restates(ours: Quantity, about: frozenset[str], conversation: Conversation) -> bool:
    """Whether the reply states the same thing: its words are the customer's, or it says Yes."""
    own = ours.about - _MEASURING
    shared = own & about
    text = conversation.reply.seen
    agrees = assents(ours.clause) or _IS.search(text, max(0, ours.span.start - 12), ours.span.start)
    if agrees:
        return bool(shared) or not own
    return len(shared) > 1 or (bool(own) and own <= shared)


def _is_of_this_case(ours: Quantity) -> bool:
    """Whether it is said of what we do or when, and not of what holds for everybody."""
    is_doing = _OUR_DOING.match(ours.clause) or _FORECAST.search(ours.clause)
    return bool(_TIME.fullmatch(ours.unit) and is_doing)


def _corrects(ours: Quantity, conversation: Conversation) -> bool:
    """Whether the sentence, or one beside it, shows that the customer is put right."""
    said = conversation.reply.sentences
    at = next((n for n, one in enumerate(said) if ours.span.start < one.span.end), 0)
    beside = said[max(0, at - 1) : at + 2]
    is_exception = any(OWN_CASE.search(one.text) for one in said[at : at + 1])
    return is_exception or any(_CORRECTS.search(one.text) for one in beside)


def _is_one_value(found: Sequence[Quantity]) -> bool:
    return len({(one.low, one.high) for one in found}) == 1


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
