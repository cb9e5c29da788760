"""What programs write into messages: crash reports, headers, settings. It asks nothing."""

from __future__ import annotations

import re

LEAST_PAIRS, LEAST_JOINED = 3, 4
LEAST_LETTERS = 0.5
"""The share of letters among the signs of what a person wrote."""
LEAST_SIGNS = 12

_PAIR = re.compile(r"(?<![\w.])[A-Za-z_][\w.-]{1,40}(?:: |:(?=\d)|=)\S")
_CAMEL = re.compile(r"\b(?:[A-Z]?[a-z]+[A-Z][A-Za-z]*|\w+_\w+|0x[0-9a-f]+)\b")


def is_dump(sentence: str) -> bool:
    """Whether it is a program's words: names with values, joined names, mostly signs."""
    if len(_PAIR.findall(sentence)) >= LEAST_PAIRS:
        return True
    if len(_CAMEL.findall(sentence)) >= LEAST_JOINED:
        return True
    seen = "".join(sentence.split())
    letters = sum(char.isalpha() for char in seen)
    return len(seen) >= LEAST_SIGNS and letters < LEAST_LETTERS * len(seen)
