"""What a text says, told by its letters alone: a second look at rewrites, apart from our own.

It knows nothing of what `models.checks.facts` takes for a fact, and less: figures, addresses,
amounts, keys, days and names. What is denied and bounded is for `models.checks.stance`.
"""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"[^\s“”\"()⟦⟧]+")
_EDGES = ".,;:!?…'’"
_DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|yesterday|tonight|noon|midnight"
    r"|jan(?:uary)?|feb(?:ruary)?|april|june|july|aug(?:ust)?|sept(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_NAMES_NOBODY = re.compile(
    r"I(?:['’]|\Z)|(?:ASAP|We|You|He|She|It|They|Our|Your|The|This|That|These)(?:['’]|\Z)"
)
_INSIDE = re.compile(r"(?<!guys)(?<!guys,)(?<=[\w,])\s\Z")
"""What comes before a word within a sentence; "Hi guys, We …" begins one."""
_IS_TOLD = re.compile(r"\d|@|://|[€$£%]|\w\+\w|\w{2}\.\w{2}")


def said(text: str) -> Counter[str]:
    """Words with figures, addresses, amounts, keys, days, and names inside a sentence."""
    words = [(found.start(), found[0]) for found in _WORD.finditer(text)]
    return Counter(
        word.strip(_EDGES).removesuffix("'s").removesuffix("’s").casefold()
        for start, word in words
        if _IS_TOLD.search(word)
        or _DAY.fullmatch(word.strip(_EDGES).casefold())
        or (_is_name(word) and _INSIDE.search(text[:start]))
    )


def _is_name(word: str) -> bool:
    bare = word.strip(_EDGES)
    return bare[:1].isupper() and not _NAMES_NOBODY.match(bare)


def lost(before: str, after: str) -> Counter[str]:
    """What a text says that another leaves out; a slot may name it, a capital may go."""
    return _apart(said(before) - said(after), after)


def invented(before: str, after: str) -> Counter[str]:
    """What the other says instead."""
    opened = re.sub(r"⟦[^⟧]*⟧", " ", after)
    return _apart(said(opened) - said(before), before)


def _apart(words: Counter[str], text: str) -> Counter[str]:
    return Counter({word: n for word, n in words.items() if word not in text.casefold()})
