"""What changed, in words."""

from __future__ import annotations

from collections import Counter
from datetime import date

from snippets.analytics.tally import Counts, Rated, Tally
from snippets.analytics.words import changes

WEEK = date(2026, 3, 2)


def tally(
    sent: int, discarded: int, seconds: int = 60, drafts: int | None = None, **more: object
) -> Tally:
    counts = Counts(
        drafts=sent + discarded if drafts is None else drafts,
        drafted=sent + discarded,
        sent=sent,
        discarded=discarded,
        measured=sent,
    )
    return Tally(counts, Counter({seconds: sent}), **more)  # type: ignore[arg-type]


def told(before: Tally, after: Tally, **snippets: tuple[Tally, Tally]) -> list[str]:
    titles = {name: name.title() for name in snippets}
    return changes(WEEK, before, after, snippets, titles)


def test_without_a_change_three_sentences_say_so() -> None:
    assert told(tally(60, 40), tally(58, 42)) == [
        "In the week of 2 March 2026 there were 100 drafts, 100 the week before: no more than "
        "chance.",
        "No more than chance: the share of drafts that were sent, changed or not, the share of "
        "drafts that were sent without a change, the share of messages that the library answers, "
        "the part of a draft that agents rewrite and the usual time from draft to sending.",
        "What became of it is known of 100 of these 100 drafts.",
    ]


def test_more_drafts_are_told_plainly() -> None:
    first, *_ = told(tally(60, 40), tally(120, 80))
    assert first == "In the week of 2 March 2026 there were 200 drafts, 100 the week before."


def test_what_takes_longer_is_told_in_minutes() -> None:
    found = told(tally(100, 0, seconds=120), tally(100, 0, seconds=7_200))
    assert "The usual time from draft to sending rose from 2 min to 2 h." in found


def test_ratings_are_told_by_their_names() -> None:
    low, high = {"nps": Rated(100, -20.0, 60.0)}, {"nps": Rated(100, 50.0, 70.0)}
    found = told(tally(50, 50, ratings=low), tally(50, 50, ratings=high))
    assert "The Net Promoter Score rose from -20 to +50." in found


def test_the_best_and_the_worst_snippet_are_named_and_no_more() -> None:
    worse = (tally(90, 10), tally(10, 90))
    better = (tally(10, 90), tally(95, 5))
    found = told(tally(60, 40), tally(60, 40), worse=worse, better=better, alike=(worse[0],) * 2)
    named = [one for one in found if one.startswith("Drafts from")]
    assert named == [
        "Drafts from “Worse” (worse) were sent less often: 10 %, 90 % the week before.",
        "Drafts from “Better” (better) were sent more often: 95 %, 10 % the week before.",
    ]


def test_there_are_at_most_six() -> None:
    low, high = {"csat": Rated(500, -400.0, 450.0)}, {"csat": Rated(500, 400.0, 450.0)}
    before, after = tally(50, 450, 60, ratings=low), tally(450, 50, 3_600, 2_000, ratings=high)
    found = told(before, after, one=(tally(90, 10), tally(10, 90)))
    assert len(found) == 6
    assert found[-1] == (
        "What became of it is known of 500 of these 2,000 drafts; the figures say nothing about "
        "the others."
    )


def test_few_drafts_are_not_judged() -> None:
    found = told(tally(2, 8), tally(8, 2))
    assert len(found) == 2
    assert not any("rose" in one for one in found)
