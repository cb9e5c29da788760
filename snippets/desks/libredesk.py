"""LibreDesk: macros."""

from __future__ import annotations

from collections.abc import Iterator

from snippets.desks.address import Address
from snippets.desks.desk import Desk, Headers, pair
from snippets.desks.reader import Listing, Reader
from snippets.formats import libredesk
from snippets.formats.documents import Record

MACROS = Listing("/api/v1/macros", "macro", ("data",))
_KEY = "API-KEY:API-SECRET"


def _sign_in(key: str, _: Address) -> Headers:
    name, secret = pair(key, _KEY)
    return {"Authorization": f"token {name}:{secret}"}


def _macros(reader: Reader) -> Iterator[Record]:
    return reader.records(MACROS)


DESK = Desk(_KEY, _sign_in, {"macros": _macros}, libredesk.items)
