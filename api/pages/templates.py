"""The templates of the pages: escaped, strict about names, filled with who is looking."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.pages import addresses, marks, rendered, words
from api.scopes import Caller

FOLDER = Path(__file__).parent.parent / "console"


@cache
def environment() -> Environment:
    """The templates below `api/console`, each read once."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "ago": words.ago,
        "cut": words.cut,
        "day": words.day,
        "groupby_first": marks.by_first,
        "iso": words.iso,
        "kind": words.kind,
        "marked": marks.marked,
        "markdown": rendered.rendered,
        "number": words.number,
        "status": words.status,
    }
    made.globals |= {"count": words.count, "to": addresses}
    return made


def page(request: Request, name: str, status: int = 200, **told: Any) -> HTMLResponse:
    """A page, never kept by the browser; `told` are the template's names.

    The navigation goes by whoever is looking (`request.state.visitor`, None for nobody).
    """
    visitor: Caller | None = getattr(request.state, "visitor", None)
    given = {"visitor": visitor, "here": request.url.path, "did": words.did(request)}
    text = environment().get_template(name).render(given | told)
    return HTMLResponse(text, status, headers={"Cache-Control": "no-store"})
