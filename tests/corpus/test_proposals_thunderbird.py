"""Proposals from a real help desk's conversations, where that data is present.

A third of its replies is taken out of the library: those that agents used come back.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from snippets import formats
from snippets.learning.history import Conversation, UseDetector, read_history
from snippets.learning.privacy import masked
from snippets.proposals.likeness import Saying, Shelf
from snippets.proposals.paragraphs import Paragraph, is_courtesy
from snippets.proposals.proposing import LEAST_CONVERSATIONS, Proposal, proposed
from snippets.snippet import Snippet

DATA = Path(__file__).parents[3] / "shared" / "data" / "thunderbird"
CONVERSATIONS = 10_000

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the data is not at {DATA}"),
]


@pytest.fixture(scope="module")
def history() -> list[Conversation]:
    return read_history(DATA / "history-early.jsonl.gz")[-CONVERSATIONS:]


@pytest.fixture(scope="module")
def library() -> list[Snippet]:
    return [replace(snippet, url=None) for snippet in formats.read("jsonl", DATA / "library.jsonl")]


@pytest.fixture(scope="module")
def removed(library: list[Snippet]) -> list[Snippet]:
    return [snippet for snippet in library if snippet.kind == "reply"][::3]


@pytest.fixture(scope="module")
def rest(library: list[Snippet], removed: list[Snippet]) -> list[Snippet]:
    return [snippet for snippet in library if snippet not in removed]


@pytest.fixture(scope="module")
def found(history: list[Conversation], rest: list[Snippet]) -> list[Proposal]:
    return proposed(history, rest, masked)


def test_what_was_removed_and_used_comes_back(
    history: list[Conversation], removed: list[Snippet], rest: list[Snippet], found: list[Proposal]
) -> None:
    detector, threads, shelf = UseDetector(removed), defaultdict(set), Shelf(rest)
    for past in history:
        for snippet_id in detector.used(past.reply):
            threads[snippet_id].add(past.text)
    sayings = [Saying.of(one.body) for one in found]
    used = [
        Saying.of(snippet.body)
        for snippet in removed
        if len(threads[snippet.id]) >= LEAST_CONVERSATIONS
        and not shelf.has(Paragraph(snippet.body))
    ]
    back = [one for one in used if any(one.repeats(other) for other in sayings)]
    assert len(used) > 5
    assert len(back) > len(used) / 2


def test_none_is_a_courtesy_or_in_the_library(found: list[Proposal], rest: list[Snippet]) -> None:
    shelf = Shelf(rest)
    assert len(found) > 10
    assert [one.body for one in found if is_courtesy(one.body)] == []
    assert [one.body for one in found if shelf.has(Paragraph(one.body))] == []


def test_each_says_something_of_its_own(found: list[Proposal]) -> None:
    sayings = [Saying.of(one.body) for one in found]
    for at, saying in enumerate(sayings):
        assert not any(saying.repeats(other) for other in sayings[:at])


def test_each_has_a_title_and_examples(found: list[Proposal]) -> None:
    for one in found:
        assert one.title.strip()
        assert "\n" not in one.title
        assert one.examples
        assert one.count >= LEAST_CONVERSATIONS
