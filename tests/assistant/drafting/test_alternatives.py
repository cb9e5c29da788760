"""Other drafts that differ in what they say, each with its reason."""

from __future__ import annotations

from assistant.choose import Choice, choose
from assistant.drafting.alternatives import alternatives
from assistant.message import Ask
from snippets.snippet import Match, Matches, Snippet, Why

PARCEL = Snippet("parcel", "reply", "Parcel", "A parcel takes 3 days.")
REFUND = Snippet("refund", "reply", "Refund", "A refund takes 5 days.")
LOST = Snippet("lost", "reply", "Lost parcel", "We send it again.")
SECRET = Snippet("secret", "reply", "Secret", "Lock it up.", audience="internal")
LABEL = Snippet("label", "reply", "Label", "PILLOWS")
TWO = (Ask("Where is it?", True), Ask("Do I get money?", True))


def found(sure: float, *snippets: Snippet) -> Matches:
    why = Why(keywords=("parcel",))
    return Matches(sure, tuple(Match(one, 0.9 - 0.3 * n, why) for n, one in enumerate(snippets)))


def ids(choice: Choice) -> list[str]:
    return [answer.match.snippet.id for answer in choice.answers]


def test_another_snippet_or_another_reading() -> None:
    by_ask = [found(0.9, PARCEL, REFUND, LOST), found(0.9, REFUND, PARCEL, LOST)]
    choice = choose(TWO, found(0.5, LOST, PARCEL, REFUND), by_ask, 0.5, 5)
    others = alternatives(TWO, choice)
    assert ids(choice) == ["parcel", "refund"]
    assert ids(others[0].choice) == ["lost"]
    assert (
        others[0].why
        == "answers the message as a whole with “Lost parcel”; words in common: parcel"
    )


def test_each_differs_and_there_are_three_drafts_at_most() -> None:
    asks = TWO[:1]
    of_ask = found(0.9, PARCEL, LOST, REFUND)
    others = alternatives(asks, choose(asks, of_ask, [of_ask], 0.5, 5))
    assert [ids(one.choice) for one in others] == [["lost"], ["refund"]]
    assert "reads “Where is it?” as “Lost parcel”, instead of “Parcel”" in others[0].why


def test_where_nothing_is_sure_the_nearest_are_offered() -> None:
    asks = TWO[:1]
    of_ask = found(0.2, SECRET, LABEL, PARCEL)
    choice = choose(asks, of_ask, [of_ask], 0.5, 5)
    (other,) = alternatives(asks, choice)
    assert (ids(choice), ids(other.choice)) == ([], ["parcel"])
    assert "not a sure answer" in other.why


def test_without_matches_there_is_no_alternative() -> None:
    assert alternatives((), choose((), Matches(), [], 0.5, 5)) == []
