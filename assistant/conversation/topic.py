"""What an ask is about, in words that can be said back."""

from __future__ import annotations

import re

from assistant.conversation.words import key_of
from models.lexicon import word_classes

_TOPIC = re.compile(
    r"\b(?P<determiner>my|our|your|the|an?)\s+(?P<noun>[a-z]+(?:-[a-z]+)?)"
    r"(?=[?.,!]|$|\s(?:for|of|to|on|in|at|from|with|is|was|be|has|and|by|again|now|too|please)\b)",
    re.I,
)
_TURNED = {"my": "your", "our": "your", "your": "our", "a": "the", "an": "the"}


def topic(ask: str) -> str:
    """What an ask is about in two words, "the invoice"; "" where none stands out."""
    for found in _TOPIC.finditer(ask):
        noun, determiner = found["noun"].lower(), found["determiner"].lower()
        if key_of(noun) and "NOUN" in word_classes(noun):
            return f"{_TURNED.get(determiner, determiner)} {noun}"
    return ""
