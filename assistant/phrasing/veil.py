"""A veil over private details: they leave as marks, and come back as they were.

`[NAME_1]` stands for the first name that was found, wherever it stands in the texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from assistant.message import Request, Understanding
from models.lexicon import is_everyday
from models.protocols import DetailFinder

LEAST_CHARACTERS = 2
_MARK = re.compile(r"\[[A-Z]+_\d+\]")


class Veil:
    """Replaces the details of one request, and puts them back."""

    def __init__(self, details: Iterable[tuple[str, str]], texts: str = "") -> None:
        """`details` are (kind, text); marks that stand in the `texts` already are not used."""
        self._taken = set(_MARK.findall(texts))
        self._numbers = count(1)
        self._marks: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        for kind, text in details:
            if len(text) >= LEAST_CHARACTERS and text not in self._marks:
                self._kinds.setdefault(text.casefold(), kind)
                self._marks[text] = self._free(kind)
        longest = sorted(self._marks, key=len, reverse=True)
        self._details = re.compile(
            "|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in longest), re.I
        )

    def hide(self, text: str) -> str:
        """The text with a mark in place of each detail, in capitals or small letters alike."""
        return self._details.sub(self._hidden, text) if self._marks else text

    def show(self, text: str) -> str:
        """The text with the details back in their places."""
        shown = {mark: detail for detail, mark in self._marks.items()}
        return _MARK.sub(lambda found: shown.get(found[0], found[0]), text)

    def _hidden(self, found: re.Match[str]) -> str:
        """The mark of a detail; one that is written otherwise gets its own, to come back so."""
        text = found[0]
        if text not in self._marks:
            if text.islower() and is_everyday(text):
                return text
            self._marks[text] = self._free(self._kinds.get(text.casefold(), "value"))
        return self._marks[text]

    def _free(self, kind: str) -> str:
        """The mark with the next number that no text has."""
        return next(mark for mark in self._numbered(kind) if mark not in self._taken)

    def _numbered(self, kind: str) -> Iterator[str]:
        return (f"[{kind.upper()}_{number}]" for number in self._numbers)


def veil(
    request: Request,
    understanding: Understanding,
    finder: DetailFinder,
    vocabulary: frozenset[str],
    composed: str,
) -> Veil:
    """A veil over what is private in a message: what a finder sees, and what the request says.

    `vocabulary` are words of the library, which are never private; `composed` is the draft.
    """
    message = f"{request.message.subject}\n{understanding.text}"
    found = finder.find([message], vocabulary)[0]
    sender = request.message.sender_name
    parts = [part for part in sender.split() if part.casefold() not in vocabulary]
    given = [
        *_texts(request.values.get("customer")),
        sender,
        *parts,
        request.message.sender_email,
        understanding.customer_name or "",
        understanding.salutation or "",
    ]
    details = [(one.kind.value, one.span.of(message)) for one in found]
    given_details = [("value", one) for one in given if one]
    return Veil([*details, *given_details], f"{message}\n{composed}")


def _texts(value: object) -> list[str]:
    """All texts and numbers in nested values."""
    if isinstance(value, Mapping):
        return [text for one in value.values() for text in _texts(one)]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [text for one in value for text in _texts(one)]
    return [] if value is None or isinstance(value, bool) else [str(value).strip()]
