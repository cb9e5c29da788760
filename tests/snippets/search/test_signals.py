"""The table of witnesses, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from snippets.search.neighbours import NOTHING, Near, Rows
from snippets.search.signals import (
    COLUMNS,
    KEYWORD_HALF,
    NEAREST,
    Found,
    Signals,
    Table,
    popularity,
    signals,
    votes,
)

NO_ARTICLES = np.zeros(10, bool)


def near(*rows: tuple[int, int, int, float]) -> Near:
    """From (owner, mark, day, likeness), nearest first."""
    return Near(Rows.of(row[:3] for row in rows), np.array([row[3] for row in rows], np.float32))


def found(**parts: Near) -> Found:
    return Found(**dict.fromkeys(Found.__slots__, NOTHING) | parts)


def table(parts: Found, popular: dict[int, Table] | None = None) -> Signals:
    return signals(parts, popular or {}, NO_ARTICLES)


class TestVotes:
    def test_the_nearer_speak_louder_and_all_make_one(self) -> None:
        said = votes(near((1, 11, 5, 0.8), (2, 12, 5, 0.4)), 365)
        assert said == pytest.approx([0.8, 0.2])

    def test_they_fade_with_age(self) -> None:
        said = votes(near((1, 11, 0, 0.5), (2, 12, 365, 0.5)), 365)
        assert said == pytest.approx([1 / 3, 2 / 3])

    def test_each_message_counts_once_for_everything_that_answered_it(self) -> None:
        said = votes(near((1, 11, 5, 0.5), (2, 11, 5, 0.5), (3, 12, 5, 0.5)), 365)
        assert said == pytest.approx([0.5, 0.5, 0.5])

    def test_only_the_nearest_messages_speak(self) -> None:
        rows = near((1, 15, 5, 0.9), (2, 15, 5, 0.9), (3, 14, 5, 0.8), (4, 13, 5, 0.7))
        assert (votes(rows, 365, voters=2) > 0).tolist() == [True, True, True, False]

    def test_what_is_unlike_does_not_speak(self) -> None:
        assert votes(near((1, 11, 5, 0.0), (2, 12, 5, -0.5)), 365).tolist() == [0.0, 0.0]

    def test_nobody_says_nothing(self) -> None:
        assert len(votes(NOTHING, 365)) == 0


class TestPopularity:
    def test_shares_have_the_sum_one(self) -> None:
        popular = popularity(np.array([1, 2, 2, 3]), np.array([0, 100, 300, 400]))
        assert sum(popular.values())[:3] == pytest.approx([1, 1, 1])  # type: ignore[index]

    def test_old_uses_fade_most_in_the_shortest_time(self) -> None:
        old, new = popularity(np.array([1, 2]), np.array([0, 60])).values()
        assert old[1] == pytest.approx(1 / 3)
        assert old[0] < old[1] < old[2] < 0.5 < new[2]

    @pytest.mark.parametrize(("days", "idle"), [(0, 0.0), (73, 0.2), (2_000, 1.0)])
    def test_idle_is_in_years_and_at_most_one(self, days: int, idle: float) -> None:
        popular = popularity(np.array([1, 1, 2]), np.array([1, 5_000 - days, 5_000]))
        assert popular[1][3] == pytest.approx(idle)

    def test_nothing_is_popular_without_a_past(self) -> None:
        assert popularity(np.zeros(0, np.int64), np.zeros(0, np.int64)) == {}


class TestTable:
    def test_it_has_a_row_for_each_found_and_a_column_for_each_witness(self) -> None:
        empty = table(found())
        assert empty.table.shape == (0, len(COLUMNS))
        some = table(found(titles=near((4, 0, 0, 0.5)), keywords=near((2, 0, 0, 1.0))))
        assert some.numbers.tolist() == [2, 4]
        assert some.table.shape == (2, len(COLUMNS))

    @pytest.mark.parametrize(
        ("part", "witness"), [("passages", "text"), ("titles", "title"), ("past", "past")]
    )
    def test_the_nearest_row_speaks_for_its_snippet(self, part: str, witness: str) -> None:
        rows = near((3, 11, 1, 0.75), (2, 12, 1, 0.5), (3, 13, 1, 0.25))
        assert table(found(**{part: rows})).column(witness).tolist() == [0.5, 0.75]

    def test_half_a_keyword_match(self) -> None:
        rows = near((1, 0, 0, KEYWORD_HALF), (2, 0, 0, 0.0))
        assert table(found(keywords=rows)).column("keywords").tolist() == [0.5, 0.0]

    def test_examples_half_nearest_half_mean_of_five(self) -> None:
        likeness = (1.0, 0.75, 0.5, 0.25, 0.0)
        rows = [(1, n, 0, one) for n, one in enumerate((*likeness, -1.0, -1.0))]
        assert len(likeness) == NEAREST
        said = table(found(examples=near(*rows, (2, 9, 0, 0.5)))).column("example")
        assert said.tolist() == [(1.0 + 0.5) / 2, 0.5]

    def test_votes_of_one_snippet_are_added(self) -> None:
        rows = near((1, 11, 5, 0.5), (2, 12, 5, 0.5), (1, 13, 5, 0.5))
        some = table(found(past=rows, words=rows))
        for witness in ("votes", "lately", "words"):
            assert some.column(witness) == pytest.approx([2 / 3, 1 / 3])

    def test_late_votes_fade_faster(self) -> None:
        some = table(found(past=near((1, 11, 0, 0.5), (2, 12, 60, 0.5))))
        assert some.column("lately") == pytest.approx([1 / 3, 2 / 3])
        assert some.column("votes")[0] > some.column("lately")[0]

    def test_popularity_goes_by_number_and_what_was_never_used_is_idle(self) -> None:
        parts = found(titles=near((1, 0, 0, 0.5), (2, 0, 0, 0.5)))
        some = table(parts, {2: np.array([0.1, 0.2, 0.3, 0.4])})
        names = ("fortnight", "season", "always", "idle")
        assert [some.column(name).tolist() for name in names] == [
            [0.0, 0.1],
            [0.0, 0.2],
            [0.0, 0.3],
            [1.0, 0.4],
        ]

    def test_articles_are_told_by_number(self) -> None:
        articles = np.array([False, False, True])
        some = signals(found(titles=near((1, 0, 0, 0.5), (2, 0, 0, 0.5))), {}, articles)
        assert some.column("article").tolist() == [0.0, 1.0]

    def test_likeness_is_the_greatest_of_meaning(self) -> None:
        parts = found(titles=near((1, 0, 0, 0.5)), past=near((1, 5, 0, 0.75)))
        assert table(parts).likeness(0) == 0.75

    def test_some_can_be_chosen(self) -> None:
        some = table(found(titles=near((1, 0, 0, 0.5), (2, 0, 0, 0.25))))
        assert some.at(some.numbers == 2).column("title").tolist() == [0.25]
