"""Days that are over."""

from __future__ import annotations

from datetime import date

import pytest

from snippets.curation.expired import expired
from snippets.snippet import Snippet

TODAY = date(2026, 6, 1)


def marked(body: str, today: date = TODAY) -> list[str]:
    found = expired(Snippet("one", "reply", "One", body), today)
    return [mark.of(body) for said in (found.evidence if found else ()) for mark in said.marks]


@pytest.mark.parametrize(
    ("body", "days"),
    [
        ("The sauna is closed until 4 May 2026.", ["4 May 2026"]),
        ("Book by May 4th, 2026 to save 10 %.", ["May 4th, 2026"]),
        ("The offer ends on 31.12.2025.", ["31.12.2025"]),
        ("From 1 to 12 April 2026 we open at 10:00.", ["12 April 2026"]),
        ("The new model will be out in winter 2024.", ["winter 2024"]),
        ("Prices are valid until the end of 2025.", ["2025"]),
    ],
)
def test_a_day_that_is_over_is_found(body: str, days: list[str]) -> None:
    assert marked(body) == days


@pytest.mark.parametrize(
    "body",
    [
        "The sauna is closed until 4 June 2026.",
        "We have been here since 3 March 2011.",
        "The shop was founded on 3 March 2011 and is open daily.",
        "Since 1 July 2024, parcels are free.",
        "Our terms are those of 2023.",
        "Search for before:2013-06-01 to see old mail.",
        "Read [What is new in 2024](https://shop.example/news).",
        "It costs 2020 points.",
    ],
)
def test_what_tells_of_the_past_on_purpose_is_none(body: str) -> None:
    assert marked(body) == []


def test_a_day_is_not_over_before_it_is() -> None:
    assert marked("Closed until 4 May 2026.", date(2026, 5, 4)) == []
    assert marked("Closed until 4 May 2026.", date(2026, 5, 5)) == ["4 May 2026"]
