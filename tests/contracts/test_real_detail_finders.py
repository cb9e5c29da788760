"""What any finder of private details has to do."""

from __future__ import annotations

import pytest

from api.wiring import PRIVACY, detail_finder
from models.errors import ModelUnknown
from models.private.details import mask
from models.protocols import DetailFinder

TEXTS = (
    "Hi Dana,\n\nmy order LC48213 is late. Write to rene@example.com.\n\nThanks,\nRené Müller",
    "🙂 Then Anna Hill told me to call +44 117 496 0142 🙂",
    "It has leaked for 3 days.",
    "",
)


@pytest.fixture(scope="module", params=sorted(PRIVACY))
def finder(request: pytest.FixtureRequest) -> DetailFinder:
    return detail_finder(request.param)


def test_it_is_called_as_the_setting_calls_it(finder: DetailFinder) -> None:
    assert finder.id in PRIVACY


def test_each_text_has_its_details_in_order(finder: DetailFinder) -> None:
    found = finder.find(TEXTS)
    assert [bool(details) for details in found] == [True, True, False, False]
    for text, details in zip(TEXTS, found, strict=True):
        places = [at for one in details for at in (one.span.start, one.span.end)]
        assert places == sorted(places)
        assert all(one.span.of(text).strip() for one in details)


def test_spans_are_code_points(finder: DetailFinder) -> None:
    (details,) = finder.find([TEXTS[1]])
    assert [one.span.of(TEXTS[1]) for one in details] == ["Anna Hill", "+44 117 496 0142"]


def test_the_librarys_words_are_no_names(finder: DetailFinder) -> None:
    text = "The Bellhaven Larkspur leaks."
    assert finder.find([text], frozenset({"bellhaven", "larkspur"})) == [[]]


def test_masking_twice_changes_nothing(finder: DetailFinder) -> None:
    once = mask(finder, TEXTS)
    assert mask(finder, once) == once
    assert "Dana" not in "".join(once)


def test_an_unknown_engine_is_named_with_those_there_are() -> None:
    with pytest.raises(ModelUnknown, match="spacy or patterns"):
        detail_finder("none")
