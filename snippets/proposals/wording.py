"""The wording of a proposal: which one of many, and what stays out of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from snippets.proposals.paragraphs import URL, Paragraph, shingles

Mask = Callable[[Sequence[str]], list[str]]
"""Texts to the same texts with their private details masked as "[email]", "[name]" …"""

MOST_COMPARED = 60
LEAST_ITEMS = 3
LEAST_ITEM_WORDS = 20
"""Fewer and shorter steps are a part of a list, and do not stand alone."""
MOST_SLOTS = 3
"""A text with more private details is about one customer."""

_LINK = "\ufffc"
"""Stands for a link while a text is masked."""
_ADDRESS = re.compile(rf"{URL.pattern}|(?<![\w@.+-])(?:[\w-]+\.)+[a-z]{{2,}}\b(?!@)", re.IGNORECASE)
"""A link, or the name of a host or file."""
_MASKED = re.compile(r"\[([a-z]+(?: [a-z]+)*)\]")
_PERSONAL = re.compile(
    r"//[^/?#]*@|%40|[?&;](?:[\w-]*(?:token|key|auth|sig|session|sid|password|code|mail|user|"
    r"customer|account|order|ticket)[\w-]*)=",
    re.IGNORECASE,
)
"""What a link that tells who follows it has."""
_POINTER = re.compile(
    r"\W*(?:if )?(?:it|this|that|these|those|they|then|a new|now)\b", re.IGNORECASE
)
_PLAIN_START = re.compile(r"\A[a-z]+(?=[ ,])")


def central(wordings: Sequence[Sequence[Paragraph]]) -> Sequence[Paragraph] | None:
    """The wording that is most like all others, of those without a word of their own.

    A word that stands in one conversation alone may be about its customer.
    """
    words = [tuple(word for one in wording for word in one.words) for wording in wordings]
    counts = Counter(words)
    compared = {one: shingles(one) for one, _ in counts.most_common(MOST_COMPARED)}
    used_by = Counter(word for one in words for word in set(one))
    shown = [one for one in compared if min(used_by[word] for word in one) > 1]
    if not shown:
        return None

    def likeness(one: tuple[str, ...]) -> float:
        own = compared[one]
        return sum(
            counts[other] * len(own & theirs) / len(own | theirs)
            for other, theirs in compared.items()
        )

    best = max(shown, key=lambda one: (likeness(one), one))
    same = Counter(tuple(one) for one, own in zip(wordings, words, strict=True) if own == best)
    return same.most_common(1)[0][0]


def stands_alone(wording: Sequence[Paragraph]) -> bool:
    """Whether a wording is more than a few short steps of a list."""
    if len(wording) >= LEAST_ITEMS or not all(one.is_item for one in wording):
        return True
    return sum(len(one.words) for one in wording) >= LEAST_ITEM_WORDS


def is_cut_out(first: Paragraph, before: Sequence[Paragraph | None]) -> bool:
    """Whether a wording goes on from what stands before it in most of its places.

    `first` is its first paragraph; None stands before the first one of a reply.
    """
    if first.is_item:
        joined = sum(one is not None and one.is_item for one in before)
    else:
        joined = sum(one is not None for one in before) if _POINTER.match(first.text) else 0
    return 2 * joined > len(before)


def markdown(paragraphs: Sequence[Paragraph]) -> str:
    """Paragraphs as Markdown: a blank line between them, none between items of a list."""
    text = _PLAIN_START.sub(lambda word: word[0].capitalize(), paragraphs[0].text)
    for before, one in pairwise(paragraphs):
        text += ("\n" if before.is_item and one.is_item else "\n\n") + one.text
    return text


def slotted(bodies: Sequence[str], mask: Mask) -> list[str | None]:
    """The same texts with a slot for each private detail; None where there are too many.

    Links stay, for they lead to public pages, but for those that tell who follows them.
    """
    return [
        _restored(body, masked)
        for body, masked in zip(
            bodies, mask([_ADDRESS.sub(_LINK, one) for one in bodies]), strict=True
        )
    ]


def _restored(body: str, masked: str) -> str | None:
    links = _ADDRESS.findall(body)
    parts = masked.split(_LINK)
    if len(parts) != len(links) + 1:
        return None
    if masked != _ADDRESS.sub(_LINK, body):
        parts = [_MASKED.sub(r"⟦\1⟧", part) for part in parts]
    links = ["⟦link⟧" if _PERSONAL.search(link) else link for link in links]
    text = "".join(part + link for part, link in zip(parts, [*links, ""], strict=True))
    return text if text.count("⟦") <= MOST_SLOTS else None
