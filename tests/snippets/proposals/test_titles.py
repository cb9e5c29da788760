"""Titles for texts that have none."""

from __future__ import annotations

import pytest

from snippets.proposals.titles import MOST_CHARACTERS, Titles

OTHERS = [f"Question {number} about grinders and kettles" for number in range(40)]


def title(body: str, questions: tuple[str, ...] = (), bodies: tuple[str, ...] = ()) -> str:
    return Titles([*OTHERS, *questions], [body, *bodies]).of(body, questions)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Your refund takes three days. The bank takes two more.",
            "Your refund takes three days",
        ),
        ("Please descale the machine each month.", "Descale the machine each month"),
        ("**Turn** the `ring` by half (see the photo).", "Turn the ring by half"),
        ("See https://x.example/a for the size of filters.", "See for the size of filters"),
        ("Try this: rinse the tank with warm water.", "Try this: rinse the tank with warm water"),
        ("smtp.x.example is the name of the server.", "smtp.x.example is the name of the server"),
        ("The order ⟦number⟧ left us today.", "The order … left us today"),
        ("https://x.example/a", "https://x.example/a"),
        ("🙂", "🙂"),
    ],
)
def test_a_title_is_the_first_sentence(body: str, expected: str) -> None:
    assert title(body) == expected


def test_a_long_title_is_cut_between_words() -> None:
    cut = title("A" + " very" * 40 + " long sentence.")
    assert len(cut) <= MOST_CHARACTERS + 2
    assert cut.endswith("very …")


def test_a_list_is_called_after_its_rarest_step_and_the_questions() -> None:
    steps = "- Open the menu\n- Choose Water hardness\n- Press OK"
    asked = ("Limescale in the tank", "So much limescale", "Is limescale bad?", "White flakes")
    other = "- Open the menu\n- Press OK"
    assert title(steps, asked, (other, other)) == "Limescale: Choose Water hardness"


def test_a_title_is_one_line() -> None:
    assert "\n" not in title("One\ntwo\nthree\nfour\nfive\nsix")
