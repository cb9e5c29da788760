"""What may stand where anybody reads it: nothing that belongs to one customer."""

from __future__ import annotations

import re

from assistant.drafting.passages import passages, without
from models.checks.facts import facts
from snippets.snippet import placeholders

_PERSONAL = re.compile(
    r"\b(?:order|invoice|customer|account|tracking|serial|phone|booking) (?:number|no\.?|id)\b"
    r"|\b(?:your|the|new|delivery) (?:postal |delivery |billing |e-?mail )?address\b"
    r"|\b(?:reply|send us|write|answer) (?:here )?with\b",
    re.I,
)
_OPEN = frozenset({"customer.first_name", "agent.name"})
_PRIVATE_FACTS = ("amount:", "id:", "email:", "phone:", "iban:")


def is_personal(text: str) -> bool:
    """Whether a text asks for what belongs into a private message."""
    return any(_PERSONAL.search(one.text) for one in passages(text))


def for_all_eyes(text: str, template: str, customer_words: str) -> str:
    """The text without sentences that ask for details, or hold a value of this customer."""
    theirs = _private(customer_words)
    own = {one.name for one in placeholders(template)} - _OPEN
    ours = _private(template)
    gone = [
        one
        for one in passages(text)
        if _PERSONAL.search(one.text)
        or _private(one.text) & theirs
        or (own and ("⟦" in one.text or _private(one.text) - ours))
    ]
    return without(text, gone)


def _private(text: str) -> frozenset[str]:
    return frozenset(fact for fact in facts(text) if fact.startswith(_PRIVATE_FACTS))
