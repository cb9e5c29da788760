"""The page of a snippet, what its versions changed, and the way back to one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import PoolDep, ServicesDep, library_of
from api.pages import addresses
from api.pages.looks import Looks
from api.pages.marks import of_evidence, side_by_side
from api.pages.route import LeadVisitor, Visitor, pages
from api.pages.templates import page
from api.routes.snippets import present
from api.routes.versions import Number, history_of, seen_version
from api.scopes import Caller
from snippets.curation.finding import HealthFinding
from snippets.errors import SnippetNotFound
from snippets.fragments import fragments
from snippets.library import Library
from snippets.listing import Order, Wanted
from snippets.snippet import Snippet
from snippets.versions import Current, Version

router = pages()


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page of a snippet tells; `current` is None for one that was deleted."""

    current: Current | None
    snippet: Snippet
    whole: str
    fragments: list[str]
    holders: list[Snippet]
    variants: list[Snippet]
    history: list[Version]
    waiting: list[Version]
    used: int


@router.get("/library/snippet/{snippet_id:path}", summary="A snippet")
async def snippet(
    request: Request, snippet_id: str, caller: Visitor, parts: ServicesDep, workers: PoolDep
) -> Response:
    """What it says, what it is known to answer, who holds it, what it was."""
    looks: Looks = request.app.state.looks

    def work() -> tuple[Shown, list[HealthFinding]]:
        shown = _shown(library_of(parts, caller.who), caller, snippet_id)
        return shown, _findings(looks, caller, snippet_id)

    shown, findings = await workers.run(work)
    return page(
        request,
        "pages/snippet.html",
        shown=shown,
        snippet=shown.snippet,
        findings=findings,
        said=of_evidence,
        may_edit=caller.leads or shown.snippet.owner == caller.scope.agent,
    )


@router.get("/library/version/{number}/{snippet_id:path}", summary="What a version changed")
async def version(
    request: Request,
    number: Number,
    snippet_id: str,
    caller: Visitor,
    parts: ServicesDep,
    workers: PoolDep,
    before: Annotated[int | None, Query(ge=1)] = None,
) -> Response:
    """A version beside the one before it, or any other."""

    def work() -> tuple[Version, Version | None, list[Version]]:
        library = library_of(parts, caller.who)
        after = seen_version(library, caller, snippet_id, number)
        history = history_of(library, caller, snippet_id)
        earlier = next((one.number for one in history if one.number < number), None)
        chosen = before or after.based_on or earlier
        old = seen_version(library, caller, snippet_id, chosen) if chosen else None
        return after, old, history

    after, old, history = await workers.run(work)
    sides = side_by_side(old.snippet, after.snippet) if old else []
    told = {"after": after, "before": old, "history": history, "sides": sides}
    return page(request, "pages/version.html", 200, **told)


@router.post("/library/restore/{number}/{snippet_id:path}", summary="Roll back")
async def restore(
    number: Number,
    snippet_id: str,
    caller: LeadVisitor,
    parts: ServicesDep,
    workers: PoolDep,
    reason: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    """Make what a version says the newest one, also of a deleted snippet."""

    def work() -> None:
        library = library_of(parts, caller.who)
        seen_version(library, caller, snippet_id, number)
        present(library, caller, snippet_id)
        library.review.restore(snippet_id, number, caller.signed(reason))

    await workers.run(work)
    return RedirectResponse(f"{addresses.snippet(snippet_id)}?did=restored", 303)


def _shown(library: Library, caller: Caller, snippet_id: str) -> Shown:
    history = history_of(library, caller, snippet_id)
    waiting = [one for one in history if one.state == "proposed"]
    try:
        current = caller.seen(library, snippet_id)
    except SnippetNotFound:
        last = history[0].snippet
        return Shown(None, last, last.body, [], [], [], history, waiting, 0)
    one = current.snippet
    wanted = Wanted(variant_of=one.variant_of or one.id, scope=caller.scope)
    variants = [each.current.snippet for each in library.listing.page(wanted, Order()).items]
    if one.variant_of:
        variants = [*_seen(library, caller, [one.variant_of]), *variants]
    return Shown(
        current,
        one,
        library.in_full(snippet_id).body,
        list(fragments(one.body)),
        [each for each in library.holders(snippet_id) if caller.scope.sees(each)],
        [each for each in variants if each.id != one.id],
        history,
        waiting,
        _used(library, caller, one),
    )


def _used(library: Library, caller: Caller, one: Snippet) -> int:
    """How many drafts from it were sent."""
    found = library.listing.page(Wanted(text=one.id, scope=caller.scope), Order(limit=1_000))
    return next((each.used for each in found.items if each.current.snippet.id == one.id), 0)


def _seen(library: Library, caller: Caller, ids: list[str]) -> list[Snippet]:
    found = []
    for name in ids:
        try:
            found.append(caller.seen(library, name).snippet)
        except SnippetNotFound:
            continue
    return found


def _findings(looks: Looks, caller: Caller, snippet_id: str) -> list[HealthFinding]:
    """What the last look at the library's health says of it; for leads."""
    last = looks.last(caller.who.workspace) if caller.leads else None
    found = last.findings if last else ()
    return [one for one in found if snippet_id in one.snippet_ids and not one.dismissed]
