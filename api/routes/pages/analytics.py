"""The page of figures: what changed in words, plots, and a table."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request, Response
from markupsafe import Markup

from api.deps import PoolDep, ServicesDep, library_of
from api.pages.route import LeadVisitor, pages
from api.pages.templates import page
from api.plots import plots
from snippets.analytics import told
from snippets.analytics.ratings import KINDS
from snippets.analytics.report import DEFAULT_WEEKS, MOST_WEEKS, Report, analytics
from snippets.analytics.tally import By

router = pages()
SPANS = {4: "4 weeks", 8: "8 weeks", 13: "A quarter", 26: "Half a year", 52: "A year"}


@router.get("/analytics", summary="Figures")
async def figures(
    request: Request,
    caller: LeadVisitor,
    parts: ServicesDep,
    workers: PoolDep,
    by: By = By.WEEK,
    weeks: Annotated[int, Query(ge=1, le=MOST_WEEKS)] = DEFAULT_WEEKS,
) -> Response:
    """Use, acceptance, edits, time, coverage, findings and ratings; people only where allowed."""
    ranks = parts.settings.rank_people

    def work() -> Report:
        return analytics(library_of(parts, caller.who), by, weeks, ranks_people=ranks)

    report = await workers.run(work)
    return page(
        request,
        "pages/analytics.html",
        report=report,
        plots=[(one.title, Markup(one.svg)) for one in plots(report)],
        by=by,
        weeks=weeks,
        choices=[one for one in By if ranks or one is not By.AGENT],
        spans=SPANS | {weeks: SPANS.get(weeks, f"{weeks} weeks")},
        kinds=[kind for kind in KINDS if kind in report.total.ratings],
        told=told,
    )
