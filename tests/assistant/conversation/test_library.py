"""The library's part: what is searched for, how often, and what an Assistant hands over."""

from __future__ import annotations

import pytest

from assistant.conversation.nearest import NearestSnippets
from assistant.pipeline import Assistant
from models.protocols import CheckContext
from snippets.library import Library
from snippets.snippet import Snippet

MONEY = "When do I get my money back?"
RULE = "facts.contradicts-library"


class Searches:
    """Counts the searches of a library."""

    def __init__(self, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count, search = 0, library.search_many

        def counted(*args: object) -> object:
            self.count += 1
            return search(*args)  # type: ignore[arg-type]

        monkeypatch.setattr(library, "search_many", counted)


def test_a_message_is_searched_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    searches, nearest = Searches(library, monkeypatch), NearestSnippets()
    assert nearest.search(library, [MONEY]) == nearest.search(library, [MONEY])
    assert searches.count == 1


def test_a_changed_library_is_searched_anew(library: Library) -> None:
    nearest = NearestSnippets()
    before = nearest.search(library, [MONEY])
    library.put([Snippet("refund-time", "reply", "When", "It takes 9 days.", examples=(MONEY,))])
    after = nearest.search(library, [MONEY])
    assert before != after
    assert "It takes 9 days." in [snippet.body for snippet in after]


def test_internal_snippets_are_left_out(library: Library) -> None:
    found = NearestSnippets().search(library, ["Somebody has stolen my account"])
    assert "fraud-steps" not in [snippet.id for snippet in found]


def test_a_check_names_the_snippet_that_says_otherwise(library: Library) -> None:
    assistant = Assistant([], 0.5)
    context = CheckContext(message=MONEY)
    text = "Your refund of the order arrives within 9 working days."
    (found,) = (
        one for one in assistant.check(text, context, library).review.findings if one.rule == RULE
    )
    assert (found.text, found.fixes[0].text) == ("9 working days", "5 working days")
    assert "When a refund arrives" in found.message


def test_a_fix_of_a_fact_is_never_applied_by_itself(library: Library) -> None:
    context = CheckContext(message=MONEY, first_reply=False)
    text = "Your refund of the order arrives within 9 working days."
    assert Assistant([], 0.5).check(text, context, library).review.rewritten is None


def test_nothing_is_searched_for_without_a_number(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    searches = Searches(library, monkeypatch)
    Assistant([], 0.5).check("It arrives soon.", CheckContext(message=MONEY), library)
    assert searches.count == 0
