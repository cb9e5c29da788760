"""The library over HTTP."""

from __future__ import annotations

import uuid
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from api.deps import Lead, Plugin, PoolDep, ServicesDep, library_of
from api.errors import InvalidRequest
from api.routes.body import Body
from api.routes.findings import problems
from snippets.snippet import Audience, Kind, Snippet, slug

router = APIRouter(tags=["snippets"])


class SnippetFields(BaseModel):
    """What a snippet says; `body` is Markdown with placeholders."""

    kind: Kind = "reply"
    title: str
    body: str
    locale: str = "en"
    tags: list[str] = Field(default_factory=list)
    shortcut: str | None = None
    audience: Audience = "public"
    examples: list[str] = Field(default_factory=list)
    url: str | None = None


class SnippetIn(SnippetFields, Body):
    """A snippet to keep; without an id it gets one made from its title."""

    id: str | None = None

    def to_snippet(self, snippet_id: str | None = None) -> Snippet:
        """A snippet of the domain. Raises SnippetInvalid."""
        chosen = snippet_id or self.id or f"{slug(self.title)}-{uuid.uuid4().hex[:6]}"
        return Snippet.from_dict(self.model_dump() | {"id": chosen})


class SnippetOut(SnippetFields):
    """A snippet of the library."""

    id: str

    @classmethod
    def of(cls, snippet: Snippet) -> SnippetOut:
        """A snippet of the domain."""
        return cls(**snippet.to_dict())


class SnippetsOut(BaseModel):
    """A page of snippets in the order of their ids; `next` asks for the one after it."""

    snippets: list[SnippetOut]
    total: int
    next: str | None


@router.get("/v1/snippets", summary="List the library", responses=problems(401, 403, 422, 429, 503))
async def list_snippets(
    who: Plugin,
    parts: ServicesDep,
    workers: PoolDep,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 100,
    after: Annotated[str, Query(description="The `next` of the page before")] = "",
    kind: Kind | None = None,
    tag: str | None = None,
) -> SnippetsOut:
    """A page of the library."""

    def work() -> SnippetsOut:
        library = library_of(parts, who)
        page = library.page(after, limit + 1, kind, tag)
        shown = page[:limit]
        return SnippetsOut(
            snippets=[SnippetOut.of(snippet) for snippet in shown],
            total=len(library),
            next=shown[-1].id if len(page) > limit else None,
        )

    return await workers.run(work)


@router.post(
    "/v1/snippets",
    summary="Add a snippet",
    status_code=201,
    responses=problems(401, 403, 409, 413, 422, 429, 503),
)
async def add_snippet(
    body: SnippetIn, who: Lead, parts: ServicesDep, workers: PoolDep, response: Response
) -> SnippetOut:
    """Keep a new snippet; search finds it from now on."""
    snippet = body.to_snippet()
    await workers.run(lambda: library_of(parts, who).add(snippet))
    response.headers["Location"] = f"/v1/snippets/{quote(snippet.id)}"
    return SnippetOut.of(snippet)


@router.get(
    "/v1/snippets/{snippet_id:path}",
    summary="Read a snippet",
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def get_snippet(
    snippet_id: str, who: Plugin, parts: ServicesDep, workers: PoolDep
) -> SnippetOut:
    """One snippet."""
    return SnippetOut.of(await workers.run(lambda: library_of(parts, who).get(snippet_id)))


@router.put(
    "/v1/snippets/{snippet_id:path}",
    summary="Add or replace a snippet",
    responses=problems(401, 403, 409, 413, 422, 429, 503),
)
async def put_snippet(
    snippet_id: str, body: SnippetIn, who: Lead, parts: ServicesDep, workers: PoolDep
) -> SnippetOut:
    """Keep a snippet under this id, whether or not there is one."""
    if body.id not in (None, snippet_id):
        raise InvalidRequest(f"the id in the body is {body.id!r}, in the path {snippet_id!r}")
    snippet = body.to_snippet(snippet_id)
    await workers.run(lambda: library_of(parts, who).put([snippet]))
    return SnippetOut.of(snippet)


@router.delete(
    "/v1/snippets/{snippet_id:path}",
    summary="Delete a snippet",
    status_code=204,
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def delete_snippet(
    snippet_id: str, who: Lead, parts: ServicesDep, workers: PoolDep
) -> Response:
    """Remove a snippet with its examples."""
    await workers.run(lambda: library_of(parts, who).delete([snippet_id]))
    return Response(status_code=204)
