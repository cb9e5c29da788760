"""An answer in short: what answers, what bounds it, what the customer has to do, and no more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation.words import keys
from assistant.drafting.passages import Passage, passages, without
from models.checks.stance import stance

MOST_KEY_SENTENCES = 3
LEAST_SHARED = 2
"""Keys that a sentence shares with the asks to be about them."""

_ASKS_OR_WARNS = re.compile(
    r"\b(?:please|reply with|(?:send|tell) us|let us know|unplug\w*|danger\w*|careful\w*|warning"
    r"|safely|safety)\b|\b(?:i|we)['’]ll\b",
    re.I,
)
_BOUNDS = frozenset(
    {"plain no", "not", "refusal", "refuse", "only", "if", "must", "danger"}
    | {"at least", "at most", "over", "under", "until"}
)
"""Marks of a condition, a refusal, a deadline or a charge: without them the rest is untrue."""
_CHARGE = re.compile(
    r"\b(?:costs?|fees?|surcharges?|deduct\w*|taken (?:from|off)|we charge|charged? (?:of|for)"
    r"|(?:is|are|be|get) charged)\b",
    re.I,
)
_OFFER = re.compile(r"\W{0,3}if you(?:['’]d| would) (?:like|prefer|rather)\b", re.I)
_PLACE = re.compile(r"\w\W{0,3} [>›→] \w|\w@\w|\bunder [A-Z]\w")
"""Where something is done: a path of menus, an address to write to."""
_ACT = re.compile(
    r"(?:\A\W*|[,;:] |\b(?:please|can|and|then) )(?:choose|click|tap|select|open|press|enter|go to"
    r"|sign in|log in|write to|visit|fill in|download|use|call|set|add|turn)\b",
    re.I,
)
_ASKS_A_FACT = re.compile(
    r"\W*(?:(?:and|also|so|but|or|then|hi|hello)\W+)*(?:when|why|what|which|who"
    r"|how (?:much|many|long|often|soon|big|far|old)|do you|are|is|was|does|did|will|has|have)\b",
    re.I,
)
_OPTION = re.compile(
    r"\b(?:option|one|choice|way|which(?:ever)?(?: of (?:them|these|the two|both))?)"
    r" (?:that )?you(?:['’]d| would)? (?:like|prefer|choose|want|rather)\b"
    r"|\bwhich of (?:the|these)\b",
    re.I,
)
_CHOICES = re.compile(r"\b(?:or|either|both)\b", re.I)
_SAME = re.compile(r"\b(?:in|at|on|from) the same (?:place|page|menu|way)\b|\bfrom there\b", re.I)


def key_sentences(text: str, asks: Sequence[str]) -> str:
    """The answer in short: its first sentence, what has to stay, what is most about the asks."""
    found = [one for one in passages(text) if not one.is_pointer]
    if not found:
        return text
    kept = {0, *(at for at, one in enumerate(found) if _has_to_stay(one))}
    kept |= _about(found, kept, asks)
    kept |= _way(found, kept, asks)
    kept |= {at for one in kept for at in _meant(found, one)}
    for at, one in enumerate(found):
        if one.follows and at - 1 in kept:
            kept.add(at)
    stays = {found[at].span for at in kept}
    return without(text, [one for one in passages(text) if one.span not in stays]) or text


def _has_to_stay(passage: Passage) -> bool:
    """Whether it asks for something, takes something on, warns, or bounds what is said."""
    said = passage.text
    if _ASKS_OR_WARNS.search(said):
        return True
    if _OFFER.match(said):
        return False
    return bool(_CHARGE.search(said) or {name for name, _ in stance(said)} & _BOUNDS)


def _about(found: Sequence[Passage], kept: set[int], asks: Sequence[str]) -> set[int]:
    """The other sentences that are most about the asks, at least one of them."""
    about = keys(" ".join(asks))
    shared = [len(keys(one.text) & about) for one in found]
    others = [at for at in range(len(found)) if at not in kept and shared[at] >= LEAST_SHARED]
    others.sort(key=lambda at: -shared[at])
    return set(others[: max(1, MOST_KEY_SENTENCES - len(kept))])


def _way(found: Sequence[Passage], kept: set[int], asks: Sequence[str]) -> set[int]:
    """The sentence that tells where or how it is done, where none kept does."""
    acts = {at for at, one in enumerate(found) if _PLACE.search(one.text)}
    if not all(map(_ASKS_A_FACT.match, asks)):
        acts |= {at for at, one in enumerate(found) if _ACT.search(one.text)}
    if not acts or kept & acts:
        return set()
    about = keys(" ".join(asks))
    return {max(sorted(acts), key=lambda at: len(keys(found[at].text) & about))}


def _meant(found: Sequence[Passage], at: int) -> set[int]:
    """The sentence before one that tells what its "option you'd like" or "same place" is."""
    said = found[at].text
    if _OPTION.search(said) and not _CHOICES.search(said):
        before = (one for one in reversed(range(at)) if _CHOICES.search(found[one].text))
        return set(list(before)[:1])
    return {at - 1} if at and _SAME.search(said) else set()
