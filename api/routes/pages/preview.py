"""The editor's preview: how a text that is not saved reads, and what keeping it would do."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Form, Header, Request, Response

from api.confidence import threshold_of
from api.deps import PoolDep, ServicesDep, library_of
from api.pages.form import EditorForm
from api.pages.route import Visitor, pages
from api.pages.templates import page
from api.routes.snippets import present
from api.scopes import Caller
from api.wiring import Services
from snippets.errors import LibraryError
from snippets.library import Library

router = pages()
SAMPLES = 3
"""Messages that the preview shows of each kind."""
UNTRIED: dict[str, Any] = {"effect": None, "refused": "", "trying": False}
"""What the preview tells of a text that was not tried out."""


@router.post("/library/preview", summary="What the editor has")
async def preview(
    request: Request,
    caller: Visitor,
    parts: ServicesDep,
    workers: PoolDep,
    form: Annotated[EditorForm, Form()],
    part: Annotated[str, Header(alias="Tactful-Part")] = "",
) -> Response:
    """How a text that is not saved reads, and for leads what it would do if it were in use.

    The editor's script asks for a part alone: the text, which is quick, or the effect, too.
    """
    is_tried = caller.leads and part != "text"

    def work() -> dict[str, Any]:
        return _tried(parts, library_of(parts, caller.who), caller, form)

    told = await workers.run(work) if is_tried else UNTRIED | {"trying": caller.leads}
    name = "pages/preview.html" if part else "pages/previewed.html"
    return page(request, name, 200, form=form, **told)


def _tried(parts: Services, library: Library, caller: Caller, form: EditorForm) -> dict[str, Any]:
    """The effect of what was typed, or why it can't be kept so."""
    if not form.title.strip() or not form.body.strip():
        return UNTRIED
    try:
        there = present(library, caller, form.id) if form.id else None
        owner = there.owner if there else caller.scope.agent if form.private else None
        snippet = form.snippet(form.id or None, owner, "approved")
        found = library.rehearsal.effect(snippet, threshold_of(parts, library), caller.scope)
    except LibraryError as error:
        return UNTRIED | {"refused": f"This can't be kept: {error}."}
    return UNTRIED | {"effect": found.to_dict(SAMPLES)}
