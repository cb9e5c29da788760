"""Chatwoot: canned responses of an account, and the articles of its portals.

Which account, the address says (https://HOST/app/accounts/7) or, where the key is for one alone,
the profile.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from snippets.desks.address import Address
from snippets.desks.desk import Desk, Headers
from snippets.desks.paging import until_empty
from snippets.desks.reader import Listing, Reader
from snippets.errors import DeskFailed
from snippets.formats import chatwoot
from snippets.formats.documents import Record

RESPONSES = Listing("/api/v1/accounts/{}/canned_responses", "response")
PORTALS = Listing("/api/v1/accounts/{}/portals", "portal", ("payload",), changed="")
ARTICLES = Listing(
    "/api/v1/accounts/{}/portals/{}/articles", "article", ("payload",), until_empty, {"page": "1"}
)
PROFILE = "/api/v1/profile"
_ACCOUNT = re.compile(r"/accounts/(\d+)(?:/|\Z)")


def _sign_in(key: str, _: Address) -> Headers:
    return {"api_access_token": key}


def _responses(reader: Reader) -> Iterator[Record]:
    return reader.records(RESPONSES.of(_account(reader)))


def _articles(reader: Reader) -> Iterator[Record]:
    account = _account(reader)
    for portal in reader.records(PORTALS.of(account)):
        yield from reader.records(ARTICLES.of(account, portal.text("slug")))


def _account(reader: Reader) -> str:
    named = _ACCOUNT.search(reader.address.path)
    if named:
        return named[1]
    accounts = reader.value(PROFILE, "accounts")
    found = [one.get("id") for one in accounts if isinstance(one, dict)]
    if len(found) != 1:
        origin = reader.address.origin
        raise DeskFailed(f"the key is for {len(found)} accounts; give {origin}/app/accounts/NUMBER")
    return str(found[0])


DESK = Desk(
    "an access token of an agent or administrator",
    _sign_in,
    {"canned responses": _responses, "portal articles": _articles},
    chatwoot.items,
)
