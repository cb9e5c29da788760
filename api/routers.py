"""All routes of the service; the parts that they are made of do not import this table."""

from __future__ import annotations

from api.compat import languagetool
from api.compat.openai import routes as openai
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
