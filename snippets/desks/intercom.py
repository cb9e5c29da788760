"""Intercom: macros and articles. A macro that a list gives without its text is asked for alone."""

from __future__ import annotations

from collections.abc import Iterator

from snippets.desks.address import Address
from snippets.desks.desk import Desk, Headers, bearer
from snippets.desks.paging import by_cursor, by_total
from snippets.desks.reader import Listing, Reader, filled, id_of
from snippets.formats import intercom
from snippets.formats.documents import Record

VERSION = "2.16"
"""Of the API: the first one with macros."""
MACROS = Listing(
    "/macros",
    "macro",
    ("data",),
    by_cursor("starting_after", "pages", "next", "starting_after"),
    {"per_page": "150"},
    since="updated_since",
)
MACRO = "/macros/{}"
ARTICLES = Listing(
    "/articles",
    "article",
    ("data",),
    by_total("pages", page_at="page", pages_at="total_pages"),
    {"page": "1", "per_page": "250"},
)


def _sign_in(key: str, address: Address) -> Headers:
    return {**bearer(key, address), "Intercom-Version": VERSION}


def _macros(reader: Reader) -> Iterator[Record]:
    for one in reader.records(MACROS):
        if one.maybe("body") or one.maybe("body_text"):
            yield one
        else:
            yield from reader.whole(one, filled(MACRO, id_of(one)))


def _articles(reader: Reader) -> Iterator[Record]:
    return reader.records(ARTICLES)


DESK = Desk("an access token", _sign_in, {"macros": _macros, "articles": _articles}, intercom.items)
