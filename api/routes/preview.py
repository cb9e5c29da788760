"""What a change would do before it is made or approved, over HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field

from api.confidence import threshold_of
from api.deps import Lead, PoolDep, ServicesDep, library_of
from api.errors import InvalidRequest
from api.routes.effects import EffectOut
from api.routes.findings import problems
from api.routes.snippet_fields import SnippetIn
from api.routes.snippets import present
from api.scopes import Caller, scope_of
from snippets.errors import VersionNotFound
from snippets.library import Library
from snippets.snippet import Snippet

router = APIRouter(tags=["versions"])
MOST_SAMPLES = 60
Samples = Annotated[
    int, Query(ge=0, le=MOST_SAMPLES, description="Messages that are shown of each kind")
]
_NUMBER = Path(ge=1, le=10**9)


class PreviewIn(SnippetIn):
    """A snippet as it would be; or, without title and body, a `version` of the one with this id."""

    title: str = ""
    body: str = Field("", description="`{{> ID}}` stands for the body of another snippet")

    @property
    def names_version(self) -> bool:
        """Whether it means a version that is there."""
        return not self.title and not self.body and self.version is not None


@router.post(
    "/v1/library/preview",
    summary="What a change would do",
    responses=problems(401, 403, 404, 409, 413, 422, 429, 503),
)
async def preview(
    body: PreviewIn, who: Lead, parts: ServicesDep, workers: PoolDep, samples: Samples = 5
) -> EffectOut:
    """Tries a change out in memory: which tests it turns, and which messages it moves.

    Nothing is kept, and searches go on meanwhile. Asked are the tests and the known messages
    nearest to what the snippet says now and would say then.
    """
    caller = Caller(who, scope_of(who))

    def work() -> EffectOut:
        library = library_of(parts, who)
        snippet = _meant(library, caller, body)
        threshold = threshold_of(parts, library)
        found = library.rehearsal.effect(snippet, threshold, caller.scope)
        return EffectOut.of(found, samples)

    return await workers.run(work)


@router.get(
    "/v1/snippets/{snippet_id:path}/versions/{number}/effect",
    summary="What a version would do",
    responses=problems(401, 403, 404, 409, 422, 429, 503),
)
async def get_effect(
    snippet_id: str,
    number: Annotated[int, _NUMBER],
    who: Lead,
    parts: ServicesDep,
    workers: PoolDep,
    samples: Samples = 5,
) -> EffectOut:
    """The same for a version, as if it were approved now."""
    caller = Caller(who, scope_of(who))

    def work() -> EffectOut:
        library = library_of(parts, who)
        snippet = version_in_use(library, caller, snippet_id, number)
        threshold = threshold_of(parts, library)
        found = library.rehearsal.effect(snippet, threshold, caller.scope)
        return EffectOut.of(found, samples)

    return await workers.run(work)


def version_in_use(library: Library, caller: Caller, snippet_id: str, number: int) -> Snippet:
    """A version as it would be in use. Raises VersionNotFound."""
    found = library.review.version(snippet_id, number)
    if not caller.scope.sees(found.snippet):
        raise VersionNotFound(f"{snippet_id!r} has no version {number}")
    return replace(found.snippet, status="approved")


def _meant(library: Library, caller: Caller, body: PreviewIn) -> Snippet:
    """The snippet that is asked about. Raises InvalidRequest and SnippetInvalid."""
    if body.id and body.names_version:
        return version_in_use(library, caller, body.id, body.version or 0)
    if not body.title or not body.body:
        raise InvalidRequest("send title and body, or the id and the version of a proposal")
    there = present(library, caller, body.id) if body.id else None
    snippet = body.to_snippet(None, there)
    caller.require_write(snippet, *([there] if there else []))
    return snippet if snippet.status == "archived" else replace(snippet, status="approved")
