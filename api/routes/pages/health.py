"""The page of the library's health: findings with their evidence, and what to do about each."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Annotated

from fastapi import Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import PoolDep, ServicesDep, library_of
from api.pages.looks import Looks, Seen
from api.pages.marks import of_evidence
from api.pages.route import LeadVisitor, pages
from api.pages.templates import page
from api.scopes import Caller
from snippets.curation.finding import HealthFinding, Sort
from snippets.errors import FindingNotFound
from snippets.library import Library
from snippets.snippet import Snippet

router = pages()
FEW = 5
"""Findings of a kind that the overview shows."""
PER_PAGE = 25
MERGED = (Sort.DUPLICATE, Sort.CONFUSABLE)
"""Where one of two can be kept with the examples of both."""


@router.get("/health", summary="The library's health")
async def health(
    request: Request,
    caller: LeadVisitor,
    parts: ServicesDep,
    workers: PoolDep,
    kind: Annotated[Sort | None, Query()] = None,
    dismissed: bool = False,
    place: Annotated[int, Query(ge=1, le=10**6, alias="page")] = 1,
) -> Response:
    """What is wrong, by kind, the gravest first; a few of each, or all of one kind."""
    looks: Looks = request.app.state.looks

    def work() -> tuple[Seen | None, list[HealthFinding], dict[str, str]]:
        library = library_of(parts, caller.who)
        seen = looks.seen(caller.who.workspace)
        found = _shown(library, seen, dismissed)
        return seen, found, _titles(library, caller, found)

    seen, found, titles = await workers.run(work)
    counts = Counter(one.kind for one in found)
    chosen = [one for one in found if kind in (None, one.kind)]
    return page(
        request,
        "pages/health.html",
        seen=seen,
        looking=looks.is_looking(caller.who.workspace),
        counts=[(one, counts[one]) for one in Sort if counts[one]],
        groups=_groups(chosen, kind, place),
        chosen=kind,
        dismissed=dismissed,
        place=place,
        last=max(1, -(-counts[kind] // PER_PAGE)) if kind else 1,
        titles=titles,
        said=of_evidence,
        merged=MERGED,
    )


@router.post("/health/dismissal/{key}", summary="Call a finding no problem")
async def dismiss(
    request: Request, key: str, caller: LeadVisitor, parts: ServicesDep, workers: PoolDep
) -> Response:
    """It is not shown any more, until one of the texts changes."""
    looks: Looks = request.app.state.looks

    def work() -> None:
        library = library_of(parts, caller.who)
        found = _finding(looks, caller, key)
        library.curation.dismiss(key, found.content, caller.name)

    await workers.run(work)
    return RedirectResponse("/health?did=dismissed", 303)


@router.post("/health/restoral/{key}", summary="Take a dismissal back")
async def restore(key: str, caller: LeadVisitor, parts: ServicesDep, workers: PoolDep) -> Response:
    """The finding is shown again."""

    def work() -> None:
        if not library_of(parts, caller.who).curation.restore(key):
            raise FindingNotFound("this finding is shown already; look at the list anew")

    await workers.run(work)
    return RedirectResponse("/health?did=undismissed", 303)


@router.post("/health/merge/{key}", summary="Keep one of several")
async def merge(
    request: Request,
    key: str,
    caller: LeadVisitor,
    parts: ServicesDep,
    workers: PoolDep,
    kept: Annotated[str, Form()],
) -> Response:
    """Keep one with the examples of all, and archive the others, all or none."""
    looks: Looks = request.app.state.looks

    def work() -> None:
        library = library_of(parts, caller.who)
        found = _finding(looks, caller, key)
        if kept not in found.snippet_ids:
            raise FindingNotFound("the finding is not about this one; look at the list anew")
        _merge(library, caller, kept, [one for one in found.snippet_ids if one != kept])

    await workers.run(work)
    return RedirectResponse("/health?did=merged", 303)


def _merge(library: Library, caller: Caller, kept: str, others: list[str]) -> None:
    seen = {name: caller.seen(library, name) for name in [kept, *others]}
    expected = {name: one.version for name, one in seen.items()}
    gone = [seen[name].snippet for name in others]
    one = seen[kept].snippet
    examples = (*one.examples, *(text for each in gone for text in (each.title, *each.examples)))
    whole = replace(one, examples=tuple(dict.fromkeys(examples)))
    archived: list[Snippet] = [replace(each, status="archived") for each in gone]
    signed = caller.signed(f"merged: {', '.join(others)} into {kept}")
    library.put([whole, *archived], signed=signed, expected=expected)


def _shown(library: Library, seen: Seen | None, dismissed: bool) -> list[HealthFinding]:
    """The findings that are dismissed, or those that are not, as it is now."""
    known = library.curation.dismissed()
    found = seen.findings if seen else ()
    return [one for one in found if (known.get(one.key) == one.content) == dismissed]


def _titles(library: Library, caller: Caller, found: list[HealthFinding]) -> dict[str, str]:
    return {one.id: one.title for one in library.in_use()} if found else {}


def _groups(
    found: list[HealthFinding], kind: Sort | None, place: int
) -> list[tuple[Sort, list[HealthFinding]]]:
    """A page of one kind, or the first few of each."""
    if kind:
        return [(kind, found[(place - 1) * PER_PAGE : place * PER_PAGE])]
    of_each = {one: [each for each in found if each.kind is one][:FEW] for one in Sort}
    return [(one, some) for one, some in of_each.items() if some]


def _finding(looks: Looks, caller: Caller, key: str) -> HealthFinding:
    """Raises FindingNotFound."""
    last = looks.last(caller.who.workspace)
    found = next((one for one in last.findings if one.key == key), None) if last else None
    if found is None:
        raise FindingNotFound("this finding is gone: its texts have changed; look at the list anew")
    return found
