"""What a customer says they do not want: it is no part of what is looked for.

"Please don't cancel it, I only want to skip a month" is near to all that cancels.
"""

from __future__ import annotations

import re

_REFUSED = re.compile(
    r"(?:(?:please|but|and|so) ?,? ?)?"
    r"(?:\b(?:(?:i|we) (?:really |certainly |definitely )?(?:do not|don['’]?t|did not|didn['’]?t)"
    r" (?:want|wish|need|mean|intend|plan|like)(?: you)?(?: to)?"
    r"|i(?:['’]m| am) not (?:asking|looking|trying|wanting)(?: you)? (?:to|for)"
    r"|(?:do not|don['’]?t|never)|not to|instead of|rather than)\b)"
    r" [^,.;:!?()\n–—]{2,80}?"
    r"(?P<end>[,.;:!?()\n–—]+\s*|(?=\b(?:but|just|only)\b)|\Z)",
    re.I,
)
_WANTED = re.compile(
    r"\W{0,3}(?:(?:but|and|so) )?(?:(?:i|we)(?:['’]d| would)? ?(?:just|only|merely|rather|simply"
    r"|want|need|like)\b|(?:just|only|simply|rather|instead)\b)",
    re.I,
)
LEAST_LEFT = 3
"""Words that have to be left to look for."""


def wanted(text: str) -> str:
    """The text without refused things, where it says next what is wanted instead."""
    left = _REFUSED.sub(lambda found: _kept(found, text), text)
    return left if len(left.split()) >= LEAST_LEFT else text


def _kept(found: re.Match[str], text: str) -> str:
    replaces = found[0].lower().lstrip().startswith(("instead of", "rather than"))
    goes_on = _WANTED.match(text, found.end())
    return found["end"].lstrip(", ") or " " if goes_on or replaces else found[0]
