"""Figures of what became of drafts, over HTTP: for leads."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Header, Query, Response
from pydantic import BaseModel, Field

from api.deps import Lead, PoolDep, ServicesDep, library_of
from api.routes.findings import problems
from snippets.analytics.figures import Figures, Mean, Middle, Remarks, Share
from snippets.analytics.report import DEFAULT_WEEKS, MOST_WEEKS, Report, Row, analytics
from snippets.analytics.table import as_csv
from snippets.analytics.tally import By

router = APIRouter(tags=["analytics"])
CSV = "text/csv"


class ShareOut(BaseModel):
    """So many of so many."""

    share: float | None = Field(description="From 0 to 1; null where there are too few to tell")
    count: int
    of: int

    @classmethod
    def of_share(cls, one: Share) -> ShareOut:
        """A share of the domain."""
        return cls(share=one.value, count=one.count, of=one.of)


class MeanOut(BaseModel):
    """An average, or of times the median."""

    value: float | None = Field(description="Null where there are too few to tell")
    of: int

    @classmethod
    def of_mean(cls, one: Mean | Middle) -> MeanOut:
        """An average of the domain."""
        return cls(value=one.value, of=one.of)


class RemarksOut(BaseModel):
    """Findings of one category in the same replies, for 100 of them."""

    category: str
    drafted: float | None = Field(description="As drafted; null where there are too few to tell")
    sent: float | None = Field(description="As sent")
    of: int = Field(description="Replies that were read both as drafted and as sent")

    @classmethod
    def of_remarks(cls, one: Remarks) -> RemarksOut:
        """Findings of the domain."""
        return cls(category=one.category, drafted=one.before, sent=one.after, of=one.of)


class FiguresOut(BaseModel):
    """The figures of one group; docs/analytics.md defines them."""

    drafts: int
    outcomes: int = Field(description="Drafts of which somebody told what became")
    sent: int = Field(description="Drafts that were sent, changed or not")
    coverage: ShareOut = Field(description="Messages that the library answers")
    accepted: ShareOut = Field(description="Drafts that were sent, of those with an outcome")
    sent_as_is: ShareOut
    edit_distance: MeanOut = Field(description="What was rewritten of sent drafts, from 0 to 1")
    seconds_to_send: MeanOut = Field(description="The median time from draft to sending")
    asks_open: ShareOut
    findings: list[RemarksOut]
    ratings: dict[str, MeanOut] = Field(description="By kind, from -1 to 1; NPS over 100")

    @classmethod
    def of(cls, one: Figures) -> FiguresOut:
        """Figures of the domain."""
        return cls(
            drafts=one.drafts,
            outcomes=one.outcomes,
            sent=one.used,
            coverage=ShareOut.of_share(one.coverage),
            accepted=ShareOut.of_share(one.accepted),
            sent_as_is=ShareOut.of_share(one.as_is),
            edit_distance=MeanOut.of_mean(one.edit_distance),
            seconds_to_send=MeanOut.of_mean(one.time_to_send),
            asks_open=ShareOut.of_share(one.open_asks),
            findings=[RemarksOut.of_remarks(found) for found in one.findings],
            ratings={kind: MeanOut.of_mean(mean) for kind, mean in one.ratings.items()},
        )


class RowOut(BaseModel):
    """One week, snippet, team or agent."""

    key: str = Field(description="A week's Monday, a snippet's id, a team's name, an agent's mark")
    label: str
    withheld: bool = Field(description="A team in which one agent alone drafts: no figures")
    figures: FiguresOut | None

    @classmethod
    def of(cls, row: Row) -> RowOut:
        """A row of the domain."""
        told = None if row.withheld else FiguresOut.of(row.figures)
        return cls(key=row.key, label=row.label, withheld=row.withheld, figures=told)


class AnalyticsOut(BaseModel):
    """Figures by week, snippet, team or agent, and what the last whole week changed."""

    by: By
    since: date = Field(description="The Monday of the first week, in UTC")
    until: date = Field(description="The Monday of the last week, which has not ended yet")
    changes: list[str] = Field(description="What changed by more than chance, in words")
    total: FiguresOut
    rows: list[RowOut]
    weeks: list[RowOut] = Field(description="Every week, the oldest first")

    @classmethod
    def of(cls, report: Report) -> AnalyticsOut:
        """A report of the domain."""
        return cls(
            by=report.by,
            since=report.since,
            until=report.until,
            changes=list(report.changes),
            total=FiguresOut.of(report.total),
            rows=[RowOut.of(row) for row in report.rows],
            weeks=[RowOut.of(row) for row in report.series],
        )


@router.get(
    "/v1/analytics",
    summary="What became of drafts, in figures",
    responses={
        200: {"model": AnalyticsOut, "content": {CSV: {"schema": {"type": "string"}}}},
        **problems(401, 403, 422, 429, 503),
    },
)
async def get_analytics(
    who: Lead,
    parts: ServicesDep,
    workers: PoolDep,
    by: By = By.WEEK,
    weeks: Annotated[int, Query(ge=1, le=MOST_WEEKS)] = DEFAULT_WEEKS,
    wanted: Annotated[
        Literal["json", "csv"] | None,
        Query(alias="format", description="csv for a table; so does `Accept: text/csv`"),
    ] = None,
    accept: Annotated[str, Header(include_in_schema=False)] = "",
) -> Response:
    """Use, acceptance, edits, time, coverage, open asks, findings and ratings.

    A share or an average over fewer than 20 is null. By agent only where an administrator has
    set `TACTFUL_RANK_PEOPLE`.
    """

    def work() -> Report:
        ranks = parts.settings.rank_people
        return analytics(library_of(parts, who), by, weeks, ranks_people=ranks)

    report = await workers.run(work)
    if wanted == "csv" or (wanted is None and CSV in accept):
        name = f"tactful-by-{by}-{report.since}-{report.until}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(as_csv(report), media_type=CSV, headers=headers)
    return Response(AnalyticsOut.of(report).model_dump_json(), media_type="application/json")
