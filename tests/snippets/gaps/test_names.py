"""Names and gists of messages."""

from __future__ import annotations

import pytest

from snippets.gaps.gist import MOST_CHARACTERS, gist
from snippets.gaps.names import MOST_CHOICES, Names

OTHERS = ["The grinder is loud", "Where is my parcel", "I like the mug", "Cancel the order"] * 5


def choices(*gists: str) -> list[str]:
    return Names([*gists, *OTHERS]).choices(gists)


class TestNames:
    def test_a_phrase_that_several_share_comes_first(self) -> None:
        found = choices(
            "I can't open the lid of my kettle",
            "How do I open the lid?",
            "It won't let me open the lid at all",
            "Kettle: to open the lid seems hard",
        )
        assert found[0] == "Open the lid"
        assert len(found) <= MOST_CHOICES

    def test_forms_of_words_are_one(self) -> None:
        found = choices(
            "Sending invoices fails", "It sends invoices late", "Can you send invoices?"
        )
        assert found[0].lower() in ("sending invoices", "sends invoices", "send invoices")

    def test_a_question_ends_in_a_mark(self) -> None:
        said = "How do I descale the kettle"
        assert "How do I descale the kettle?" in choices(f"Hello {said}", said, f"So {said}")

    def test_a_negation_is_kept_and_ends_no_phrase(self) -> None:
        found = choices(*["The kettle cannot boil water"] * 3)
        assert "Cannot boil water" in found
        assert not any(one.endswith("cannot") for one in found)

    def test_no_phrase_goes_across_a_mark(self) -> None:
        found = choices(*["Red kettle. Lid broken"] * 3)
        assert not any("kettle Lid" in one for one in found)

    def test_nothing_that_only_one_wrote_is_shown(self) -> None:
        found = choices(
            "My kettle leaks, says Wilhelmina Orchard",
            "A kettle that leaks",
            "Leaking: the kettle leaks again",
        )
        assert not any("Wilhelmina" in one or "Orchard" in one for one in found)

    def test_without_a_phrase_the_words_are_told(self) -> None:
        assert choices("kettle", "a kettle", "kettle?") == ["Kettle"]

    def test_words_that_say_nothing_have_a_name_too(self) -> None:
        assert choices("why not", "and so", "it is") == ["Other questions"]


class TestGist:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("Hi there,\n\nThe lid is stuck.\n\nThanks,\nDana", "The lid is stuck."),
            (
                "A stuck lid\nHello, the lid sticks to it.\n\n> Yes",
                "A stuck lid\nThe lid sticks to it.",
            ),
            ("Thanks!", "Thanks!"),
            ("", ""),
        ],
    )
    def test_courtesies_and_quotes_are_left_out(self, text: str, said: str) -> None:
        assert gist(text) == said

    def test_it_is_short(self) -> None:
        assert len(gist("lid " * 1_000)) == MOST_CHARACTERS
