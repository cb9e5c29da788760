"""Zendesk: macros, and the Help Center's articles in each of its languages."""

from __future__ import annotations

from collections.abc import Iterator

from snippets.desks.address import Address
from snippets.desks.desk import Desk, Headers, basic, bearer
from snippets.desks.paging import by_cursor_or_number
from snippets.desks.reader import Listing, Reader
from snippets.formats import zendesk
from snippets.formats.documents import Record

_SIZE = {"page[size]": "100"}
MACROS = Listing("/api/v2/macros.json", "macro", ("macros",), by_cursor_or_number, _SIZE)
ARTICLES = Listing(
    "/api/v2/help_center/{}/articles", "article", ("articles",), by_cursor_or_number, _SIZE
)
LOCALES = "/api/v2/help_center/locales"
_TOKEN = "/token"  # noqa: S105 -- how Zendesk marks a name that comes with an API token


def _sign_in(key: str, address: Address) -> Headers:
    email, colon, token = key.partition(":")
    if not colon:
        return bearer(key, address)
    return basic(email if email.endswith(_TOKEN) else email + _TOKEN, token)


def _macros(reader: Reader) -> Iterator[Record]:
    return reader.records(MACROS)


def _articles(reader: Reader) -> Iterator[Record]:
    for locale in reader.value(LOCALES, "locales"):
        yield from reader.records(ARTICLES.of(locale))


DESK = Desk(
    "EMAIL:API-TOKEN, or a token of OAuth",
    _sign_in,
    {"macros": _macros, "Help Center articles": _articles},
    zendesk.items,
)
