"""Pictures of weekly figures."""

from __future__ import annotations

from xml.etree import ElementTree

from api.plots import HEIGHT, TOP, Line, plots, weekly
from snippets.analytics.figures import LEAST, Figures, Share
from snippets.analytics.report import Report, Row
from snippets.analytics.tally import By
from tests.snippets.analytics.test_words import WEEK

WEEKS = ["2026-W09", "2026-W10", "2026-W11", "2026-W12 so far"]
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*lines: Line, title: str = "Sent & as is") -> ElementTree.Element:
    return ElementTree.fromstring(weekly(title, WEEKS, lines, "%"))


def test_the_text_alternative_has_every_value() -> None:
    picture = drawn(Line("sent", (50.0, None, 71.5, 0.0)))
    assert picture.get("role") == "img"
    assert picture.get("aria-label") == (
        "Sent & as is. sent: 2026-W09 50 %, 2026-W10 too few, 2026-W11 72 %, 2026-W12 so far 0 %."
    )


def test_a_week_without_a_value_breaks_the_line() -> None:
    picture = drawn(Line("sent", (50.0, None, 70.0, 80.0)))
    paths = [one.get("d", "") for one in picture.iter("path") if one.get("fill") == "none"]
    assert [path.count("M") for path in paths] == [2]
    assert len(list(picture.iter("circle"))) == 3


def test_no_colour_is_its_own() -> None:
    text = weekly("t", WEEKS, [Line("a", (1.0,) * 4), Line("b", (2.0,) * 4)])
    assert "#" not in text
    assert text.count("stroke-dasharray") == 1


def test_values_below_zero_are_in_the_picture() -> None:
    picture = drawn(Line("rating", (-1.0, 0.0, 0.5, 1.0)))
    places = [float(one.get("cy", "0")) for one in picture.iter("circle")]
    assert places == sorted(places, reverse=True)
    assert all(TOP <= place <= HEIGHT for place in places)


def test_names_of_lines_that_end_together_stand_apart() -> None:
    picture = drawn(Line("a", (1.0,) * 4), Line("b", (1.0,) * 4))
    first, second = (float(one.get("y", "0")) for one in list(picture.iter("text"))[-2:])
    assert second - first >= 12


def test_a_report_has_a_picture_for_each_figure_that_there_is() -> None:
    told = Figures(drafts=30, accepted=Share(15, 30), as_is=Share(6, 30))
    series = tuple(Row(week, week, told) for week in WEEKS)
    report = Report(By.WEEK, WEEK, WEEK, told, series, series, ())
    assert [one.title for one in plots(report)] == ["Drafts a week", "Drafts that were sent"]
    few = Figures(drafts=LEAST - 1, accepted=Share(1, LEAST - 1))
    series = (Row("w", "w", few),)
    assert plots(Report(By.WEEK, WEEK, WEEK, few, series, series, ())) == []
