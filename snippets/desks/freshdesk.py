"""Freshdesk: canned responses and solution articles, each by its folder."""

from __future__ import annotations

from collections.abc import Iterator

from snippets.desks.address import Address
from snippets.desks.desk import Desk, Headers, basic
from snippets.desks.paging import by_link
from snippets.desks.reader import Listing, Reader, filled, id_of
from snippets.formats import freshdesk
from snippets.formats.documents import Record

_SIZE = {"per_page": "100"}
_API = "/api/v2"
RESPONSE_FOLDERS = Listing(
    f"{_API}/canned_response_folders", "response folder", paging=by_link, changed=""
)
RESPONSES = Listing(
    f"{_API}/canned_response_folders/{{}}/responses", "response", paging=by_link, query=_SIZE
)
RESPONSE = f"{_API}/canned_responses/{{}}"
CATEGORIES = Listing(f"{_API}/solutions/categories", "category", paging=by_link, changed="")
FOLDERS = Listing(
    f"{_API}/solutions/categories/{{}}/folders", "solution folder", paging=by_link, changed=""
)
SUBFOLDERS = Listing(
    f"{_API}/solutions/folders/{{}}/subfolders", "solution folder", paging=by_link, changed=""
)
ARTICLES = Listing(
    f"{_API}/solutions/folders/{{}}/articles", "article", paging=by_link, query=_SIZE
)
_UNUSED = "X"
"""The password beside a key."""


def _sign_in(key: str, _: Address) -> Headers:
    return basic(key, _UNUSED)


def _responses(reader: Reader) -> Iterator[Record]:
    for folder in reader.records(RESPONSE_FOLDERS):
        yield folder
        for one in reader.records(RESPONSES.of(id_of(folder))):
            one.fields.setdefault("folder_id", folder.fields.get("id"))
            if one.maybe("content_html") or one.maybe("content"):
                yield one
            else:
                yield from reader.whole(one, filled(RESPONSE, id_of(one)))


def _articles(reader: Reader) -> Iterator[Record]:
    for folder in _folders(reader):
        yield folder
        for one in reader.records(ARTICLES.of(id_of(folder))):
            one.fields.setdefault("folder_id", folder.fields.get("id"))
            yield one


def _folders(reader: Reader) -> Iterator[Record]:
    """All folders, those within others after them; a circle ends where it closes."""
    categories = reader.records(CATEGORIES)
    waiting = [one for each in categories for one in reader.records(FOLDERS.of(id_of(each)))]
    seen: set[str] = set()
    while waiting:
        folder = waiting.pop(0)
        if id_of(folder) in seen:
            continue
        seen.add(id_of(folder))
        yield folder
        if folder.fields.get("sub_folders_count"):
            waiting += reader.records(SUBFOLDERS.of(id_of(folder)))


DESK = Desk(
    "an agent's API key",
    _sign_in,
    {"canned responses": _responses, "solution articles": _articles},
    freshdesk.items,
)
