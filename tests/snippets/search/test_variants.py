"""Language variants, by themselves and in a search. Uses the hashing embedder."""

from __future__ import annotations

import pytest

from snippets.library import Library
from snippets.search.variants import first_of_groups, groups, preferred
from snippets.snippet import Snippet

TEXT = "Umbrellas stand in the hall"


def variant(snippet_id: str, locale: str, of: str | None = "en") -> Snippet:
    return Snippet(snippet_id, "reply", "Umbrellas", f"{TEXT}.", locale=locale, variant_of=of)


EN, DE, CH = variant("en", "en", None), variant("de", "de"), variant("ch", "de-CH")


@pytest.fixture
def shelf(library: Library) -> Library:
    """A library of variants alone."""
    library.delete([one.id for one in library.all()])
    library.put([EN, DE, CH])
    return library


@pytest.mark.parametrize(
    ("locale", "wanted"),
    [("de", DE), ("de-CH", CH), ("de_ch", CH), ("de-AT", DE), ("en-GB", EN), ("fr", EN)],
)
def test_the_one_for_the_locale_is_preferred(locale: str, wanted: Snippet) -> None:
    assert preferred(EN, [EN, DE, CH], locale) == wanted


def test_groups_have_more_than_one() -> None:
    alone = variant("alone", "en", None)
    assert groups([EN, DE, alone]) == {"en": [EN, DE]}
    assert first_of_groups([DE, alone, EN, CH]) == [0, 1]


def test_a_search_with_a_locale_finds_each_group_once(shelf: Library) -> None:
    assert [match.snippet for match in shelf.search(TEXT, locale="de")] == [DE]
    assert [match.snippet for match in shelf.search(TEXT, locale="en-GB")] == [EN]


def test_a_search_without_finds_them_all(shelf: Library) -> None:
    assert {match.snippet.id for match in shelf.search(TEXT)} == {"en", "de", "ch"}


def test_a_variant_that_is_gone_is_not_preferred(shelf: Library) -> None:
    shelf.delete(["de", "ch"])
    assert [match.snippet for match in shelf.search(TEXT, locale="de")] == [EN]
