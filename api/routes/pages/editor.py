"""The editor: a new snippet or a change to one, kept by a lead or proposed by an agent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import PoolDep, ServicesDep, library_of
from api.errors import ApiError, status_of
from api.pages import addresses
from api.pages.form import EditorForm, offered
from api.pages.looks import Looks
from api.pages.marks import Side, of_evidence, side_by_side
from api.pages.route import Visitor, pages
from api.pages.templates import page
from api.routes.pages.preview import UNTRIED
from api.routes.reviews import require_proposable
from api.routes.snippets import present
from api.scopes import Caller
from models.text import Span, Utf16
from snippets.curation.finding import HealthFinding
from snippets.errors import EditedMeanwhile, LibraryError
from snippets.library import Library
from snippets.snippet import Snippet
from snippets.versions import Current

router = pages()


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody else has saved meanwhile, and how it differs from what was typed."""

    now: Snippet | None
    version: int | None
    sides: list[Side]


@router.get("/library/new", summary="A new snippet")
async def new(
    request: Request,
    caller: Visitor,
    parts: ServicesDep,
    workers: PoolDep,
    title: Annotated[str, Query(max_length=500)] = "",
    folder: Annotated[str, Query(max_length=500)] = "",
) -> Response:
    """An empty editor."""
    facets = await workers.run(lambda: _facets(library_of(parts, caller.who), caller))
    return _editor(request, EditorForm(title=title, folder=folder), None, facets)


@router.get("/library/edit/{snippet_id:path}", summary="Edit a snippet")
async def edit(
    request: Request,
    snippet_id: str,
    caller: Visitor,
    parts: ServicesDep,
    workers: PoolDep,
    finding: str = "",
) -> Response:
    """The editor with a snippet; with a finding's key, at the place that it is about."""
    looks: Looks = request.app.state.looks

    def work() -> tuple[Current, HealthFinding | None, dict[str, Any]]:
        library = library_of(parts, caller.who)
        found = caller.seen(library, snippet_id)
        last = looks.last(caller.who.workspace) if finding and caller.leads else None
        about = next((one for one in last.findings if one.key == finding), None) if last else None
        return found, about, _facets(library, caller)

    found, about, facets = await workers.run(work)
    form = EditorForm.of(found.snippet, found.version)
    if about:
        form = form.model_copy(update={"back": "/health"})
    place = _place(found.snippet, about) if about else None
    return _editor(request, form, found.snippet, facets, about=about, place=place)


@router.post("/library/new", summary="Keep a new snippet")
async def add(
    request: Request,
    caller: Visitor,
    parts: ServicesDep,
    workers: PoolDep,
    form: Annotated[EditorForm, Form()],
) -> Response:
    """Keep what was typed, or propose it; what can't be kept comes back as it was typed."""

    def work() -> Response:
        return _keep(request, library_of(parts, caller.who), caller, form, None)

    return await workers.run(work)


@router.post("/library/edit/{snippet_id:path}", summary="Keep a change")
async def change(
    request: Request,
    snippet_id: str,
    caller: Visitor,
    parts: ServicesDep,
    workers: PoolDep,
    form: Annotated[EditorForm, Form()],
) -> Response:
    """The same for a snippet that is there; what somebody else has saved meanwhile is shown."""

    def work() -> Response:
        library = library_of(parts, caller.who)
        return _keep(request, library, caller, form, snippet_id)

    return await workers.run(work)


def _keep(
    request: Request, library: Library, caller: Caller, form: EditorForm, snippet_id: str | None
) -> Response:
    there = present(library, caller, snippet_id) if snippet_id else None
    conflict: Conflict | None = None
    if snippet_id and there is None:
        conflict = Conflict(None, None, [])
        return _editor(request, form, None, _facets(library, caller), 409, conflict=conflict)
    try:
        return _kept(library, caller, form, there)
    except (ApiError, LibraryError) as error:
        status, failure = status_of(error)[0], str(error)
        if isinstance(error, EditedMeanwhile):
            conflict = _conflict(error)
            form = form.model_copy(update={"version": conflict.version})
    told = {"failure": failure, "conflict": conflict}
    return _editor(request, form, there, _facets(library, caller), status, **told)


def _kept(library: Library, caller: Caller, form: EditorForm, there: Snippet | None) -> Response:
    """Write or propose; where to go then."""
    own = caller.scope.agent if form.private else None
    owner = there.owner if there else own
    status = form.status if caller.leads else ""
    snippet = form.snippet(there.id if there else None, owner, status)
    signed = caller.signed(form.reason)
    if caller.leads or (owner and owner == caller.scope.agent):
        expected = {snippet.id: form.version} if there and form.version is not None else {}
        library.put([snippet], signed=signed, expected=expected)
        did = "saved" if there else "added"
    else:
        require_proposable(library, caller, snippet, there)
        library.review.propose(snippet, signed, form.version)
        did = "proposed"
    path = form.back if form.back in BACK else addresses.snippet(snippet.id)
    return RedirectResponse(f"{path}?did={did}", 303)


BACK = ("/health",)
"""Where the editor may lead back to, beside the snippet's own page."""


def _editor(
    request: Request,
    form: EditorForm,
    snippet: Snippet | None,
    facets: dict[str, Any],
    status: int = 200,
    **beside: Any,
) -> Response:
    """The page of the editor; `beside` is what it tells beside the form."""
    told = {"failure": "", "conflict": None, "about": None, "place": None} | beside
    told |= UNTRIED
    ways = {"offered": offered, "said": of_evidence}
    return page(
        request,
        "pages/editor.html",
        status,
        form=form,
        snippet=snippet,
        facets=facets,
        **told,
        **ways,
    )


def _facets(library: Library, caller: Caller) -> dict[str, Any]:
    return library.listing.facets(caller.scope)


def _conflict(error: EditedMeanwhile) -> Conflict:
    """Both texts side by side."""
    now, yours = error.both["current"], error.both["yours"]
    if now is None or yours is None:
        return Conflict(None, None, [])
    theirs = Snippet.from_dict({name: now[name] for name in now if name != "version"})
    return Conflict(theirs, now["version"], side_by_side(theirs, Snippet.from_dict(yours)))


def _place(snippet: Snippet, about: HealthFinding) -> tuple[int, int] | None:
    """Where a finding's words stand in the text as it was written, in UTF-16 units."""
    for said in about.evidence:
        if said.snippet_id != snippet.id or said.span is None:
            continue
        words = said.marks[0] if said.marks else said.span
        text = said.text[words.start - said.span.start : words.end - said.span.start]
        start = _found(snippet.body, text, words)
        if start >= 0:
            count = Utf16(snippet.body).offset
            return count(start), count(start + len(text))
    return None


def _found(body: str, text: str, words: Span) -> int:
    """Fragments may have moved it."""
    return words.start if body[words.start : words.end] == text else body.find(text)
