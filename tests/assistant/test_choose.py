"""Which snippet answers which ask: by the ask, by what is around it, and how surely."""

from __future__ import annotations

import pytest

from assistant.choose import Choice, choose
from assistant.drafting.pooled import pooled
from assistant.message import Ask
from snippets.snippet import Match, Matches, Snippet, Why

COLOUR = Snippet("colour", "reply", "Colour", "It comes in red.")
PRICE = Snippet("price", "reply", "Price", "It costs 5 euros.")
SIZE = Snippet("size", "reply", "Size", "It is 2 m long.")
FIRST, SECOND = Ask("Which colours are there?", True), Ask("And what is it?", True)
THRESHOLD = 0.5


def found(**scores: float) -> Matches:
    known = {one.id: one for one in (COLOUR, PRICE, SIZE)}
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    return Matches(ranked[0][1], tuple(Match(known[n], score, Why()) for n, score in ranked))


def chosen(choice: Choice) -> dict[str, tuple[int, ...]]:
    return {one.match.snippet.id: one.asks for one in choice.answers if one.sure}


def guessed(choice: Choice) -> dict[str, tuple[int, ...]]:
    return {one.match.snippet.id: one.asks for one in choice.answers if not one.sure}


class TestPool:
    def test_both_have_to_speak_for_a_snippet(self) -> None:
        pool = pooled(found(colour=0.6, price=0.5), found(price=0.7, colour=0.1), 1.0)
        assert [match.snippet.id for match in pool] == ["price", "colour"]
        assert 0.5 < pool.confidence < 0.7

    def test_what_one_has_not_found_counts_as_its_last(self) -> None:
        pool = pooled(found(colour=0.6, size=0.01), found(price=0.7, colour=0.3), 1.0)
        scores = {match.snippet.id: match.score for match in pool}
        assert scores["price"] < scores["colour"]

    def test_a_sure_ask_needs_no_message_around_it(self) -> None:
        assert pooled(found(colour=0.95), found(price=0.6), 0.9).confidence == 0.95

    def test_a_score_is_never_above_the_confidence(self) -> None:
        scores = Matches(0.2, (Match(COLOUR, 0.9, Why()),))
        assert pooled(scores, scores, 0.9).confidence == pytest.approx(0.2, abs=0.01)

    def test_nothing_is_found_in_nothing(self) -> None:
        assert pooled(Matches(), Matches(), 0.9) == Matches()


class TestChoose:
    def test_a_short_ask_is_answered_by_what_the_message_is_about(self) -> None:
        choice = choose([SECOND], found(colour=0.8, price=0.1), [found(colour=0.4)], THRESHOLD, 5)
        assert chosen(choice) == {"colour": (0,)}

    def test_an_ask_that_nothing_answers_stays_open_beside_one_that_is_answered(self) -> None:
        by_ask = [found(colour=0.9), found(size=0.1, price=0.05)]
        choice = choose([FIRST, SECOND], found(colour=0.7, size=0.02), by_ask, THRESHOLD, 5)
        assert (chosen(choice), choice.open) == ({"colour": (0,)}, (1,))
        assert choice.is_sure

    def test_an_ask_that_says_much_needs_less_of_the_message(self) -> None:
        whole, by_ask = found(price=0.7, size=0.01), [found(colour=0.7, size=0.004)]
        says_much = Ask("Is the garden bench there in dark green?", True)
        assert chosen(choose([says_much], whole, by_ask, THRESHOLD, 5)) == {"colour": (0,)}
        assert chosen(choose([SECOND], whole, by_ask, THRESHOLD, 5)) == {}

    def test_where_none_is_sure_the_nearest_stands_and_answers_nothing(self) -> None:
        choice = choose([SECOND], found(colour=0.6, price=0.5), [found(price=0.01)], THRESHOLD, 5)
        assert (chosen(choice), guessed(choice)) == ({}, {"colour": (0,)})
        assert not choice.is_sure

    def test_what_is_around_an_ask_stands_for_a_long_message(self) -> None:
        whole = found(size=0.6)
        around = [found(price=0.7)]
        by_ask = [found(price=0.5, size=0.1)]
        assert chosen(choose([SECOND], whole, by_ask, THRESHOLD, 5, around)) == {"price": (0,)}

    def test_a_statement_near_to_an_answer_is_not_open(self) -> None:
        asks = [FIRST, Ask("The red one is broken.")]
        by_ask = [found(colour=0.9), found(price=0.31, colour=0.3)]
        choice = choose(asks, found(colour=0.6, price=0.01), by_ask, THRESHOLD, 5)
        assert (chosen(choice), choice.open) == ({"colour": (0, 1)}, ())

    def test_a_statement_of_something_else_is_open(self) -> None:
        asks = [FIRST, Ask("My parcel never came.")]
        by_ask = [found(colour=0.9), found(size=0.1, price=0.004)]
        choice = choose(asks, found(colour=0.7, size=0.004), by_ask, THRESHOLD, 5)
        assert choice.open == (1,)
