"""The page of gaps: what customers ask and nothing answers, and answering it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from api.deps import PoolDep, ServicesDep, library_of
from api.errors import status_of
from api.pages import addresses
from api.pages.groupings import Groupings
from api.pages.route import LeadVisitor, pages
from api.pages.templates import page
from snippets.errors import LibraryError
from snippets.library import Library

router = pages()
MOST = 50


class AnswerForm(BaseModel):
    """A gap's answer as it was typed."""

    title: str = ""
    body: str = ""
    reason: str = Field("", max_length=2_000)


@router.get("/gaps", summary="What nothing answers")
async def gaps(
    request: Request,
    caller: LeadVisitor,
    parts: ServicesDep,
    workers: PoolDep,
    dismissed: bool = False,
) -> Response:
    """The gaps, the biggest first, or those that were called none."""
    groupings: Groupings = request.app.state.groupings

    def work() -> dict[str, Any]:
        return _told(groupings, library_of(parts, caller.who), dismissed)

    told = await workers.run(work)
    return page(request, "pages/gaps.html", 200, **told, typed={}, failure="")


@router.post("/gaps/{gap_id}/accept", summary="Answer a gap")
async def accept(
    request: Request,
    gap_id: str,
    caller: LeadVisitor,
    parts: ServicesDep,
    workers: PoolDep,
    form: Annotated[AnswerForm, Form()],
) -> Response:
    """Make the answer a snippet with the gap's messages; what can't be kept comes back."""
    groupings: Groupings = request.app.state.groupings

    def work() -> Response:
        library = library_of(parts, caller.who)
        signed = caller.signed(form.reason)
        try:
            made = library.gaps.accept(gap_id, form.title, form.body.strip(), None, signed)
        except LibraryError as error:
            told = _told(groupings, library, False) | {"typed": {gap_id: form}}
            status, failure = status_of(error)[0], str(error)
            return page(request, "pages/gaps.html", status, **told, failure=failure)
        library.refresh()
        return RedirectResponse(f"{addresses.snippet(made.id)}?did=accepted", 303)

    return await workers.run(work)


@router.post("/gaps/{gap_id}/dismissal", summary="Call a gap none")
async def dismiss(
    gap_id: str, caller: LeadVisitor, parts: ServicesDep, workers: PoolDep
) -> Response:
    """It is not shown any more, unless it grows much."""
    await workers.run(lambda: library_of(parts, caller.who).gaps.dismiss(gap_id, caller.name))
    return RedirectResponse("/gaps?did=unneeded", 303)


@router.post("/gaps/{gap_id}/restoral", summary="Take a gap's dismissal back")
async def restore(
    gap_id: str, caller: LeadVisitor, parts: ServicesDep, workers: PoolDep
) -> Response:
    """The gap is shown again."""
    await workers.run(lambda: library_of(parts, caller.who).gaps.restore(gap_id))
    return RedirectResponse("/gaps?did=undismissed", 303)


def _told(groupings: Groupings, library: Library, dismissed: bool) -> dict[str, Any]:
    found = groupings.gaps(library, "dismissed" if dismissed else "open", MOST)
    return {
        "gaps": found,
        "grouping": groupings.is_grouping(library),
        "keeps": library.messages.keeps,
        "dismissed": dismissed,
    }
