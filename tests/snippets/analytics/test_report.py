"""Figures of a small set of drafts, each of which can be worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from snippets.analytics.facts import Facts, mark
from snippets.analytics.figures import LEAST
from snippets.analytics.ratings import rating
from snippets.analytics.report import Report, analytics
from snippets.analytics.tally import By
from snippets.errors import PeopleNotRanked
from snippets.library import Library
from snippets.snippet import Snippet
from snippets.store import uses
from snippets.store.uses import Uses

MONDAY = date(2026, 3, 9)
TODAY = MONDAY + timedelta(days=2)
LAST = datetime(2026, 3, 3, 12)
"""A Tuesday of the week before."""
TONE, SPELLING = ("tone", "tone.one"), ("spelling", "spelling.two")
Tell = Callable[..., None]


@pytest.fixture
def tell(library: Library, monkeypatch: pytest.MonkeyPatch) -> Tell:
    """Notes a draft of some time, and what became of it so many seconds later."""

    def note(
        draft_id: str,
        time: datetime = LAST,
        action: str | None = None,
        after: int = 100,
        kept: float | None = None,
        ids: tuple[str, ...] = ("refund-time",),
        outcome: str = "drafted",
        sent: tuple[tuple[str, str], ...] | None = None,
        **facts: object,
    ) -> None:
        record = Uses(library.tallies._database, library.workspace)
        monkeypatch.setattr(uses, "now", lambda: time)
        record.drafted(draft_id, outcome, 0.9, ids, Facts(**facts))  # type: ignore[arg-type]
        if action:
            monkeypatch.setattr(uses, "now", lambda: time + timedelta(seconds=after))
            record.became(draft_id, action, kept)
        if sent is not None:
            record.checked(draft_id, sent)

    return note


def report(library: Library, by: By = By.WEEK, weeks: int = 3, ranks: bool = False) -> Report:
    return analytics(library, by, weeks, TODAY, ranks)


def test_every_figure_is_what_it_says(library: Library, tell: Tell) -> None:
    for n in range(12):
        tell(f"sent{n}", action="sent", after=40 + n, asks=2, open_asks=0)
    for n in range(6):
        tell(f"edited{n}", action="edited", kept=0.5, after=700, asks=1, open_asks=1)
    for n in range(2):
        tell(f"unknown{n}", action="edited", after=3 * 3_600 + 59)
    for n in range(5):
        tell(f"discarded{n}", action="discarded", after=5)
    for n in range(5):
        tell(f"open{n}", outcome="needs_agent", ids=())
    last = report(library).series[1].figures
    assert (last.drafts, last.outcomes, last.used) == (30, 25, 20)
    assert last.coverage.value == pytest.approx(25 / 30)
    assert last.accepted.value == pytest.approx(20 / 25)
    assert last.as_is.value == pytest.approx(12 / 25)
    assert (last.edit_distance.of, last.edit_distance.total) == (18, 3.0)
    assert (last.time_to_send.of, last.time_to_send.value) == (20, 40)
    assert (last.open_asks.count, last.open_asks.of) == (6, 30)


def test_a_draft_counts_in_its_own_week(library: Library, tell: Tell) -> None:
    sunday = datetime(2026, 3, 1, 23, 59)
    tell("late", sunday, "sent", after=3_600)
    tell("first", sunday + timedelta(minutes=1), "sent")
    rows = report(library).rows
    assert [(row.key, row.label, row.figures.used) for row in rows] == [
        ("2026-02-23", "2026-W09", 1),
        ("2026-03-02", "2026-W10", 1),
        ("2026-03-09", "2026-W11 so far", 0),
    ]


def test_too_few_are_no_share(library: Library, tell: Tell) -> None:
    for n in range(LEAST - 1):
        tell(str(n), action="sent")
    assert report(library).total.accepted.value is None
    tell("one more", action="sent")
    assert report(library).total.accepted.value == 1


def test_a_draft_with_two_snippets_counts_for_both_and_once_in_all(
    library: Library, tell: Tell
) -> None:
    tell("both", action="sent", ids=("refund-time", "delivery-time", "refund-time"))
    tell("one", action="discarded", ids=("delivery-time",))
    found = report(library, By.SNIPPET)
    counted = {row.key: (row.figures.drafts, row.figures.used) for row in found.rows}
    assert counted == {"delivery-time": (2, 1), "refund-time": (1, 1)}
    assert (found.total.drafts, found.total.outcomes) == (2, 2)


def test_private_and_deleted_snippets_are_in_the_total_alone(library: Library, tell: Tell) -> None:
    library.put([Snippet("mine", "reply", "Mine", "Text.", owner="ada")])
    tell("private", ids=("mine",))
    tell("gone", ids=("gone",))
    found = report(library, By.SNIPPET)
    assert (found.rows, found.total.drafts) == ((), 2)


def test_alternatives_are_no_further_drafts_but_may_be_sent(library: Library, tell: Tell) -> None:
    tell("draft", asks=2, open_asks=1)
    tell("draft.alternative-1", action="sent", alternative=True, asks=2, open_asks=0)
    total = report(library).total
    assert (total.drafts, total.used, total.open_asks.of) == (1, 1, 2)


def test_a_draft_made_anew_has_no_outcome_yet(library: Library, tell: Tell) -> None:
    tell("same", action="sent", findings=(TONE,))
    tell("same", LAST + timedelta(hours=1), findings=())
    total = report(library).total
    assert (total.drafts, total.outcomes, total.findings) == (1, 0, ())


def test_findings_are_of_replies_read_both_ways(library: Library, tell: Tell) -> None:
    for n in range(LEAST):
        tell(f"d{n}", action="edited", findings=(TONE, TONE, SPELLING), sent=(SPELLING,))
    tell("as it was", action="sent", findings=(TONE,))
    tell("unread", action="edited", findings=(TONE,))
    tell("forgotten", action="edited", sent=(TONE,))
    tell("thrown away", action="discarded", findings=(TONE,), sent=(TONE,))
    tone, spelling = report(library).total.findings
    assert (tone.category, tone.drafted, tone.sent, tone.of) == ("tone", 41, 1, 21)
    assert (spelling.drafted, spelling.sent) == (20, 20)
    assert tone.before == pytest.approx(100 * 41 / 21)


def test_a_rated_conversation_counts_once_in_each_group(library: Library, tell: Tell) -> None:
    tell("a", action="sent", conversation_id="c", ids=("refund-time",))
    tell("b", LAST - timedelta(days=7), "sent", conversation_id="c", ids=("delivery-time",))
    tell("c", action="discarded", conversation_id="other")
    library.ratings.take([rating("c", "good"), rating("c", "10", "nps"), rating("other", "bad")])
    found = report(library, By.SNIPPET)
    assert {kind: (one.of, one.total) for kind, one in found.total.ratings.items()} == {
        "csat": (1, 1.0),
        "nps": (1, 1.0),
    }
    assert [row.figures.ratings["csat"].of for row in found.rows] == [1, 1]
    assert [row.figures.ratings.keys() for row in found.series[:2]] == [{"csat", "nps"}] * 2


def test_a_team_of_one_agent_is_withheld(library: Library, tell: Tell) -> None:
    tell("1", team="small", agent="Ada")
    tell("2", team="small", agent="ada ")
    tell("3", team="large", agent="Ada")
    tell("4", team="large", agent="Bo")
    tell("5")
    assert {(row.label, row.withheld) for row in report(library, By.TEAM).rows} == {
        ("small", True),
        ("large", False),
        ("no team", False),
    }
    ranked = {row.label: row.figures.drafts for row in report(library, By.TEAM, ranks=True).rows}
    assert ranked == {"small": 2, "large": 2, "no team": 1}


def test_people_are_not_ranked_unless_it_is_switched_on(library: Library, tell: Tell) -> None:
    tell("1", agent="Ada Lovelace")
    with pytest.raises(PeopleNotRanked, match="TACTFUL_RANK_PEOPLE"):
        report(library, By.AGENT)
    (row,) = report(library, By.AGENT, ranks=True).rows
    assert row.label == mark("Ada Lovelace")
    assert library.tallies.names() == {}


def test_names_are_kept_only_while_people_are_ranked(library: Library) -> None:
    database = library.tallies._database
    Uses(database, "default", names_agents=True).drafted(
        "1", "drafted", 0.9, [], Facts(agent="Ada  Lovelace")
    )
    (row,) = analytics(library, By.AGENT, ranks_people=True).rows
    assert (row.key, row.label) == (mark("ada lovelace"), "Ada Lovelace")
    Uses(database, "default").drafted("2", "drafted", 0.9, [], Facts(agent="Bo"))
    assert library.tallies.names() == {}


def test_what_changed_is_said_of_the_last_whole_week(library: Library, tell: Tell) -> None:
    for n in range(60):
        before = LAST - timedelta(days=7)
        tell(f"before{n}", before, "sent" if n < 20 else "discarded", agent="Ada", team="one")
        tell(f"after{n}", LAST, "sent" if n < 50 else "discarded", agent="Bo", team="one")
    told = " ".join(report(library, weeks=1).changes)
    assert "The share of drafts that were sent, changed or not rose from 33 % to 83 %." in told
    assert "Drafts from “When a refund arrives” (refund-time) were sent more often" in told
    assert "60 drafts, 60 the week before: no more than chance." in told
    assert "Ada" not in told
    assert mark("Ada") not in told


def test_an_empty_library_has_figures_of_nothing(library: Library) -> None:
    found = report(library)
    assert found.total.drafts == 0
    assert [row.figures.accepted.value for row in found.series] == [None] * 3
    assert found.changes == (
        "Nothing was drafted in the week of 2 March 2026, or in the one before.",
    )
