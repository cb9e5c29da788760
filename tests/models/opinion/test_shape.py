"""What a sentence does, by how it begins, ends and denies."""

from __future__ import annotations

import pytest

from models.opinion.shape import Shape, shape_of


@pytest.mark.parametrize(
    ("shape", "sentences"),
    [
        (Shape.QUESTION, ["Was the lid on?", "And you waited until June because?!"]),
        (
            Shape.ORDER,
            [
                "Send photos of the lid.",
                "Use the blue form.",
                "Try turning the kettle off.",
                "Fill in form 12B and return it.",
                "Go and see the shop.",
            ],
        ),
        (
            Shape.DENIAL,
            [
                "The lid isn't part of the set.",
                "You can’t send it back.",
                "We never stocked that lamp.",
                "Nobody here repairs kettles.",
            ],
        ),
        (
            Shape.STATEMENT,
            [
                "Access to the page is closed.",
                "Support for the old lamp ended.",
                "Customs has the parcel.",
                "Speak to the school, we only run the site.",
                "Write to the maker, their address is on the box.",
                "You people never read the label.",
                "You didn’t close the lid.",
                "Thank the courier for that.",
                "Well.",
                "",
            ],
        ),
    ],
    ids=str,
)
def test_shapes(shape: Shape, sentences: list[str]) -> None:
    assert {one: shape_of(one) for one in sentences} == dict.fromkeys(sentences, shape)
