"""The library over HTTP."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Response

from api.deps import PoolDep, ServicesDep, library_of
from api.errors import InvalidRequest
from api.routes.findings import problems
from api.routes.snippet_fields import ListedOut, SnippetIn, SnippetOut, SnippetsOut
from api.scopes import MOST_DIGITS, AnyCaller, Caller, IfMatch, in_team, version_of
from snippets.errors import SnippetExists, SnippetNotFound
from snippets.library import Library
from snippets.listing import Listed, Order, Wanted
from snippets.snippet import Audience, Kind, Snippet, Status
from snippets.versions import Current

router = APIRouter(tags=["snippets"])

SortBy = Literal["id", "title", "-title", "updated", "-updated", "used", "-used"]


@router.get("/v1/snippets", summary="List the library", responses=problems(401, 403, 422, 429, 503))
async def list_snippets(
    caller: AnyCaller,
    parts: ServicesDep,
    workers: PoolDep,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 100,
    after: Annotated[str, Query(description="The `next` of the page before")] = "",
    kind: Kind | None = None,
    tag: str | None = None,
    search: Annotated[
        str, Query(max_length=1_000, description="Words that title, tags or body have")
    ] = "",
    folder: Annotated[str, Query(description="With its subfolders; / is what lies in none")] = "",
    team: str | None = None,
    owner: str | None = None,
    status: Status | None = None,
    audience: Audience | None = None,
    locale: str | None = None,
    variant_of: str | None = None,
    sort: SortBy = "id",
) -> SnippetsOut:
    """A page of the library, of what the caller may see.

    By id unless sorted otherwise. A plugin's key sees what is approved, an agent's what is
    everyone's, of the team that it names, or its own, a lead's what is of any team.
    """
    wanted = Wanted(
        search,
        folder,
        tag,
        team,
        owner,
        status,
        kind,
        audience,
        locale,
        variant_of,
        in_team(caller.scope, team),
    )
    order = _order(sort, limit, after)

    def work() -> SnippetsOut:
        page = library_of(parts, caller.who).listing.page(wanted, order)
        shown = page.items[:limit]
        return SnippetsOut(
            snippets=[ListedOut.listed(one) for one in shown],
            total=page.total,
            next=_next(order, shown, limit) if len(page.items) > limit else None,
        )

    return await workers.run(work)


@router.post(
    "/v1/snippets",
    summary="Add a snippet",
    status_code=201,
    responses=problems(401, 403, 409, 413, 422, 429, 503),
)
async def add_snippet(
    body: SnippetIn, caller: AnyCaller, parts: ServicesDep, workers: PoolDep, response: Response
) -> SnippetOut:
    """Keep a new snippet; if it is approved, search finds it from now on."""
    snippet = body.to_snippet()
    caller.require_write(snippet)

    def work() -> Current:
        library = library_of(parts, caller.who)
        library.add(snippet, caller.signed(body.reason))
        return library.current(snippet.id)

    kept = await workers.run(work)
    response.headers["Location"] = f"/v1/snippets/{quote(snippet.id)}"
    response.headers["ETag"] = f'"{kept.version}"'
    return SnippetOut.of(kept)


@router.get(
    "/v1/snippets/{snippet_id:path}",
    summary="Read a snippet",
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def get_snippet(
    snippet_id: str,
    caller: AnyCaller,
    parts: ServicesDep,
    workers: PoolDep,
    response: Response,
    in_full: Annotated[bool, Query(description="With the texts of fragments put in")] = False,
) -> SnippetOut:
    """One snippet; its ETag names the version, for `If-Match` of a write."""

    def work() -> Current:
        library = library_of(parts, caller.who)
        found = caller.seen(library, snippet_id)
        return Current(library.in_full(snippet_id), found.version) if in_full else found

    found = await workers.run(work)
    response.headers["ETag"] = f'"{found.version}"'
    return SnippetOut.of(found)


@router.put(
    "/v1/snippets/{snippet_id:path}",
    summary="Add or replace a snippet",
    responses=problems(401, 403, 409, 413, 422, 429, 503),
)
async def put_snippet(
    snippet_id: str,
    body: SnippetIn,
    caller: AnyCaller,
    parts: ServicesDep,
    workers: PoolDep,
    response: Response,
    if_match: IfMatch = "",
) -> SnippetOut:
    """Keep a snippet under this id, whether or not there is one.

    With `If-Match` (or `version`) it is kept only if nobody has changed it since that version;
    else the answer is 409 with both texts. What is overwritten stays in the history.
    """
    if body.id not in (None, snippet_id):
        raise InvalidRequest(f"the id in the body is {body.id!r}, in the path {snippet_id!r}")
    started_from = version_of(if_match, body.version)

    def work() -> Current:
        library = library_of(parts, caller.who)
        there = present(library, caller, snippet_id)
        snippet = body.to_snippet(snippet_id, there)
        caller.require_write(snippet, *([there] if there else []))
        expected = {} if started_from is None else {snippet_id: started_from}
        library.put([snippet], signed=caller.signed(body.reason), expected=expected)
        return library.current(snippet_id)

    kept = await workers.run(work)
    response.headers["ETag"] = f'"{kept.version}"'
    return SnippetOut.of(kept)


@router.delete(
    "/v1/snippets/{snippet_id:path}",
    summary="Delete a snippet",
    status_code=204,
    responses=problems(401, 403, 404, 409, 422, 429, 503),
)
async def delete_snippet(
    snippet_id: str,
    caller: AnyCaller,
    parts: ServicesDep,
    workers: PoolDep,
    if_match: IfMatch = "",
    reason: Annotated[str, Query(max_length=2_000, description="Why, for the history")] = "",
) -> Response:
    """Remove a snippet with its examples; its versions stay, and one of them can be restored."""
    started_from = version_of(if_match)

    def work() -> None:
        library = library_of(parts, caller.who)
        caller.require_write()
        caller.require_write(caller.seen(library, snippet_id).snippet)
        expected = {} if started_from is None else {snippet_id: started_from}
        library.delete([snippet_id], caller.signed(reason), expected)

    await workers.run(work)
    return Response(status_code=204)


def present(library: Library, caller: Caller, snippet_id: str) -> Snippet | None:
    """What is there and may be seen. Raises SnippetExists for what is another agent's."""
    try:
        found = library.get(snippet_id)
    except SnippetNotFound:
        return None
    if not caller.scope.sees(found):
        raise SnippetExists(f"the id {snippet_id!r} is taken")
    return found


def _order(sort: SortBy, limit: int, after: str) -> Order:
    """The wanted part of a list, and one more to see whether there are others."""
    by = sort.removeprefix("-")
    if by == "id":
        return Order(limit=limit + 1, after=after)
    if after and (not after.isdecimal() or len(after) > MOST_DIGITS):
        raise InvalidRequest(f"after: {after[:50]!r} is no `next` of a list by {by}")
    return Order(by, sort.startswith("-"), limit + 1, int(after or 0))  # type: ignore[arg-type]


def _next(order: Order, shown: tuple[Listed, ...], limit: int) -> str:
    if order.by == "id":
        return shown[-1].current.snippet.id
    return str(order.offset + limit)
