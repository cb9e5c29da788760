"""A number that the reply gives back to the customer other than they wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from assistant.conversation.claims import assents, claims
from assistant.conversation.contradicts_library import OWN_CASE
from assistant.conversation.conversation import Conversation, Remark
from assistant.conversation.misconfirmed import misconfirmed
from assistant.conversation.quantities import Quantity, quantities
from assistant.conversation.slips import slips
from assistant.conversation.words import keys
from models.text import Span

_THEIRS = re.compile(
    r"\byou (?:(?:have|had|also|already|originally|first|just) )?(?:wrote|mention\w*|said|report\w*"
    r"|told|describ\w*|stated|ordered|bought|purchased|paid|booked|sent|returned|received|requested"
    r"|reserved|placed|waited|signed up|were charged|['’]ve been (?:waiting|charged))\b"
    r"|\byou(?:['’]ve| have) (?:been (?:waiting|charged)|waited|paid|ordered|bought|booked)\b"
    r"|\byou(?:['’]re| are) (?:missing|waiting for)\b|\b(?:for|about|regarding|of) your"
    r" (?:order|booking|purchase|payment|reservation|return)\b"
    r"|\byour (?:order|booking|purchase|reservation|payment) (?:of|from|for|placed)\b"
    r"|\byour (?:booking|reservation) on\b",
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
_YOUR = re.compile(r"\byour \Z", re.I)
_ORDERS = re.compile(
    r"\b(?:order|book|reserv|buy|bought|purchas|need|want|like|paid|send|get|take)\w*", re.I
)
_REST = re.compile(
    r"\b(?:rest|other|others|remaining|third|fourth|last|follow\w*|missing|replace\w*|already"
    r"|so far|separate\w*|parcels|first|each|free)\b",
    re.I,
)
"""A part of what was ordered, and the rest of it."""
MOST_BETWEEN = 2
"""Characters between two values that are one: "Friday 11 December"."""
_MEASURING = (
    "cost price total amount run cover charge include apply last valid take"
    " second minute hour day week month year night person item piece"
)
"""What says little about the thing that is measured."""
_SOURCES = "site website web page label leaflet agent colleague chat phone faq policy shop app"
"""Where the customer has a claim from."""
_ID = re.compile(
    r"\b(?P<noun>order|invoice|ticket|case|booking|reservation|parcel|shipment|serial|contract)s?"
    r"\s+(?:number\s+|no\.?\s*|id\s+|ref(?:erence)?\.?\s+)?#?\s?"
    r"(?P<id>(?=[A-Z\d-]*\d{3})[A-Z\d]+(?:-[A-Z\d]+)*)\b",
    re.I,
)
_ANOTHER = re.compile(r"\b(?:new|replacement|another|second|our|merged|instead)\b", re.I)


def contradicts_message(conversation: Conversation) -> Iterator[Remark]:
    """A remark for each value said back or confirmed wrongly; what lies side by side is one."""
    found = [*_ids(conversation), *_numbers(conversation)]
    others = (*slips(conversation), *misconfirmed(conversation))
    found += [Remark(span, _message(theirs)) for span, theirs in others]
    last: Remark | None = None
    for one in sorted(found, key=lambda remark: remark.span.start):
        if last and one.span.start <= last.span.end + MOST_BETWEEN:
            end = max(one.span.end, last.span.end)
            last = replace(last, span=Span(last.span.start, end))
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _numbers(conversation: Conversation) -> Iterator[Remark]:
    """The reply's numbers with what they count that the customer has otherwise."""
    ours = quantities(conversation.reply.seen)
    stated = quantities(conversation.customer_words) if ours else ()
    known = [*stated, *(one for turn in conversation.ours for one in quantities(turn))]
    for one in ours:
        if not any(_says(other, one) for other in known):
            theirs = _said_back(one, stated, conversation) or _claimed(one, ours, conversation)
            if theirs:
                yield Remark(one.span, _message(theirs.clause))


def _message(source: str) -> str:
    return f"The customer wrote: “{' '.join(source.split())[:100]}”. Say which one is right."


def _said_back(
    ours: Quantity, stated: Sequence[Quantity], conversation: Conversation
) -> Quantity | None:
    """The customer's quantity that the reply means to repeat."""
    text = conversation.reply.seen
    if _YOUR.search(text, max(0, ours.span.start - 10), ours.span.start):
        return _ordered(ours, stated, conversation)
    points_back = _POINTS_BACK.match(text, ours.span.end)
    if not points_back and not _THEIRS.search(ours.clause):
        return None
    of_unit = [one for one in stated if one.unit == ours.unit and one.is_past >= ours.is_past]
    alike = [one for one in of_unit if points_back or _about_same(one, ours)]
    return alike[0] if alike and _is_one_value(of_unit) else None


def _ordered(
    ours: Quantity, stated: Sequence[Quantity], conversation: Conversation
) -> Quantity | None:
    """The customer's number of what the reply calls theirs: "your three nights"."""
    of_unit = [one for one in stated if one.unit == ours.unit]
    is_length = _TIME.fullmatch(ours.unit) and ours.unit != "night"
    if is_length or not _is_one_value(of_unit) or _REST.search(conversation.reply.seen):
        return None
    return next((one for one in of_unit if _ORDERS.search(one.clause)), None)


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
    own = ours.about - _measuring()
    shared = own & about
    text = conversation.reply.seen
    agrees = assents(ours.clause) or _IS.search(text, max(0, ours.span.start - 12), ours.span.start)
    if agrees:
        return bool(shared) or not own or not _subject(about)
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
    return one.unit == ours.unit and one.allows(ours) and one.is_past >= ours.is_past


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


def _subject(about: frozenset[str]) -> frozenset[str]:
    """What a claim is about, but for where it comes from."""
    return frozenset(one for one in about - _sources() if not one.isdigit())


@cache
def _sources() -> frozenset[str]:
    return keys(_SOURCES)


@cache
def _measuring() -> frozenset[str]:
    return keys(_MEASURING)
