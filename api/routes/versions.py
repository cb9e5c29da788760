"""Versions of a snippet over HTTP: what was, how it differs, and what is decided."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.confidence import threshold_of
from api.deps import Administrator, Lead, Offsets, PoolDep, ServicesDep, library_of
from api.routes.findings import problems
from api.routes.preview import version_in_use
from api.routes.snippets import present
from api.routes.versioned import (
    DecisionIn,
    DifferenceOut,
    ErasedOut,
    HistoryOut,
    RestoreIn,
    VersionOut,
    WholeVersionOut,
    changed_out,
)
from api.scopes import AgentCaller, Caller, IfMatch, scope_of, version_of
from snippets.difference import difference
from snippets.errors import SnippetNotFound, VersionNotFound
from snippets.library import Library
from snippets.versions import Version

router = APIRouter(tags=["versions"])
Number = Annotated[int, Path(ge=1, le=10**9)]
PATH = "/v1/snippets/{snippet_id:path}"
_READ = problems(401, 403, 404, 422, 429, 503)
_WRITE = problems(401, 403, 404, 409, 413, 422, 429, 503)


@router.get(f"{PATH}/versions", summary="Read a history", responses=_READ)
async def get_history(
    snippet_id: str, caller: AgentCaller, parts: ServicesDep, workers: PoolDep
) -> HistoryOut:
    """All versions of a snippet, also of one that was deleted, without their texts."""
    found = await workers.run(lambda: history_of(library_of(parts, caller.who), caller, snippet_id))
    return HistoryOut(
        versions=[VersionOut.of(one) for one in found],
        deleted=not any(one.current for one in found),
    )


@router.get(f"{PATH}/versions/{{number}}", summary="Read a version", responses=_READ)
async def get_version(
    snippet_id: str, number: Number, caller: AgentCaller, parts: ServicesDep, workers: PoolDep
) -> WholeVersionOut:
    """One version with its text."""

    def work() -> Version:
        return seen_version(library_of(parts, caller.who), caller, snippet_id, number)

    return WholeVersionOut.of(await workers.run(work))


@router.get(f"{PATH}/versions/{{number}}/difference", summary="Compare", responses=_READ)
async def get_difference(
    snippet_id: str,
    number: Number,
    caller: AgentCaller,
    parts: ServicesDep,
    workers: PoolDep,
    before: Annotated[
        int | None, Query(description="The version to compare with; else the one it is based on")
    ] = None,
    offsets: Offsets = "codepoints",
) -> DifferenceOut:
    """What a version changes in another one, field by field and word by word."""

    def work() -> DifferenceOut:
        library = library_of(parts, caller.who)
        after = seen_version(library, caller, snippet_id, number)
        chosen = before if before is not None else after.based_on
        if chosen is None:
            raise VersionNotFound(f"version {number} is the first; name one in `before`")
        old = seen_version(library, caller, snippet_id, chosen)
        changes = difference(old.snippet, after.snippet)
        return DifferenceOut(
            snippet_id=snippet_id,
            before=old.number,
            after=number,
            changes=[changed_out(one, offsets) for one in changes],
        )

    return await workers.run(work)


@router.post(f"{PATH}/versions/{{number}}/approve", summary="Approve", responses=_WRITE)
async def approve(
    snippet_id: str,
    number: Number,
    who: Lead,
    parts: ServicesDep,
    workers: PoolDep,
    body: DecisionIn | None = None,
    if_match: IfMatch = "",
) -> WholeVersionOut:
    """Put a proposed version into use; search finds it from now on.

    Where the snippet has changed since it was proposed, the answer is 409 with both texts,
    unless the lead names the version in use. Where tests of other snippets would newly fail, it
    is 409 `tests_would_fail` with these `tests`, unless the lead says `force`.
    """
    said = body or DecisionIn()
    seen = version_of(if_match, said.version)
    caller = Caller(who, scope_of(who))

    def work() -> Version:
        library = library_of(parts, who)
        seen_version(library, caller, snippet_id, number)
        present(library, caller, snippet_id)
        if not said.force:
            wanted = version_in_use(library, caller, snippet_id, number)
            threshold = threshold_of(parts, library)
            library.rehearsal.require_harmless(wanted, threshold, caller.scope)
        return library.review.approve(snippet_id, number, caller.name, said.word, seen)

    return WholeVersionOut.of(await workers.run(work))


@router.post(f"{PATH}/versions/{{number}}/reject", summary="Reject", responses=_WRITE)
async def reject(
    snippet_id: str,
    number: Number,
    who: Lead,
    parts: ServicesDep,
    workers: PoolDep,
    body: DecisionIn | None = None,
) -> WholeVersionOut:
    """Keep a proposed version out of use; it stays in the history with the lead's word."""
    said, caller = body or DecisionIn(), Caller(who, scope_of(who))

    def work() -> Version:
        library = library_of(parts, who)
        seen_version(library, caller, snippet_id, number)
        return library.review.reject(snippet_id, number, caller.name, said.word)

    return WholeVersionOut.of(await workers.run(work))


@router.post(f"{PATH}/versions/{{number}}/restore", summary="Roll back", responses=_WRITE)
async def restore(
    snippet_id: str,
    number: Number,
    who: Lead,
    parts: ServicesDep,
    workers: PoolDep,
    body: RestoreIn | None = None,
    if_match: IfMatch = "",
) -> WholeVersionOut:
    """Make what a version says the newest one, also of a deleted snippet."""
    said, caller = body or RestoreIn(), Caller(who, scope_of(who))
    expected = version_of(if_match, said.version)

    def work() -> Version:
        library = library_of(parts, who)
        seen_version(library, caller, snippet_id, number)
        present(library, caller, snippet_id)
        return library.review.restore(snippet_id, number, caller.signed(said.reason), expected)

    return WholeVersionOut.of(await workers.run(work))


@router.delete(f"{PATH}/versions", summary="Erase a history", responses=_WRITE)
async def erase(
    snippet_id: str, who: Administrator, parts: ServicesDep, workers: PoolDep
) -> ErasedOut:
    """Forget all versions of a deleted snippet, for good."""
    erased = await workers.run(lambda: library_of(parts, who).review.erase(snippet_id))
    return ErasedOut(erased=erased)


def history_of(library: Library, caller: Caller, snippet_id: str) -> list[Version]:
    """The versions that the caller may see. Raises VersionNotFound or SnippetNotFound."""
    found = library.review.history(snippet_id)
    if not caller.scope.sees(found[0].snippet):
        raise SnippetNotFound(f"no snippet has the id {snippet_id!r}")
    return [one for one in found if caller.scope.sees(one.snippet)]


def seen_version(library: Library, caller: Caller, snippet_id: str, number: int) -> Version:
    """A version that the caller may see. Raises VersionNotFound."""
    found = library.review.version(snippet_id, number)
    if not caller.scope.sees(found.snippet):
        raise VersionNotFound(f"{snippet_id!r} has no version {number}")
    return found
