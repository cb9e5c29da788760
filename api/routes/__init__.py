"""Routes: one noun a file. A new one is a file and a line in `ROUTERS`."""

from __future__ import annotations

from api.compat import languagetool, openai
from api.routes import (
    checks,
    console,
    drafts,
    feedback,
    health,
    profiles,
    proposals,
    reference,
    rules,
    search,
    snippets,
)

ROUTERS = (
    drafts.router,
    checks.router,
    search.router,
    snippets.router,
    proposals.router,
    profiles.router,
    rules.router,
    feedback.router,
    languagetool.router,
    openai.router,
    health.router,
    console.router,
    reference.router,
)
