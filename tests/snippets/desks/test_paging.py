"""How lists go on, and that half a list is never taken for a whole one."""

from __future__ import annotations

from typing import Any

import pytest

from snippets.desks.fetching import Page
from snippets.desks.front import FOLDERS
from snippets.desks.gorgias import MACROS as GORGIAS
from snippets.desks.helpscout import COLLECTIONS, INBOXES
from snippets.desks.intercom import ARTICLES as INTERCOM
from snippets.desks.intercom import MACROS as INTERCOM_MACROS
from snippets.desks.paging import Paging, Unclear
from snippets.desks.zendesk import MACROS as ZENDESK

CURSOR = "page[after]"


@pytest.mark.parametrize(
    ("paging", "value", "added"),
    [
        (ZENDESK.paging, {"meta": {"has_more": True, "after_cursor": "x"}}, {CURSOR: "x"}),
        (ZENDESK.paging, {"meta": {"has_more": False, "after_cursor": "x"}}, None),
        (ZENDESK.paging, {"next_page": None}, None),
        (GORGIAS.paging, {"meta": {"next_cursor": "x"}}, {"cursor": "x"}),
        (GORGIAS.paging, {"meta": {"next_cursor": None}}, None),
        (
            INTERCOM_MACROS.paging,
            {"pages": {"next": {"starting_after": "x"}}},
            {"starting_after": "x"},
        ),
        (INTERCOM_MACROS.paging, {"pages": {"next": None}}, None),
        (INTERCOM_MACROS.paging, {"pages": None}, None),
        (INTERCOM.paging, {"pages": {"page": 1, "total_pages": 2}}, {"page": "2"}),
        (INTERCOM.paging, {"pages": {"page": 2, "total_pages": 2}}, None),
        (INBOXES.paging, {"page": {"number": 1, "totalPages": 3}}, {"page": "2"}),
        (COLLECTIONS.paging, {"collections": {"page": 1, "pages": 0}}, None),
        (
            FOLDERS.paging,
            {"_pagination": {"next": "https://a/b?page_token=x"}},
            {"page_token": "x"},
        ),
        (FOLDERS.paging, {"_pagination": {"next": None}}, None),
    ],
)
def test_a_page_says_how_it_goes_on(
    paging: Paging, value: Any, added: dict[str, str] | None
) -> None:
    assert paging(Page(value), {"a": "b"}) == (added and {"a": "b", **added})


def test_pages_of_zendesk_with_numbers_are_asked_for_by_them() -> None:
    page = Page({"next_page": "https://other.example/api/v2/macros.json?page=3"})
    assert ZENDESK.paging(page, {"page": "2"}) == {"page": "3"}
    assert ZENDESK.paging(page, ZENDESK.query) == {"page": "2"}


@pytest.mark.parametrize(
    ("paging", "value"),
    [
        (ZENDESK.paging, {"macros": []}),
        (ZENDESK.paging, {"meta": {}}),
        (ZENDESK.paging, {"meta": {"has_more": True}}),
        (ZENDESK.paging, {"meta": {"has_more": True, "after_cursor": 5}}),
        (GORGIAS.paging, {"data": []}),
        (GORGIAS.paging, {"meta": {}}),
        (INTERCOM_MACROS.paging, {"pages": {"next": {}}}),
        (INTERCOM.paging, {"pages": {"page": 1}}),
        (INTERCOM.paging, {"pages": {"page": "1", "total_pages": 2}}),
        (INBOXES.paging, {}),
        (FOLDERS.paging, {"_pagination": {"next": "https://a/b"}}),
        (FOLDERS.paging, {"_results": []}),
    ],
)
def test_a_page_that_does_not_say_is_no_end(paging: Paging, value: Any) -> None:
    with pytest.raises(Unclear):
        paging(Page(value), {})
