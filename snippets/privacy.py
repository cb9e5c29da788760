"""Private details that are masked before a message is kept as an example.

Addresses, e-mail addresses, long numbers and greetings' names; a plain version over
patterns, which errs towards masking.
"""

from __future__ import annotations

import re

_PATTERNS = (
    (re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}"), "[email]"),
    (re.compile(r"https?://\S+"), "[link]"),
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b"), "[address]"),
    (re.compile(r"(?<![\w.])\+?\d[\d ()/-]{5,20}\d\b"), "[number]"),
    (re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}\b"), "[number]"),
    (re.compile(r"\b(?=\w*\d\w*\d\w*\d)\w{6,}\b"), "[number]"),
    (
        re.compile(
            r"(?i:\b(?:my name is|regards|sincerely|cheers|thanks|thank you),?)\s+"
            r"([A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})(?=[\s.,!]*$)",
            re.MULTILINE,
        ),
        "[name]",
    ),
)


def masked(text: str) -> str:
    """The text with private details replaced by what kind of detail stood there."""
    for pattern, kind in _PATTERNS:
        text = pattern.sub(kind, text)
    return text
