"""How two states of a snippet differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from snippets.difference import difference, shown
from snippets.snippet import Snippet


def snippet(**fields: object) -> Snippet:
    given = {"id": "a", "kind": "reply", "title": "T", "body": "b"}
    return Snippet(**given | fields)  # type: ignore[arg-type]


def words(before: str, after: str) -> tuple[list[str], list[str]]:
    (one,) = difference(snippet(body=before), snippet(body=after))
    return [span.of(before) for span in one.gone], [span.of(after) for span in one.new]


def test_words_that_changed_are_marked_on_both_sides() -> None:
    assert words("It takes 5 days.", "It takes 7 working days.") == (["5"], ["7 working"])


def test_what_is_added_is_marked_on_one_side() -> None:
    assert words("Hello.", "Hello. Bye.") == ([], [" Bye."])


def test_neighbouring_words_are_one_mark() -> None:
    assert words("x the blue car y", "x a red bike y") == (["the blue car"], ["a red bike"])


def test_other_fields_have_no_marks() -> None:
    before, after = snippet(tags=("x",)), snippet(tags=("x", "y"), team="blue")
    assert [shown(one) for one in difference(before, after)] == [
        {"field": "tags", "before": ["x"], "after": ["x", "y"], "gone": [], "new": []},
        {"field": "team", "before": None, "after": "blue", "gone": [], "new": []},
    ]


def test_the_same_does_not_differ() -> None:
    assert difference(snippet(), snippet()) == ()


def test_long_texts_are_compared_by_lines() -> None:
    before = "".join(f"line {n} here\n" for n in range(1_000))
    after = before.replace("line 7 here", "line 7 there").replace("line 900 ", "line nine ")
    assert words(before, after)[0] == ["line 7 here\n", "line 900 here\n"]


@given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
def test_what_is_not_marked_is_the_same(before: str, after: str) -> None:
    for one in difference(snippet(body=before), snippet(body=after)):
        left = ["".join(_outside(text, spans).split()) for text, spans in
                ((before, one.gone), (after, one.new))]  # fmt: skip
        assert left[0] == left[1]


def _outside(text: str, spans: object) -> str:
    for span in reversed(list(spans)):  # type: ignore[call-overload]
        text = text[: span.start] + text[span.end :]
    return text
