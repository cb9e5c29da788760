"""The review queue: what agents and learning propose, and what a lead decides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from api.confidence import threshold_of
from api.deps import PoolDep, ServicesDep, library_of
from api.pages import addresses
from api.pages.marks import Side, side_by_side
from api.pages.route import LeadVisitor, pages
from api.pages.templates import page
from api.routes.snippets import present
from api.routes.versions import Number, seen_version
from api.scopes import Caller
from api.wiring import Services
from snippets.errors import LibraryError, SnippetNotFound
from snippets.library import Library
from snippets.rehearsal.effect import Effect
from snippets.versions import Current, Version

router = pages()
PATH = "/review/{number}/{snippet_id:path}"
SAMPLES = 3
"""Messages that are shown of each kind of effect."""
Word = Annotated[str, Form(max_length=2_000)]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposed version beside what is in use: None for a new snippet, or a deleted one."""

    version: Version
    now: Current | None
    sides: list[Side]
    is_outdated: bool


@router.get("/review", summary="The review queue")
async def queue(
    request: Request, caller: LeadVisitor, parts: ServicesDep, workers: PoolDep
) -> Response:
    """What waits for a decision, the oldest first."""

    def work() -> tuple[list[Waiting], int]:
        library = library_of(parts, caller.who)
        waiting = [_waiting(library, one) for one in library.review.queue(caller.scope)]
        return waiting, len(library.proposals.all("open"))

    waiting, proposals = await workers.run(work)
    return page(request, "pages/review.html", waiting=waiting, proposals=proposals)


@router.get(PATH, summary="A proposed version")
async def proposed(
    request: Request,
    number: Number,
    snippet_id: str,
    caller: LeadVisitor,
    parts: ServicesDep,
    workers: PoolDep,
) -> Response:
    """A proposed version beside what is in use, and the one that waits after it."""

    def work() -> tuple[Waiting, Version | None, Effect | None]:
        library = library_of(parts, caller.who)
        version = seen_version(library, caller, snippet_id, number)
        effect = _effect(parts, library, caller, version)
        return _waiting(library, version), _after(library, caller, version), effect

    one, after, effect = await workers.run(work)
    told = effect.to_dict(SAMPLES) if effect else None
    harmed = len(effect.others_failing) if effect else 0
    return page(request, "pages/proposed.html", one=one, after=after, effect=told, harmed=harmed)


@router.post("/review/approve/{number}/{snippet_id:path}", summary="Approve")
async def approve(
    number: Number,
    snippet_id: str,
    caller: LeadVisitor,
    parts: ServicesDep,
    workers: PoolDep,
    word: Word = "",
    seen: Annotated[int | None, Form(ge=1)] = None,
    force: Annotated[bool, Form()] = False,
) -> Response:
    """Put it into use; `seen` is the version in use that the page has shown.

    Where tests of other snippets would newly fail, only by `force`.
    """

    def work() -> str:
        library = library_of(parts, caller.who)
        version = seen_version(library, caller, snippet_id, number)
        present(library, caller, snippet_id)
        after = _after(library, caller, version)
        if not force:
            wanted = replace(version.snippet, status="approved")
            threshold = threshold_of(parts, library)
            library.rehearsal.require_harmless(wanted, threshold, caller.scope)
        library.review.approve(snippet_id, number, caller.name, word, seen)
        return _next(after, "approved")

    return RedirectResponse(await workers.run(work), 303)


@router.post("/review/reject/{number}/{snippet_id:path}", summary="Reject")
async def reject(
    number: Number,
    snippet_id: str,
    caller: LeadVisitor,
    parts: ServicesDep,
    workers: PoolDep,
    word: Word = "",
) -> Response:
    """Keep it out of use, with a word to whoever proposed it."""

    def work() -> str:
        library = library_of(parts, caller.who)
        version = seen_version(library, caller, snippet_id, number)
        after = _after(library, caller, version)
        library.review.reject(snippet_id, number, caller.name, word)
        return _next(after, "rejected")

    return RedirectResponse(await workers.run(work), 303)


def _effect(parts: Services, library: Library, caller: Caller, version: Version) -> Effect | None:
    """What approving would do; None where it is decided, or could not be approved."""
    if version.state != "proposed":
        return None
    wanted = replace(version.snippet, status="approved")
    try:
        return library.rehearsal.effect(wanted, threshold_of(parts, library), caller.scope)
    except LibraryError:
        return None


def _waiting(library: Library, version: Version) -> Waiting:
    try:
        now = library.current(version.snippet.id)
    except SnippetNotFound:
        return Waiting(version, None, [], is_outdated=True)
    if version.current:
        return Waiting(version, None, [], is_outdated=False)
    sides = [side for side in side_by_side(now.snippet, version.snippet) if side.name != "status"]
    return Waiting(version, now, sides, now.version != version.based_on)


def _after(library: Library, caller: Caller, version: Version) -> Version | None:
    """The one that waits after this one, else the first of the others."""
    waiting = library.review.queue(caller.scope)
    keys = [(one.snippet.id, one.number) for one in waiting]
    own = (version.snippet.id, version.number)
    at = keys.index(own) + 1 if own in keys else 0
    others = [one for one, key in zip(waiting, keys, strict=True) if key != own]
    later = [one for one, key in zip(waiting[at:], keys[at:], strict=True) if key != own]
    return next(iter([*later, *others]), None)


def _next(after: Version | None, did: str) -> str:
    """The next one to decide about, the queue after the last."""
    path = addresses.review(after.snippet.id, after.number) if after else "/review"
    return f"{path}?did={did}"
