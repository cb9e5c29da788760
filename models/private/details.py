"""Private details, and texts with them replaced by what kind of detail stood there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from models.text import Fix, Span, apply_fixes

if TYPE_CHECKING:
    from models.protocols import DetailFinder

MOST_ROUNDS = 6
"""Times that a text is masked again, since a model sees names better among masks."""
_FIRST_COVER = 0xE000
_MASK_COVER = "\ue00f"

_PLAIN = str.maketrans(
    "\u00a0\u202f\u2007\u2009\u2010\u2011\u2012\u2013\u2014\u2212\u2018\u2019\uff20\r\u2028\u2029",
    "    ------''@ \n\n",
)


class Kind(StrEnum):
    """What a detail is; its value in brackets is the mask."""

    NAME = "name"
    EMAIL = "email"
    NUMBER = "number"
    ADDRESS = "address"
    IP = "ip"
    LINK = "link"
    DATE = "date"
    USER = "user"
    PASSWORD = "password"  # noqa: S105

    @property
    def mask(self) -> str:
        """What a text shows in place of the detail."""
        return f"[{self.value}]"

    @property
    def cover(self) -> str:
        """A character for private use, in place of each of a detail's while a text is searched.

        It is no letter, no digit and no space.
        """
        return chr(_FIRST_COVER + list(Kind).index(self))


_MASK = re.compile("|".join(re.escape(kind.mask) for kind in Kind))


@dataclass(frozen=True, slots=True, order=True)
class Detail:
    """A private detail: where it stands, and what it is."""

    span: Span
    kind: Kind


def searchable(text: str) -> str:
    """The text, as long as before, with plain spaces and dashes and without its masks."""
    return _MASK.sub(lambda mask: _MASK_COVER * len(mask[0]), text.translate(_PLAIN))


def covered(text: str, details: Iterable[Detail]) -> str:
    """The text, as long as before, with these details hidden."""
    return apply_fixes(
        text, (Fix(one.span, one.kind.cover * len(one.span.of(text))) for one in details)
    )


def joined(details: Iterable[Detail]) -> list[Detail]:
    """In reading order; those that overlap become one, of the kind of the longest.

    Those of one kind that touch become one as well.
    """
    kept: list[Detail] = []
    for one in sorted(details, key=lambda detail: detail.span):
        reach = kept[-1].span.end + (kept[-1].kind is one.kind) if kept else 0
        if one.span.start < reach:
            last = kept.pop()
            longest = max(last, one, key=lambda detail: detail.span.end - detail.span.start)
            end = max(last.span.end, one.span.end)
            one = Detail(Span(last.span.start, end), longest.kind)
        kept.append(one)
    return kept


def mask(
    finder: DetailFinder, texts: Sequence[str], known: frozenset[str] = frozenset()
) -> list[str]:
    """The texts with each private detail replaced by its kind, "[name]".

    `known` are words in lower case that are no names here: products, the library's terms.
    Masking a masked text changes nothing.
    """
    masked = [unicodedata.normalize("NFC", text) for text in texts]
    todo = list(range(len(masked)))
    for _ in range(MOST_ROUNDS):
        found = finder.find([masked[at] for at in todo], known)
        todo_details = [(at, details) for at, details in zip(todo, found, strict=True) if details]
        for at, details in todo_details:
            masked[at] = _replaced(masked[at], details)
        todo = [at for at, _ in todo_details]
    return masked


def _replaced(text: str, details: Iterable[Detail]) -> str:
    return apply_fixes(text, (Fix(one.span, one.kind.mask) for one in details))
