"""What a rewrite may do to a meaning although it keeps every fact and every mark of stance.

A time can move to another verb, a need can turn into a promise, a warning into a request, and
somebody else's task can become the agent's. Each is told by the form of both texts, widely:
where it is in doubt, the rewrite is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from models.checks.facts import found_facts
from models.checks.masks import straighten
from models.text import SLOT

_PERSON = r"(?:i|we|you|he|she|it|they|there|nobody|nothing)(?:'\w+)?"
_OWNED = r"(?:the|this|that|these|those|your|our|my|his|her|their|no)"
_FINITE = (
    r"(?:is|are|was|were|will|would|can|can't|cannot|could|may|might|must|has|have|had|does|do"
    r"|did|won't|doesn't|don't|isn't|aren't|applies|appl(?:y|ied)|expires?|stops?|ends?|fails?)"
)
_CLAUSE = rf"(?:{_PERSON} \w|{_OWNED} (?:[\w-]+ ){{1,4}}?{_FINITE}\b)"
_OUTCOME = re.compile(
    r"\b(?:or else|otherwise|therefore|hence|if not"
    r"|or (?:risk|face|lose|leave|forfeit|pay|be|get|we|you)\b"
    rf"|or {_OWNED} (?:[\w-]+ ){{1,3}}?[\w-]+s \w"
    rf"|(?:so|or|and|but|because|since) (?!that\b){_CLAUSE})"
    rf"|, (?:or|so|because|since|as|but|and) (?!that\b)(?:then )?{_CLAUSE}"
    rf"|[,:–—-] ?{_CLAUSE}",
    re.I,
)
"""Where a second clause begins that says what follows, or why: "or you'll lose it", "so we …"."""
_ASKED = re.compile(r"\b(?:could|would|can|did) you\b[^.?!\n]*\?", re.I)
_REQUEST = re.compile(r"\bplease\b|\b(?:could|would) you\b|\bfor next time\b|\bnext time\b", re.I)
_ORDER = re.compile(
    r"\b(?:must|have to|has to|needs? to|needs? you to|requires?|required to|expect you to"
    r"|mandatory|never|always|do not|don't)\b",
    re.I,
)
_HAZARD = re.compile(
    r"\b(?:999|911|112|000|emergenc\w+|ambulance|hospital|doctor|evacuat\w+|first aid|allerg\w+"
    r"|shocks?|electr\w+|mains|live wires?|voltage|gas(?: leak)?|fires?|flames?|smoke|burn\w*"
    r"|scald\w*|kill\w*|explo[ds]\w*|toxic|poison\w*|lethal|fatal|death|chok\w+|suffocat\w+"
    r"|drown\w*|bleach|acid|fumes|helmet|harness|seat ?belt|lifejacket|goggles"
    r"|child(?:ren)?'s reach|medic\w+|medication|pills?"
    r"|tablets?(?= (?:with|a|every|twice|once|daily))|dos(?:e|es|age)"
    r"|overdose|insulin|inhaler|injur\w+|hurt|blades?|unsafe|danger\w*|hazard\w*|recall\w*)\b",
    re.I,
)
"""What people come to harm by; a sentence with it is left as plain as it is."""
_NEEDED = re.compile(
    r"\b(?:unless|until|till|without|before|only (?:if|when|once)|must|have to|need to|needs to)\b",
    re.I,
)
_ONCE = re.compile(r"\b(?:once|with|after|when|as soon as)\b", re.I)
_ALLOWED = re.compile(r"\b(?:once|with|after|when|as soon as|can|will)\b", re.I)
_STILL_NEEDED = re.compile(r"\bneeds? (?!to\b)|\bonly\b|\bat the earliest\b|\?", re.I)
_DECIDED = re.compile(
    r"\b(?:re(?:fund|imburs|pay)\w*|pa(?:y|ys|id|yments?|youts?)|money|cash|compensat\w*|credit\w*"
    r"|loans?|mortgages?|grants?|discounts?|waiv\w+|claims?|insur\w+|cover(?:ed|age)?|warrant\w+"
    r"|approv\w+|accept\w*|admi(?:t|ts|tted|ssion)|allow\w*|permi(?:t|ts|tted|ssion)|authori[sz]\w+"
    r"|visas?|licen[cs]es?|certif\w+|diplomas?|exams?|enrol\w*|appointed|jobs?|hir(?:e|ed)"
    r"|releas\w+|transfer\w*|board|enter|entry|exceptions?|consent|courts?|decisions?|appeals?"
    r"|body|discharg\w+|prescri\w+|diagnos\w+|treat(?:ed|ment)?|benefits?|leases?|contracts?)\b",
    re.I,
)
"""What somebody decides on: for these, what is needed is not yet what is enough."""
_OF_AN_EARLIER_TIME = re.compile(
    r"\b(?:should|could|might|ought to|supposed to)(?:'ve| have)\b|\b(?:didn't|did not|never"
    r"|haven't|have not|failed|forgot|forgotten|neglected|omitted|missed)\b",
    re.I,
)
_EARLIER = re.compile(
    r"\b(?:yesterday|ago|earlier|sooner|beforehand|in time|on time|at the time|back then|last \w+"
    rf"|(?:before|when|while|after|until|since) {_PERSON} \w)",
    re.I,
)
_TIMES = ("date:", "weekday:", "time:", "month:", "relative:")
_SOMEBODY = re.compile(
    r"\b(?:representatives?|agents?|advis[eo]rs?|specialists?|engineers?|technicians?|managers?"
    r"|colleagues?|experts?|officers?|supervisors?|lawyers?|couriers?|drivers?|team|department"
    r"|staff|associates?|member of \w+(?: \w+)?|someone|somebody|one of our \w+|he|she|they)"
    r"(?: \w+){0,4}?(?:'ll| will| shall| is going to| are going to)\b",
    re.I,
)
_MYSELF = re.compile(r"\b(?:i|we)(?:'ll|'m going to| will| am going to| are going to)\b", re.I)
_SORRY_IF = re.compile(
    r"\b(?:sorry|apologi[sz]e|apologies|regret\w*)(?: \w+){0,2}? if (\w+ \w+)", re.I
)
_DENIES = re.compile(
    r"\bn[o']t\b|n't\b|\b(?:no|not|never|without|cannot|if|whether|hardly)\b", re.I
)
_ANY = re.compile(r"\b(?:any(?:thing|one|body|where|more)?|ever|either|yet|at all)\b", re.I)
_FRONTED = re.compile(
    r"(?:\A|[.!?] )((?:on|in|at|by|from|since|until|till|during|within|for|about|after|before"
    r"|last|next|twice|yesterday|today|tomorrow|tonight|earlier|to (?=your|the|my|our|his|her|them"
    r"|you\b)|this (?=morning|week|month|year|afternoon|evening))\b ?(?:\w+)?)",
    re.I,
)
_FREE = re.compile(
    r"(?:\A|[.,;:!?–—-]|\b(?:that|and|but|so|or|then|please|again|note|now|just|\w+ly))\W*\Z", re.I
)
"""What an adverbial follows that stands for itself already."""


def moves_a_time(before: str, after: str) -> bool:
    """Whether a time, a place or a person belongs to another verb than it did.

    >>> moves_a_time("As I told you on Monday, it is free.", "On Monday, it is free.")
    True
    """
    return any(_was_bound(before, one) for one in _FRONTED.findall(after)) or _ended(before, after)


def _was_bound(before: str, words: str) -> bool:
    at = before.casefold().find(words.casefold())
    return at > 0 and not _FREE.search(before[:at])


def _ended(before: str, after: str) -> bool:
    """Whether the time that a sentence ended with stands before another clause now."""
    times = [span.of(before) for fact, span in found_facts(before) if fact.startswith(_TIMES)]
    if not times or not before.rstrip(" .!?").endswith(times[-1].rstrip(".")):
        return False
    last = re.escape(times[-1].rstrip("."))
    return re.search(rf"{last}, (?:{_CLAUSE}|please\b|could you\b)", after, re.I) is not None


def asks_what_follows(before: str, after: str) -> bool:
    """Whether a question has become of a demand together with its reason or its outcome.

    >>> asks_what_follows("Send it, or we close it.", "Could you please send it, or we close it?")
    True
    """
    asked = _ASKED.findall(after)
    return before.count("?") < after.count("?") and any(map(_OUTCOME.search, asked))


def drops_an_outcome(before: str, after: str) -> bool:
    """Whether what follows from an order is left out; `after` is in slots for the rest."""
    order = _ORDER.search(before)
    return bool(order and _OUTCOME.search(before, order.end())) and not _OUTCOME.search(after)


def makes_enough(before: str, after: str) -> bool:
    """Whether what is needed for a decision has become what brings it about.

    >>> makes_enough("We can't refund it without a slip.", "With a slip, we can refund it.")
    True
    """
    if not (_DECIDED.search(before) and _NEEDED.search(before)):
        return False
    denied = len(_DENIES.findall(after)) < len(_DENIES.findall(before))
    ordered = _ORDER.search(before) and not _ORDER.search(after)
    brought = (denied and _ALLOWED.search(after)) or (ordered and _ONCE.search(after))
    return bool(brought) and not _STILL_NEEDED.search(after)


def eases_a_danger(before: str, after: str) -> bool:
    """Whether an order that keeps people safe has become a request."""
    orders = len(_ORDER.findall(after)) < len(_ORDER.findall(before))
    asks = len(_REQUEST.findall(after)) > len(_REQUEST.findall(before))
    return bool(_HAZARD.search(before)) and (orders or asks)


def asks_for_the_past(before: str, after: str) -> bool:
    """Whether what was missed at some time is asked for at that time again."""
    if not _OF_AN_EARLIER_TIME.search(before) or _REQUEST.search(before):
        return False
    timed = any(fact.startswith(_TIMES) for fact, _ in found_facts(after))
    return bool(_REQUEST.search(after)) and (timed or bool(_EARLIER.search(after)))


def takes_over(before: str, after: str) -> bool:
    """Whether what somebody else is to do is the agent's now.

    >>> takes_over("A technician will call you.", "I'll call you.")
    True
    """
    more = len(_MYSELF.findall(after)) > len(_MYSELF.findall(before))
    return more and len(_SOMEBODY.findall(after)) < len(_SOMEBODY.findall(before))


def admits(before: str, after: str) -> bool:
    """Whether what an apology only supposes is said to be so: "sorry if", "sorry that"."""
    supposed = _SORRY_IF.search(before)
    return supposed is not None and f"that {supposed[1]}".casefold() in after.casefold()


def leaves_any(before: str, after: str) -> bool:
    """Whether "any" and its like stand where nothing is denied any longer."""
    denied = _DENIES.search(before) or re.search(r"\bbefore\b", before, re.I)
    clauses = re.findall(r"[^.,;?]+[.,;?]?", after) if denied else []
    return any(
        _ANY.search(one) and not _DENIES.search(one) and not one.endswith("?") for one in clauses
    )


CHANGES: Mapping[str, Callable[[str, str], bool]] = {
    "moved": moves_a_time,
    "outcome": asks_what_follows,
    "enough": makes_enough,
    "danger": eases_a_danger,
    "past": asks_for_the_past,
    "somebody": takes_over,
    "admitted": admits,
    "any": leaves_any,
}
"""What may change, by name."""


def changed(before: str, after: str) -> str:
    """The name of what a rewrite changes, "" where nothing is seen; slots say nothing."""
    was, now = straighten(before), SLOT.sub("⟦⟧", straighten(after))
    return next((name for name, changes in CHANGES.items() if changes(was, now)), "")
