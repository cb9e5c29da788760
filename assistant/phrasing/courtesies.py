"""Courtesy: which sentences state nothing at all, so that they need no source.

They are made of the clauses of assistant/written.yaml and of nothing else. A list of words would
not do: "We have contacted the team" has words of courtesy only, and tells an act of ours.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.phrasing.words import written

MOST_CHARACTERS = 300
"""A sentence that is longer is no mere courtesy."""
_MARKS = str.maketrans({"’": "'", "!": " ", ".": " ", "?": " ", "—": ",", "–": ",", ";": ","})


def is_courtesy(text: str) -> bool:
    """Whether a sentence is made of clauses of courtesy alone."""
    if len(text) > MOST_CHARACTERS:
        return False
    plain = " ".join(text.translate(_MARKS).casefold().replace(",", " , ").split())
    return bool(_courtesy().fullmatch(plain.strip(", ")))


@cache
def _courtesy() -> re.Pattern[str]:
    """One or more clauses, joined by commas and "and"."""
    told = written()["courtesy"]
    parts = {name: "|".join(texts) for name, texts in told["parts"].items()}
    clauses = "|".join(f"(?:{one})" for one in told["clauses"])
    for name, part in parts.items():
        clauses = clauses.replace(f"<{name}>", f"(?:{part})")
    return re.compile(rf"(?:{clauses})(?: ?(?:,|and|, and|, but|but) (?:{clauses}))*")
