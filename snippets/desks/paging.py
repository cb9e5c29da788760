"""How lists go on: from one page the parameters of the next, None at the end.

A page's links are never followed; only the cursor in them is taken. A page that does not say
whether there is another is no end: half a list would look like a whole one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from snippets.desks.fetching import Page

Query = Mapping[str, str]
Paging = Callable[[Page, Query], Query | None]
"""Takes a page and the parameters that it was asked for with. Raises Unclear."""


class Unclear(Exception):
    """A page does not say whether there is another."""


def none(page: Page, query: Query) -> Query | None:
    """All on one page."""
    return None


def by_link(page: Page, query: Query) -> Query | None:
    """A `Link` header says that there is a next page (Freshdesk)."""
    return _next(query) if page.more else None


def until_empty(page: Page, query: Query) -> Query | None:
    """No total: the first empty page is the end (Zammad, Chatwoot)."""
    value = page.value.get("payload") if isinstance(page.value, dict) else page.value
    return _next(query) if value else None


def by_total(*path: str, page_at: str, pages_at: str) -> Paging:
    """The number of pages stands at a path, and which one this is (Help Scout, Intercom)."""

    def following(page: Page, query: Query) -> Query | None:
        place = _told(page.value, *path)
        if place is None:
            return None
        number, last = _told(place, page_at), _told(place, pages_at)
        if not isinstance(number, int) or not isinstance(last, int):
            raise Unclear
        return {**query, "page": str(number + 1)} if number < last else None

    return following


def by_cursor(parameter: str, *path: str) -> Paging:
    """A cursor stands at a path, null at the end.

    Of a cursor that is an address, the parameter of this name is taken (Front).
    """

    def following(page: Page, query: Query) -> Query | None:
        cursor = _told(page.value, *path)
        if cursor is None:
            return None
        if not isinstance(cursor, str):
            raise Unclear
        if cursor.startswith("http"):
            cursor = parse_qs(urlsplit(cursor).query).get(parameter, [""])[0]
        if not cursor:
            raise Unclear
        return {**query, parameter: cursor.encode("utf-8", "replace").decode()}

    return following


def by_cursor_or_number(page: Page, query: Query) -> Query | None:
    """`meta` has a cursor and says whether it leads on; or, without it, a next page (Zendesk)."""
    if at(page.value, "meta") is None:
        is_last = _told(page.value, "next_page") is None
        return None if is_last else {"page": _next(query)["page"]}
    if not _told(page.value, "meta", "has_more"):
        return None
    return by_cursor("page[after]", "meta", "after_cursor")(page, query)


def at(value: Any, *path: str) -> Any:
    """What stands at a path of keys, None where nothing does."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _told(value: Any, *path: str) -> Any:
    """What stands at a path of keys, each of which has to be there until one holds null."""
    for key in path:
        if value is None:
            return None
        if not isinstance(value, dict) or key not in value:
            raise Unclear
        value = value[key]
    return value


def _next(query: Query) -> Query:
    return {**query, "page": str(int(query.get("page", "1")) + 1)}
