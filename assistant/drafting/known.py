"""Asks no more for what the customer has given: "reply with the order number and a photo"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.passages import passages, without
from assistant.reading.givens import Given, givens

_DETERMINER = r"(?:the|your|an?|some|any) "
_REQUEST = re.compile(
    r"\b(?:(?:reply|answer|write back|(?:write|get back) to (?:me|us)|contact (?:me|us)) with"
    r"|(?:send|tell|give) (?:me|us)|share|provide)"
    rf" (?P<things>{_DETERMINER}[^.;:!?\n]{{2,300}})",
    re.I,
)
_TAIL = re.compile(
    r",? (?:and|so|then) (?:that )?(?:i|we|you|it|there)\b|,? so that\b"
    r"|,? and (?:the|your|an?) (?:[\w'’-]+ ){1,3}(?:is|are|will|can|has|have|goes|comes|ships|takes"
    r"|costs|arrives|follows|starts)\b",
    re.I,
)
"""Begins what follows on the things that are asked for."""
_BETWEEN = re.compile(rf",? and (?={_DETERMINER}|what |how )|, (?={_DETERMINER}|what |how )", re.I)
_AT_ONCE = re.compile(r"\W*(?:please )?", re.I)
_FOR_IT = re.compile(r"[;,] for (?:that|this|it), (?:please )?\Z", re.I)
_WHAT_FOLLOWS = re.compile(r",? (?:and|so|then) (?!that\b)", re.I)


def without_given(text: str, theirs: str) -> str:
    """A reply without its requests for what stands in the customer's words."""
    known = [one for one in givens() if one.asked.search(text) and one.is_given(theirs)]
    if not known:
        return text
    gone: list[str] = []
    for one in reversed(passages(text)):
        told = _asking_less(one.text, known)
        if not told:
            gone.append(one.text)
        elif told != one.text:
            text = f"{text[: one.span.start]}{told}{text[one.span.end :]}"
    left = without(text, [one for one in passages(text) if one.text in gone])
    return left or "Please reply here."


def _asking_less(sentence: str, known: Sequence[Given]) -> str:
    """The sentence without the known things; "" where it asks for nothing else."""
    found = _REQUEST.search(sentence)
    if not found:
        return sentence
    tail = _TAIL.search(found["things"])
    end = found.start("things") + (tail.start() if tail else len(found["things"]))
    things = _BETWEEN.split(sentence[found.start("things") : end])
    left = [one for one in things if not _is_known(one, known)]
    if len(left) == len(things):
        return sentence
    if left:
        return f"{sentence[: found.start('things')]}{_listed(left)}{sentence[end:]}"
    return _replied(sentence[: found.start()], sentence[end:])


def _replied(before: str, after: str) -> str:
    """What is left of a sentence that asked for known things only."""
    follows = _WHAT_FOLLOWS.match(after)
    if _AT_ONCE.fullmatch(before):
        return after[follows.end() :][:1].upper() + after[follows.end() + 1 :] if follows else ""
    if follows or not _FOR_IT.search(before):
        return f"{before}reply here{after}"
    return f"{_FOR_IT.sub('', before)}{after}"


def _is_known(item: str, known: Sequence[Given]) -> bool:
    bare = re.sub(_DETERMINER, "", item, count=1, flags=re.I).strip()
    return any(one.asked.fullmatch(bare) for one in known)


def _listed(items: Sequence[str]) -> str:
    """ "a, b and c"."""
    return " and ".join(filter(None, (", ".join(items[:-1]), items[-1])))
