"""The set of messages is sound: what it expects stands in the messages and in the library."""

from __future__ import annotations

import pytest

from assistant.drafting.render import plain_text
from snippets.snippet import Snippet
from tests.assistant.drafting.judging import same_ask
from tests.assistant.drafting.set import Case, cases

CASES = pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.theme}/{case.key}")


@pytest.fixture(scope="module")
def library(starter_entries: list[Snippet]) -> dict[str, Snippet]:
    return {snippet.id: snippet for snippet in starter_entries}


def test_there_are_enough_of_every_kind() -> None:
    everything = cases()
    assert len(everything) >= 120
    assert sum(len(case.asks) > 1 for case in everything) >= len(everything) / 3
    assert sum(bool(case.request.thread) for case in everything) >= 5
    assert {case.request.message.channel for case in everything} == {
        "email",
        "chat",
        "social",
        "sms",
    }
    moods = frozenset().union(*(case.mood for case in everything))
    assert moods == {"angry", "frustrated", "worried", "confused", "neutral", "pleased"}


def test_keys_are_unique() -> None:
    assert len({case.key for case in cases()}) == len(cases())


@CASES
def test_asks_are_verbatim(case: Case) -> None:
    assert [ask for ask in (*case.asks, *case.may) if ask not in case.said] == []


@CASES
def test_answers_are_in_the_library_and_state_the_facts(
    case: Case, library: dict[str, Snippet]
) -> None:
    texts = "\n".join(plain_text(library[answer].body) for answer in case.answers).casefold()
    missing = [
        fact for fact in case.facts if not any(one.casefold() in texts for one in fact.split(" | "))
    ]
    assert missing == []


@CASES
def test_no_message_is_an_example_of_the_library(
    case: Case, starter_entries: list[Snippet]
) -> None:
    known = {example.casefold() for snippet in starter_entries for example in snippet.examples}
    assert case.request.message.text.casefold() not in known
    assert [ask for ask in case.asks if ask.casefold() in known] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Where is it?", "where is it"),
        ("Where is my parcel?", "So where is my parcel, please?"),
        ("what does it cost?", "How big is it, and what does it cost?"),
    ],
)
def test_the_same_ask_is_told_by_its_words(one: str, other: str) -> None:
    assert same_ask(one, other) == same_ask(other, one) > 0


def test_another_ask_is_another() -> None:
    assert same_ask("Where is my parcel?", "Can I pay by card?") == 0
