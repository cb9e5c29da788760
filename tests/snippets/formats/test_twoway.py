"""Two sides and their last state: every case, and that no change is ever lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.fields import OwnTests
from snippets.formats.twoway import Steps, mark, steps
from snippets.snippet import Snippet

TEXTS = st.sampled_from([None, "a", "b", "c"])


def side(body: str | None) -> dict[str, Snippet]:
    return {"x": Snippet("x", "reply", "X", body)} if body else {}


def compared(ours: str | None, theirs: str | None, before: str | None) -> Steps:
    last = {"x": str(mark(side(before)["x"]))} if before else {}
    return steps(side(ours), side(theirs), last)


@pytest.mark.parametrize(
    ("ours", "theirs", "before", "where"),
    [
        ("a", "a", "a", []),
        ("b", "b", "a", []),
        ("b", "a", "a", ["into"]),
        ("a", "b", "a", ["out"]),
        ("b", "c", "a", ["conflicts"]),
        ("a", "b", None, ["conflicts"]),
        ("a", None, None, ["into"]),
        (None, "a", None, ["out"]),
        (None, "a", "a", ["gone_here"]),
        ("a", None, "a", ["gone_there"]),
        (None, "b", "a", ["out", "revived"]),
        ("b", None, "a", ["into", "revived"]),
        (None, None, "a", []),
    ],
)
def test_every_case(
    ours: str | None, theirs: str | None, before: str | None, where: list[str]
) -> None:
    made = compared(ours, theirs, before)
    assert [name for name in made.__slots__ if getattr(made, name)] == where


@given(TEXTS, TEXTS, TEXTS)
def test_a_text_that_is_new_is_never_dropped(
    ours: str | None, theirs: str | None, before: str | None
) -> None:
    made = compared(ours, theirs, before)
    dropped = {
        *([theirs] if made.into or made.gone_here else []),
        *([ours] if made.out or made.gone_there else []),
    }
    assert dropped <= {before, None}


def test_what_is_unsettled_stays_until_both_are_the_same() -> None:
    assert steps(side("a"), side("b"), {}, {"x"}).conflicts == ["x"]
    assert steps(side("a"), side("a"), {}, {"x"}).nothing


def test_a_deletion_does_not_settle_a_conflict() -> None:
    marks = {"x": str(mark(side("b")["x"]))}
    made = steps({}, side("b"), marks, {"x"})
    assert (made.out, made.gone_here, made.revived) == (["x"], [], ["x"])


def test_line_ends_and_outer_space_are_no_difference() -> None:
    assert mark(side("a\r\nb")["x"]) == mark(side("\n a\nb \n")["x"])


def test_own_tests_change_a_mark_and_none_leave_it_as_it_was() -> None:
    plain = Snippet("x", "reply", "X", "a")
    assert mark(plain) == "bb5bd93805d57d78"
    assert mark(replace(plain, tests=OwnTests(("m",)))) != mark(plain)
