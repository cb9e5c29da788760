"""What agents changed: sentence by sentence, whose sentence it was, and nothing private."""

from __future__ import annotations

import pytest

from snippets.learning.edits import (
    MOST_CHANGES,
    MOST_CHARACTERS,
    Change,
    Written,
    changes,
    hidden,
    likeness,
    traced,
)

DRAFT = (
    Written("Hi Dana,"),
    Written("The bench is delivered within 7 days.", ("bench",)),
    Written("You can sit on it at once.", ("bench",)),
    Written("The lamp comes with a bulb.", ("lamp",)),
    Written("I'll write back ⟦by when⟧."),
)
TEXT = (
    "Hi Dana,\n\nThe bench is delivered within 7 days. You can sit on it at once.\n\n"
    "The lamp comes with a bulb.\n\nI'll write back ⟦by when⟧."
)


def changed(old: str, new: str) -> list[Change]:
    assert old in TEXT
    return changes(DRAFT, TEXT.replace(old, new))


def test_nothing_has_changed() -> None:
    assert changes(DRAFT, TEXT) == []
    assert changes(DRAFT, TEXT.replace("\n\n", "\n").replace(" ", "  ")) == []


def test_another_wording_is_told_with_the_snippet_it_came_from() -> None:
    assert changed("within 7 days", "within 9 working days") == [
        Change(
            "The bench is delivered within 7 days.",
            "The bench is delivered within 9 working days.",
            "bench",
        )
    ]


def test_a_courtesy_is_nobodys() -> None:
    assert changed("Hi Dana", "Hello dear Dana") == [Change("Hi Dana,", "Hello dear Dana,")]


def test_what_is_left_out_and_what_is_added() -> None:
    assert changed(" You can sit on it at once.", "") == [
        Change("You can sit on it at once.", "", "bench")
    ]
    assert changed("with a bulb.", "with a bulb. Its shade is extra.") == [
        Change("", "Its shade is extra.", "lamp")
    ]
    assert changed("Hi Dana,", "Hi Dana,\n\nLovely to hear from you.") == [
        Change("", "Lovely to hear from you.")
    ]


def test_neighbours_keep_their_owners() -> None:
    new = "Sit on it at once, you can! The lamp needs no bulb."
    found = changed("You can sit on it at once.\n\nThe lamp comes with a bulb.", new)
    assert [(one.after, one.snippet_id) for one in found] == [
        ("Sit on it at once, you can!", "bench"),
        ("The lamp needs no bulb.", "lamp"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    [
        ("I'll write ⟦when⟧.", "I'll write on Monday.", False),
        ("⟦who⟧ will write ⟦when⟧ or call.", "Sam will write today or call.", False),
        ("On this: ⟦your answer⟧", "On this: it goes by rail, which takes until May", False),
        ("I'll write ⟦when⟧.", "I'll call on Monday.", True),
        ("Both ⟦a⟧ and ⟦b⟧.", "Both of them.", True),
    ],
)
def test_filling_in_a_slot_is_no_change(before: str, after: str, differs: bool) -> None:
    assert bool(changes([Written(before)], after)) is differs


def test_private_details_are_masked_on_both_sides() -> None:
    change = Change(
        "Dear Dana Reyes, your lamp comes on 3 August.",
        "Dear Mr Alan Okafor, call +44 20 7946 0018, mail alan@example.org, pay by "
        "4111 1111 1111 1111.",
        "lamp",
    )
    (kept,) = hidden([change], frozenset(), ("Quill", "Reyes"))
    assert "[name]" in kept.before
    assert kept.snippet_id == "lamp"
    for private in ("Dana", "Reyes", "Alan", "Okafor", "7946", "example", "4111"):
        assert private not in f"{kept.before}{kept.after}"
    for mask in ("[name]", "[number]", "[email]"):
        assert mask in kept.after


def test_what_the_request_gave_is_hidden_and_product_names_are_not() -> None:
    change = Change("Your plan is teal.", "Your teal plan has the Rook, asked by Quill.")
    (kept,) = hidden([change], frozenset({"rook"}), ("teal", "Quill"))
    assert kept.before == "Your plan is [value]."
    assert "Rook" in kept.after
    assert "Quill" not in kept.after


def test_where_only_something_private_changed_nothing_is_kept() -> None:
    assert hidden([Change("Hi Dana,", "Hi Priya,")], frozenset(), ()) == []


def test_what_is_kept_is_bounded() -> None:
    many = [Change("", f"Word{n} {'long ' * 400}.") for n in range(3 * MOST_CHANGES)]
    kept = hidden(many, frozenset(), ())
    assert len(kept) == MOST_CHANGES
    assert max(len(one.after) for one in kept) == MOST_CHARACTERS
    assert kept[0].after.endswith("…")


@pytest.mark.parametrize("text", ["a" * 20_000, "! " * 20_000, "a, " * 20_000, "⟦a⟧" * 9_000, ""])
def test_hostile_texts_are_survived(text: str) -> None:
    for one in hidden(changes(DRAFT, text), frozenset(), ("a",)):
        assert len(one.after) <= MOST_CHARACTERS


def test_a_forgotten_draft_is_traced_by_its_words() -> None:
    bodies = {
        "bench": "The bench is delivered within **7 days**. You can sit on it at once.",
        "lamp": "The lamp comes with a bulb.",
    }
    found = {one.text: one.sources for one in traced(TEXT, bodies)}
    assert found["The bench is delivered within 7 days."] == ("bench",)
    assert found["The lamp comes with a bulb."] == ("lamp",)
    assert found["Hi Dana,"] == ()


def test_likeness_is_the_share_of_words_in_order() -> None:
    assert likeness("one two", "one two") == 1
    assert likeness("one two", "one three") == 0.5
    assert likeness("one", "") == 0
