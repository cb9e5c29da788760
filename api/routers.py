"""All routes of the service; the parts that they are made of do not import this table."""

from __future__ import annotations

from api.compat import languagetool
from api.compat.openai import routes as openai
from api.routes import (
    analytics,
    checks,
    console,
    curation,
    drafts,
    feedback,
    gaps,
    health,
    organising,
    preview,
    profiles,
    proposals,
    ratings,
    reference,
    reviews,
    rules,
    search,
    snippets,
    versions,
)
from api.routes.pages import PAGES

ROUTERS = (
    drafts.router,
    checks.router,
    search.router,
    organising.router,
    versions.router,
    preview.router,
    reviews.router,
    snippets.router,
    proposals.router,
    profiles.router,
    rules.router,
    feedback.router,
    languagetool.router,
    openai.router,
    curation.router,
    gaps.router,
    analytics.router,
    ratings.router,
    health.router,
    console.router,
    *PAGES,
    reference.router,
)
