"""Gorgias: macros."""

from __future__ import annotations

from collections.abc import Iterator

from snippets.desks.address import Address
from snippets.desks.desk import Desk, Headers, basic, pair
from snippets.desks.paging import by_cursor
from snippets.desks.reader import Listing, Reader
from snippets.formats import gorgias
from snippets.formats.documents import Record

MACROS = Listing(
    "/api/macros",
    "macro",
    ("data",),
    by_cursor("cursor", "meta", "next_cursor"),
    {"limit": "100"},
    "updated_datetime",
)
_KEY = "EMAIL:API-KEY"


def _sign_in(key: str, _: Address) -> Headers:
    return basic(*pair(key, _KEY))


def _macros(reader: Reader) -> Iterator[Record]:
    return reader.records(MACROS)


DESK = Desk(_KEY, _sign_in, {"macros": _macros}, gorgias.items)
