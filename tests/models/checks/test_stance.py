"""What a text denies, allows, demands and bounds, and the turns that rewrites may take."""

from collections import Counter

import pytest

from models.checks.stance import keeps_stance, shifted_marks, stance, turns


def test_marks_and_what_they_bear_on() -> None:
    assert stance("You can't simply log in, but might.") == {
        ("can", "log"): 1,
        ("not", "log"): 1,
        ("may", ""): 1,
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We can't refund it.", "We can refund it."),
        ("It may ship on Friday.", "It ships on Friday."),
        ("It ships before Friday.", "It ships after Friday."),
        ("It takes at least 3 days.", "It takes 3 days."),
        ("It takes up to 3 days.", "It takes 3 days."),
        ("Only the owner can change it.", "The owner can change it."),
        ("It is no longer sold.", "It is sold."),
        ("We'll never share it.", "We'll share it."),
        ("You have to unplug it.", "You have to switch it off."),
        ("I can't open it, you can close it.", "I can open it, you can't close it."),
        ("Your claim was rejected.", "Your claim was seen."),
        ("More than 5 seats", "5 seats"),
        ("It is not ready and you have to wait.", "It is ready and you don't have to wait."),
    ],
)
def test_what_changes_is_seen(before: str, after: str) -> None:
    assert not keeps_stance(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("As I said, it can’t ship.", "It cannot ship."),
        ("You can simply remove it.", "You can remove it."),
        ("It shall start.", "It will start."),
        ("It takes in excess of 5 days.", "It takes more than 5 days."),
        ("Pay not later than 3 May.", "Pay by 3 May."),
        ("It may ship in May.", "It may ship then, in May."),
    ],
)
def test_what_stays_is_seen(before: str, after: str) -> None:
    assert keeps_stance(before, after)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("request", "You have to log out.", "Could you please log out?"),
        ("double-negative", "We can't ship unless you confirm.", "We can ship once you confirm."),
        ("not-until", "It is not available until June.", "It will be available in June."),
        ("not-before", "It won't ship before June.", "It will ship in June at the earliest."),
        ("avoid", "You must not share it.", "Please avoid sharing it."),
    ],
)
def test_a_turn_allows_its_own_change_only(name: str, before: str, after: str) -> None:
    assert keeps_stance(before, after, [turns()[name]])
    others = [turn for other, turn in turns().items() if other in ("offer", "by-when", "keep")]
    assert not keeps_stance(before, after, others)


def test_a_turn_that_needs_a_mark_is_not_taken_without_it() -> None:
    avoid = [turns()["avoid"]]
    assert not keeps_stance("You must not share it.", "Please share it.", avoid)


def test_a_negation_does_not_leave_its_until_alone() -> None:
    before = "We can't ship until 3 May unless you call."
    after = "We can ship until 3 May once you call."
    assert not keeps_stance(before, after, [turns()["double-negative"]])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("You won't be charged until you confirm.", "You will be charged once you confirm."),
        ("You can't lose it unless you sell it.", "You can lose it once you sell it."),
        ("It won't get deleted until you ask.", "It will get deleted once you ask."),
    ],
)
def test_what_reassures_is_not_turned_round(before: str, after: str) -> None:
    assert not keeps_stance(before, after, turns().values())


def test_an_outcome_told_the_other_way_round_is_kept() -> None:
    before = "It will be closed if you do not pay."
    assert keeps_stance(before, "Please pay; otherwise it will be closed.", [turns()["keep"]])
    assert not keeps_stance(before, "To keep it, please pay.", [turns()["keep"]])


def test_lost_and_added() -> None:
    lost, added = shifted_marks("You must not wait.", "You can wait.")
    assert lost == Counter({"must": 1, "not": 1})
    assert added == Counter({"can": 1})


def test_turns_name_marks_that_exist() -> None:
    sample = Counter(mark for turn in turns().values() for mark in (turn.takes | turn.gives))
    known = {
        mark
        for text in (
            "no, not", "we can't", "may", "must", "will", "only", "at least", "at most", "within",
            "until", "before", "after", "if", "cancel",
        )
        for mark, _ in stance(text)
    }  # fmt: skip
    assert sample.keys() <= known
