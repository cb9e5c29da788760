"""All routes of the service; the parts that they are made of do not import this table."""

from __future__ import annotations

from api.compat import languagetool
from api.compat.openai import routes as openai
from api.routes import (
    checks,
    console,
    curation,
    drafts,
    feedback,
    health,
    organising,
    profiles,
    proposals,
    reference,
    reviews,
    rules,
    search,
    snippets,
    versions,
)

ROUTERS = (
    drafts.router,
    checks.router,
    search.router,
    organising.router,
    versions.router,
    reviews.router,
    snippets.router,
    proposals.router,
    profiles.router,
    rules.router,
    feedback.router,
    languagetool.router,
    openai.router,
    curation.router,
    health.router,
    console.router,
    reference.router,
)
