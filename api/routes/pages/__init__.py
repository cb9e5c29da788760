"""The console's server-rendered pages, one noun a file."""

from api.routes.pages import (
    analytics,
    bulk,
    editor,
    gaps,
    health,
    imports,
    library,
    preview,
    reviews,
    snippets,
)

PAGES = tuple(
    part.router
    for part in (
        library,
        bulk,
        editor,
        preview,
        snippets,
        reviews,
        health,
        gaps,
        analytics,
        imports,
    )
)
