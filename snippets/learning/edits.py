"""What an agent changed in a draft, sentence by sentence, private details masked."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.text import SLOT, sentences
from snippets.learning.privacy import masked

MOST_CHANGES = 50
"""Of one draft that are kept."""
MOST_CHARACTERS = 500
"""Of a passage that are kept."""
MOST_READ = 20_000
"""Characters of a reply that are looked at."""
MOST_SENTENCES = 200
"""Of a text that are looked at."""
MOST_WORDS = 2_000
"""Of a text that count for its likeness to another."""
LEAST_ALIKE = 0.34
"""The share of words that two wordings of one sentence have in common."""
LEAST_TRACED = 0.5
"""The share of a sentence's stretches of words that stand in the snippet it comes from."""
STRETCH = 3
VALUE = "[value]"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence of a draft, and the ids of the snippets that it comes from."""

    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A passage before and after; one of them is empty where it was added or left out.

    `snippet_id` is the snippet whose sentence was changed, or behind whose sentence one was
    added; None where it was none's.
    """

    before: str
    after: str
    snippet_id: str | None = None


def likeness(drafted: str, final: str) -> float:
    """The share of words that two texts have in common, in order."""
    one, other = (text.split()[:MOST_WORDS] for text in (drafted, final))
    return round(difflib.SequenceMatcher(None, one, other, autojunk=False).ratio(), 4)


def traced(drafted: str, bodies: Mapping[str, str]) -> list[Written]:
    """A draft's sentences with the snippets that they seem to be from; `bodies` are by id."""
    known = {one: set(_stretches(body)) for one, body in bodies.items()}
    return [Written(text, _owner(text, known)) for text in _sentences(drafted)]


def changes(draft: Sequence[Written], final: str) -> list[Change]:
    """What differs between a draft and what was sent, in the order of the text.

    A slot that was filled in is no change, and neither is white space.
    """
    before = _cut(draft)
    after = _sentences(final)
    matcher = difflib.SequenceMatcher(None, [one.text for one in before], after, autojunk=False)
    found: list[Change] = []
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag != "equal":
            owner = before[start - 1] if start else None
            found += _paired(before[start:end], after[first:last], owner)
    return [one for one in found if not _is_filled(one.before, one.after)]


def hidden(found: Iterable[Change], known: frozenset[str], private: Sequence[str]) -> list[Change]:
    """The changes as they may be kept: masked, cut, and only those that are left of them.

    `known` are words of the library, which are no names; `private` is what the request gave.
    """
    cut = list(found)[: 2 * MOST_CHANGES]
    texts = masked([side for one in cut for side in (one.before, one.after)], known)
    texts = [_shortened(without(text, private)) for text in texts]
    sides = zip(cut, texts[::2], texts[1::2], strict=True)
    kept = [Change(before, after, one.snippet_id) for one, before, after in sides]
    return [one for one in kept if one.before != one.after][:MOST_CHANGES]


def _paired(
    before: Sequence[Written], after: Sequence[str], owner: Written | None
) -> Iterator[Change]:
    """Each old sentence with the next new one that is like it, and those without a partner."""
    reached = 0
    for one in before:
        place = _nearest(one.text, after, reached)
        if place is None:
            yield Change(one.text, "", _id(one))
        else:
            yield from (Change("", text, _id(owner)) for text in after[reached:place])
            yield Change(one.text, after[place], _id(one))
            reached = place + 1
        owner = one
    yield from (Change("", text, _id(owner)) for text in after[reached:])


def _nearest(text: str, others: Sequence[str], start: int) -> int | None:
    """The place of the sentence from `start` on that is most like this one, if any is."""
    alike = [(_alike(text, others[at]), -at) for at in range(start, len(others))]
    best, place = max(alike, default=(0.0, 0))
    return -place if best >= LEAST_ALIKE else None


def _alike(before: str, after: str) -> float:
    """From 0 to 1; a sentence with its slots filled in is the same one."""
    if _is_filled(before, after):
        return 1.0
    words, others = (set(_WORD.findall(text.lower())) for text in (SLOT.sub("", before), after))
    return 2 * len(words & others) / ((len(words) + len(others)) or 1)


def _cut(draft: Sequence[Written]) -> list[Written]:
    pieces = (Written(text, one.sources) for one in draft for text in _sentences(one.text))
    return list(pieces)[:MOST_SENTENCES]


def _sentences(text: str) -> list[str]:
    found = (" ".join(one.split()) for one in sentences(text[:MOST_READ]))
    return [one for one in found if one][:MOST_SENTENCES]


def _id(written: Written | None) -> str | None:
    return written.sources[0] if written and written.sources else None


def _is_filled(before: str, after: str) -> bool:
    """Whether the new sentence is the old one with its slots filled in."""
    first, *rest = SLOT.split(before)[::2]
    if not rest or not after.startswith(first) or not after.endswith(rest[-1]):
        return False
    at, end = len(first), len(after) - len(rest[-1])
    for piece in rest[:-1]:
        at = after.find(piece, at, end) + len(piece)
        if at < len(piece):
            return False
    return at <= end


def _owner(text: str, known: Mapping[str, set[tuple[str, ...]]]) -> tuple[str, ...]:
    stretches = set(_stretches(text))
    shares = [(len(stretches & body) / (len(stretches) or 1), one) for one, body in known.items()]
    share, best = max(shares, default=(0.0, ""))
    return (best,) if share >= LEAST_TRACED else ()


def _stretches(text: str) -> Iterator[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return zip(*(words[at:] for at in range(STRETCH)), strict=False)


def without(text: str, private: Sequence[str]) -> str:
    """The text without what a request gave; the longest goes first."""
    given = sorted({one for one in private if len(one) > 1}, key=len, reverse=True)
    if not given:
        return text
    return re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, given))})(?!\w)", VALUE, text)


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"
