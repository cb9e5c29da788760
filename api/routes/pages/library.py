"""The page that lists the library."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request, Response

from api.deps import PoolDep, ServicesDep, library_of
from api.pages.filters import PER_PAGE, Filters, tree
from api.pages.route import Visitor, pages
from api.pages.templates import page
from snippets.listing import Page

router = pages()
MOST_TAGS = 40
"""So many tags are offered; any other is found by typing."""


@router.get("/library", summary="The library")
async def library(
    request: Request,
    caller: Visitor,
    parts: ServicesDep,
    workers: PoolDep,
    filters: Annotated[Filters, Query()],
) -> Response:
    """A page of the library, filtered, sorted, with what it can be filtered by."""

    def work() -> tuple[Page, dict[str, dict[str, int]]]:
        listing = library_of(parts, caller.who).listing
        return listing.page(filters.wanted(caller.scope), filters.order()), listing.facets(
            caller.scope
        )

    found, facets = await workers.run(work)
    tags = sorted(facets["tag"].items(), key=lambda row: (-row[1], row[0]))[:MOST_TAGS]
    return page(
        request,
        "pages/library.html",
        found=found,
        filters=filters,
        facets=facets,
        folders=tree(facets["folder"]),
        tags=tags,
        last=max(1, -(-found.total // PER_PAGE)),
        first_shown=(filters.page - 1) * PER_PAGE + 1,
    )
