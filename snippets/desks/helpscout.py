"""Help Scout: saved replies of the inboxes, and, at another host with another key, Docs.

Lists hold previews only, so that each reply and article is asked for by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from snippets.desks.address import Address
from snippets.desks.desk import Desk, Headers, basic, bearer
from snippets.desks.fetching import Fetcher, Request
from snippets.desks.paging import at, by_total
from snippets.desks.reader import Listing, Reader, filled, id_of
from snippets.errors import DeskFailed
from snippets.formats import helpscout
from snippets.formats.documents import Record

INBOXES = Listing(
    "/v2/mailboxes",
    "inbox",
    ("_embedded", "mailboxes"),
    by_total("page", page_at="number", pages_at="totalPages"),
    changed="",
)
REPLIES = Listing("/v2/mailboxes/{}/saved-replies", "reply", query={"includeChatReplies": "true"})
REPLY = "/v2/mailboxes/{}/saved-replies/{}"
TOKEN = Request("/v2/oauth2/token", method="POST")
COLLECTIONS = Listing(
    "/v1/collections",
    "collection",
    ("collections", "items"),
    by_total("collections", page_at="page", pages_at="pages"),
    changed="",
)
ARTICLES = Listing(
    "/v1/collections/{}/articles",
    "article",
    ("articles", "items"),
    by_total("articles", page_at="page", pages_at="pages"),
    {"pageSize": "100"},
    "updatedAt",
)
ARTICLE = "/v1/articles/{}"
_KEY = "APP-ID:APP-SECRET, or a token of OAuth"
_UNUSED = "X"
"""The password beside a key."""


def at_docs(address: Address) -> bool:
    """Whether an address is that of Docs: its host, or a path that ends in its version."""
    return address.host.startswith("docsapi.") or address.path.endswith("/v1")


def _sign_in(key: str, address: Address) -> Headers:
    """A token as it is; the id and secret of an app are exchanged for one."""
    name, colon, secret = key.partition(":")
    if not colon:
        return bearer(key, address)
    form = {"grant_type": "client_credentials", "client_id": name, "client_secret": secret}
    fetcher = Fetcher(address, {}, _KEY)
    try:
        token = at(fetcher.page(TOKEN, form).value, "access_token")
    finally:
        fetcher.close()
    if not isinstance(token, str):
        raise DeskFailed(f"{address.host} gives no token for this key")
    return bearer(token, address)


def _sign_in_to_docs(key: str, _: Address) -> Headers:
    return basic(key, _UNUSED)


def _replies(reader: Reader) -> Iterator[Record]:
    for inbox in reader.records(INBOXES):
        for one in reader.records(REPLIES.of(id_of(inbox))):
            yield from reader.whole(one, filled(REPLY, id_of(inbox), id_of(one)))


def _articles(reader: Reader) -> Iterator[Record]:
    for collection in reader.records(COLLECTIONS):
        yield collection
        for one in reader.records(ARTICLES.of(id_of(collection))):
            yield from reader.whole(one, filled(ARTICLE, id_of(one)), "article")


INBOX = Desk(
    _KEY,
    _sign_in,
    {"saved replies": _replies},
    helpscout.items,
)
DOCS = Desk("an API key of Docs", _sign_in_to_docs, {"articles": _articles}, helpscout.items)
