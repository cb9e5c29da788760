"""Whether the customer asks where the answer stays that we promised: only an agent knows."""

from __future__ import annotations

import re

from assistant.drafting.thread import Earlier

MOST_WORDS = 60
"""A longer message has more to say than that we are late."""

_CHASES = re.compile(
    r"\bany (?:news|updates?|progress|word|answer|response)\b"
    r"|\b(?:still )?(?:waiting|wait) (?:for|on|to hear)\b"
    r"|\b(?:have|has|['’]ve)(?:n['’]?t| not) heard\b"
    r"|\bheard nothing\b|\bnobody (?:has )?(?:called|replied|answered|come back|got back|written)\b"
    r"|\b(?:did(?:n['’]?t| not)|never) (?:hear|get) back\b|\b(?:never|nobody) (?:heard|came) back\b"
    r"|\byou (?:said|promised|told me|wrote)(?: that)? (?:you|somebody|someone|it)(?:['’]d| would"
    r"|['’]ll| will|['’]re| were)\b|\bas promised\b|\bchas(?:e|ing) (?:this|up|you)\b"
    r"|\b(?:where (?:is|are) we|what(?:['’]s| is) happening|what(?:['’]s| is) going on) with\b"
    r"|\bfollowing up on\b",
    re.I,
)
_PROMISED = re.compile(
    r"\b(?:i|we)(?:['’]ll| will|['’]m| am|['’]re| are|['’]ve| have)?\b[^.!?\n]{0,60}"
    r"\b(?:get(?:ting)? back|come back|write|reply|answer|let you know|be in touch|check(?:ing)?"
    r"|look(?:ing)? into|investigat\w+|ask(?:ing|ed)?|pass(?:ed|ing)?|forward(?:ed|ing)?)\b",
    re.I,
)


def is_chased(earlier: Earlier) -> bool:
    """Whether we have promised to see to it, and the customer asks where that stays."""
    now = earlier.now
    short = len(now.split()) <= MOST_WORDS
    return bool(short and _CHASES.search(now) and _PROMISED.search(earlier.ours))
