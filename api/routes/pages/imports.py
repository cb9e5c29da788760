"""The page that takes a library in: upload, dry run with what is lost, then the import."""

from __future__ import annotations

from typing import Annotated

from fastapi import File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from api.deps import PoolDep, ServicesDep, library_of
from api.errors import status_of
from api.pages.imports import DryRun, Imports
from api.pages.route import LeadVisitor, pages
from api.pages.templates import page
from api.pages.uploads import Upload
from snippets import formats
from snippets.errors import FileInvalid, LibraryError

router = pages()
MOST_SHOWN = 100
"""Titles of new and changed snippets that a dry run shows."""


@router.get("/import", summary="Import a library")
async def ask(request: Request, caller: LeadVisitor) -> Response:
    """Ask for the format and the file."""
    return _asked(request)


@router.post("/import", summary="Upload an export")
async def upload(
    request: Request,
    caller: LeadVisitor,
    workers: PoolDep,
    format_: Annotated[str, Form(alias="format")],
    files: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:
    """Keep the files until the import is confirmed, and look at them; nothing is imported yet."""
    imports: Imports = request.app.state.imports
    given = [(one.filename or "", await one.read()) for one in files or [] if one.filename]
    try:
        if not given:
            raise FileInvalid("no file was chosen; choose the files of an export")
        if format_ not in formats.FORMATS:
            raise FileInvalid("choose which format the files have")
        kept = await workers.run(imports.uploads.keep, format_, given)
    except FileInvalid as error:
        return _asked(request, format_, str(error), status_of(error)[0])
    return RedirectResponse(f"/import/{kept.token}", 303)


@router.get("/import/{token}", summary="What an import would do")
async def look(
    request: Request, token: str, caller: LeadVisitor, parts: ServicesDep, workers: PoolDep
) -> Response:
    """The dry run; once it is confirmed, how far the import is."""
    imports: Imports = request.app.state.imports
    if running := imports.running(token):
        return page(request, "pages/importing.html", running=running)
    kept = imports.uploads.get(token)

    def work() -> DryRun | LibraryError:
        try:
            return imports.dry_run(library_of(parts, caller.who), kept, caller.name)
        except LibraryError as error:
            imports.uploads.drop(kept)
            return error

    found = await workers.run(work)
    if isinstance(found, LibraryError):
        return _asked(request, kept.format, kept.plain(str(found)), status_of(found)[0])
    return page(request, "pages/dry-run.html", run=found, upload=kept, most=MOST_SHOWN)


@router.post("/import/{token}", summary="Import")
async def begin(
    request: Request,
    token: str,
    caller: LeadVisitor,
    workers: PoolDep,
    total: Annotated[int, Form(ge=0)] = 0,
    cancel: Annotated[bool, Form()] = False,
) -> Response:
    """Import what was looked at, all or none, or forget it."""
    imports: Imports = request.app.state.imports
    if imports.running(token):
        return RedirectResponse(f"/import/{token}", 303)
    kept: Upload = await workers.run(imports.uploads.get, token)
    if cancel:
        imports.uploads.drop(kept)
        return RedirectResponse("/import?did=cancelled", 303)
    signed = caller.signed(f"import from {kept.format}")
    imports.begin(caller.who.workspace, kept, signed, total)
    return RedirectResponse(f"/import/{token}", 303)


def _asked(request: Request, chosen: str = "", failure: str = "", status: int = 200) -> Response:
    known = {name: one.about for name, one in formats.FORMATS.items()}
    told = {"formats": known, "chosen": chosen, "failure": failure}
    return page(request, "pages/import.html", status, **told)
