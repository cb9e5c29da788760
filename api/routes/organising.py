"""Looking after the library as a whole: what there is of what, who holds what, bulk edits."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.deps import Lead, PoolDep, ServicesDep, library_of
from api.errors import InvalidRequest
from api.routes.body import Body
from api.routes.findings import problems
from api.scopes import AnyCaller, Caller, scope_of
from snippets.bulk import MOST, Change
from snippets.errors import SnippetNotFound
from snippets.library import Library
from snippets.snippet import Audience, Status

router = APIRouter(tags=["snippets"])


class HolderOut(BaseModel):
    """A snippet that holds another one."""

    id: str
    title: str
    status: Status


class HoldersOut(BaseModel):
    """What an edit of a fragment touches: all that hold it, directly or through others."""

    uses: list[HolderOut]
    total: int


class FacetsOut(BaseModel):
    """How many snippets the caller sees, by what they can be filtered by."""

    folder: dict[str, int]
    tag: dict[str, int]
    team: dict[str, int]
    status: dict[str, int]
    kind: dict[str, int]
    audience: dict[str, int]
    locale: dict[str, int]


class BulkIn(Body):
    """One change to many snippets; what is left out stays as it is."""

    ids: list[str] = Field(min_length=1, max_length=MOST)
    add_tags: list[str] = Field(default_factory=list)
    remove_tags: list[str] = Field(default_factory=list)
    folder: str = Field("", description="The folder to move to; an empty one is none")
    audience: Audience = "public"
    status: Status = "approved"
    team: str | None = Field(None, description="null makes it everyone's")
    delete: bool = Field(False, description="Delete them; nothing else may be named then")
    reason: str = Field("", max_length=2_000, description="Why, for the history")

    @property
    def named(self) -> dict[str, Any]:
        """The changes that are named."""
        return self.model_dump(include=self.model_fields_set - {"ids", "delete", "reason"})


class BulkOut(BaseModel):
    """How many snippets were changed or deleted."""

    changed: int


@router.get(
    "/v1/snippets/{snippet_id:path}/uses",
    summary="What an edit touches",
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def get_uses(
    snippet_id: str, caller: AnyCaller, parts: ServicesDep, workers: PoolDep
) -> HoldersOut:
    """The snippets that hold this one as a fragment, and so change with it."""

    def work() -> HoldersOut:
        library = library_of(parts, caller.who)
        caller.seen(library, snippet_id)
        found = library.holders(snippet_id)
        return HoldersOut(
            uses=[
                HolderOut(id=one.id, title=one.title, status=one.status)
                for one in found
                if caller.scope.sees(one)
            ],
            total=len(found),
        )

    return await workers.run(work)


@router.get(
    "/v1/library/facets",
    summary="Count folders, tags, teams",
    responses=problems(401, 403, 422, 429, 503),
)
async def get_facets(caller: AnyCaller, parts: ServicesDep, workers: PoolDep) -> FacetsOut:
    """How many snippets there are in each folder, with each tag, and so on."""
    return FacetsOut(
        **await workers.run(lambda: library_of(parts, caller.who).listing.facets(caller.scope))
    )


@router.post(
    "/v1/library/bulk",
    summary="Change many snippets",
    responses=problems(401, 403, 404, 409, 413, 422, 429, 503),
)
async def change_many(body: BulkIn, who: Lead, parts: ServicesDep, workers: PoolDep) -> BulkOut:
    """Change or delete up to 10,000 snippets, all or none; each gets a version of its own."""
    caller = Caller(who, scope_of(who))
    if body.delete and body.named:
        raise InvalidRequest("delete: nothing else may be changed then; name one of them")

    def work() -> int:
        library = library_of(parts, who)
        _require_seen(library, caller, body.ids)
        signed = caller.signed(body.reason)
        if not body.delete:
            return library.change(body.ids, Change.from_dict(body.named), signed)
        library.delete(body.ids, signed)
        return len(set(body.ids))

    return BulkOut(changed=await workers.run(work))


def _require_seen(library: Library, caller: Caller, ids: list[str]) -> None:
    """Another agent's private snippets are not there for anybody else."""
    hidden = library.hidden(ids, caller.scope)
    if hidden:
        raise SnippetNotFound(f"no snippet has the id {hidden[0]!r}; nothing was changed")
