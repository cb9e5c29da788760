"""A veil over private details: they leave as marks, and come back as they were.

`[NAME_1]` stands for the first name that was found, wherever it stands in the texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from assistant.message import Request, Understanding
from models.protocols import DetailFinder

LEAST_CHARACTERS = 2
_MARK = re.compile(r"\[[A-Z]+_\d+\]")


class Veil:
    """Replaces the details of one request, and puts them back."""

    def __init__(self, details: Iterable[tuple[str, str]], texts: str = "") -> None:
        """`details` are (kind, text); marks that stand in the `texts` already are not used."""
        taken = set(_MARK.findall(texts))
        self._marks: dict[str, str] = {}
        for number, (kind, text) in enumerate(dict.fromkeys(details), 1):
            mark = f"[{kind.upper()}_{number}]"
            if len(text) >= LEAST_CHARACTERS and text not in self._marks and mark not in taken:
                self._marks[text] = mark
        longest = sorted(self._marks, key=len, reverse=True)
        self._details = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in longest))

    def hide(self, text: str) -> str:
        """The text with a mark in place of each detail."""
        if not self._marks:
            return text
        return self._details.sub(lambda found: self._marks[found[0]], text)

    def show(self, text: str) -> str:
        """The text with the details back in their places."""
        shown = {mark: detail for detail, mark in self._marks.items()}
        return _MARK.sub(lambda found: shown.get(found[0], found[0]), text)


def veil(
    request: Request,
    understanding: Understanding,
    finder: DetailFinder,
    vocabulary: frozenset[str],
) -> Veil:
    """A veil over what is private in a message: what a finder sees, and what the request says.

    `vocabulary` are words of the library, which are never private.
    """
    message = f"{request.message.subject}\n{understanding.text}"
    found = finder.find([message], vocabulary)[0]
    given = [
        *_texts({"customer": request.values.get("customer", {})}),
        request.message.sender_name,
        request.message.sender_email,
        understanding.customer_name or "",
        understanding.salutation or "",
    ]
    details = [(one.kind.value, one.span.of(message)) for one in found]
    return Veil([*details, *(("value", one) for one in given if one)], message)


def _texts(values: Mapping[str, Any]) -> list[str]:
    """All texts in nested values."""
    found: list[str] = []
    for value in values.values():
        if isinstance(value, Mapping):
            found += _texts(value)
        elif isinstance(value, str):
            found.append(value.strip())
    return found
