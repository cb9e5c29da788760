"""The benchmark of figures, on few drafts: what is added up is what was made."""

from __future__ import annotations

from pathlib import Path

from snippets.analytics.report import analytics
from snippets.analytics.tally import By
from tests.benchmarks.analytics import TODAY, is_right, made

WEEKS = 5


def test_figures_are_what_was_made(tmp_path: Path) -> None:
    library, truth = made(tmp_path, 2_000, WEEKS, change=True)
    report = analytics(library, By.TEAM, WEEKS, TODAY)
    assert is_right(report, truth)
    for row in report.rows:
        sent = sum(
            n
            for (_, team, action), n in truth.actions.items()
            if team == row.key and action != "discarded"
        )
        assert row.figures.used == sent
    counted = {
        (one.category, phase): count
        for one in report.total.findings
        for phase, count in (("drafted", one.drafted), ("sent", one.sent))
    }
    assert counted == truth.findings


def test_snippets_have_their_own_outcomes(tmp_path: Path) -> None:
    library, truth = made(tmp_path, 2_000, WEEKS, change=False)
    for row in analytics(library, By.SNIPPET, WEEKS, TODAY).rows:
        actions = {one: truth.of_snippets[row.key, one] for one in ("sent", "edited", "discarded")}
        assert row.figures.outcomes == sum(actions.values())
        assert row.figures.as_is.count == actions["sent"]
