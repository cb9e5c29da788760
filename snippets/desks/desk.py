"""What there is to know of a help desk: its key, its parts, and who reads its objects."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from snippets.desks.address import Address
from snippets.desks.reader import Reader
from snippets.errors import DeskFailed
from snippets.formats.documents import Record
from snippets.formats.entry import Item

Headers = Mapping[str, str]
Part = Callable[[Reader], Iterable[Record]]
SignIn = Callable[[str, Address], Headers]
"""The headers that a key is sent in."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A help desk's API.

    `parts` are what it holds, by the words for it: one that the key may not see is a loss, as
    long as there is another. `key` says what a key looks like.
    """

    key: str
    sign_in: SignIn
    parts: Mapping[str, Part]
    items: Callable[[Iterable[Record]], Iterator[Item]]


def bearer(key: str, _: Address) -> Headers:
    """`Authorization: Bearer KEY`."""
    return {"Authorization": f"Bearer {key}"}


def basic(user: str, password: str) -> Headers:
    """`Authorization: Basic …`."""
    return {"Authorization": f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"}


def pair(key: str, looks: str) -> tuple[str, str]:
    """The two halves of a key around its colon. Raises DeskFailed."""
    first, colon, second = key.partition(":")
    if not (first and colon and second):
        raise DeskFailed(f"this key has two halves: {looks}")
    return first, second
